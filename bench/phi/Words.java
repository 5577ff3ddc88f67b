package phi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The lists of {@code words/}, a word a line. Odd lines belong to one half of the templates and even lines to the other, so
 * that a dictionary that was tuned on one half knows nothing of the other's words.
 */
final class Words {

    private final Map<String, List<String>> lists = new TreeMap<>();

    Words(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                List<String> lines = Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .toList();
                lists.put(file.getFileName().toString().replace(".txt", ""), lines);
            }
        }
    }

    /** A line of a list, of that half. */
    String draw(String list, boolean test, RandomGenerator random) {
        List<String> lines = all(list);
        int pairs = lines.size() / 2;
        return lines.get(2 * random.nextInt(pairs) + (test ? 1 : 0));
    }

    /** All lines of a list. */
    List<String> all(String list) {
        List<String> lines = lists.get(list);
        if (lines == null) {
            throw new IllegalArgumentException("There is no list of words '" + list + "'.");
        }
        return new ArrayList<>(lines);
    }
}
