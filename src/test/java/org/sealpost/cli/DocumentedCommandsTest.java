package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that documents show are understood by the program as they stand there. */
class DocumentedCommandsTest {

    /** A line of an example; its words end where the shell's begin, or an explanation. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^ {4,}\\./sealpost ([^#>|\\n]*?)(?: {2,}.*|\\s*[#>|].*)?$");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** What the script of that name does itself. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("test", "fuzz", "bench");

    @ParameterizedTest
    @CsvSource({
        "README.md, 4",
        "docs/certificates.md, 3",
        "docs/consent.md, 3",
        "docs/demo.md, 2",
        "docs/dkim.md, 6",
        "docs/inbound.md, 2",
        "docs/keys.md, 16",
        "docs/operations.md, 3",
        "docs/rules.md, 6",
        "docs/trust.md, 3"
    })
    void everyCommandOfADocumentIsUnderstood(Path document, int count) throws IOException {
        List<List<String>> commands = commands(document);

        assertThat(commands).hasSize(count);
        for (List<String> command : commands) {
            assertThatCode(() -> Main.program(Map.of()).parseArgs(command.toArray(String[]::new)))
                    .as(String.join(" ", command))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void noDocumentWithCommandsIsLeftOut() throws IOException {
        try (Stream<Path> documents = Files.list(Path.of("docs"))) {
            List<Path> withCommands = new ArrayList<>();
            for (Path document :
                    documents.filter(file -> file.toString().endsWith(".md")).toList()) {
                if (!commands(document).isEmpty()) {
                    withCommands.add(document.getFileName());
                }
            }
            assertThat(withCommands)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder(
                            "certificates.md",
                            "consent.md",
                            "demo.md",
                            "dkim.md",
                            "inbound.md",
                            "keys.md",
                            "operations.md",
                            "rules.md",
                            "trust.md");
        }
    }

    private static List<List<String>> commands(Path document) throws IOException {
        List<List<String>> commands = new ArrayList<>();
        Matcher command = COMMAND.matcher(Files.readString(document));
        while (command.find()) {
            List<String> words = words(command.group(1));
            // With brackets it is what may be said, and no example.
            if (!OF_THE_SCRIPT.contains(words.getFirst()) && !command.group(1).contains("[")) {
                commands.add(words);
            }
        }
        return commands;
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            // Whoever follows the document puts an id there.
            words.add(text.equals("ID") ? new UUID(0, 1).toString() : text);
        }
        return words;
    }
}
