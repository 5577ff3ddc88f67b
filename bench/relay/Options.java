package relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command line.
 *
 * @param rounds how often each contestant is measured
 * @param messages in a round, instead of the scenario's own number
 * @param warmup messages before the first round
 * @param backlog parts in the long queue
 * @param plain whether messages are plain text, as simple drivers send them
 * @param only contestants that take part; empty: all
 * @param hold whether nothing is sent: contestants run until Enter is pressed, for another driver
 * @param work folder on the disk that is measured
 */
record Options(
        List<Scenario> scenarios,
        int rounds,
        OptionalInt messages,
        int warmup,
        int backlog,
        boolean plain,
        List<Contestant> only,
        boolean hold,
        Optional<Path> json,
        Path work) {

    static final String USAGE = """
            ./sealpost bench relay [--scenario NAME…] [--quick] [--json FILE] [--rounds N] [--messages N] [--warmup N]
                                   [--backlog N] [--plain] [--only CONTESTANT…] [--hold] [--work FOLDER]
            scenarios:   %s
            contestants: %s""".formatted(
            String.join(" ", Scenario.ALL.stream().map(Scenario::name).toList()),
            String.join(" ", Arrays.stream(Contestant.values()).map(Options::word).toList()));

    private static final Path ELSEWHERE = Path.of("/var/tmp/sealpost-bench");
    private static final int ROUNDS = 5;
    private static final int WARMUP = 20_000;
    private static final int BACKLOG = 100_000;

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is wrong, saying what
     */
    static Options parse(List<String> arguments, Path top) throws IOException {
        List<Scenario> scenarios = new ArrayList<>();
        List<Contestant> only = new ArrayList<>();
        boolean quick = arguments.contains("--quick");
        int rounds = quick ? 2 : ROUNDS;
        OptionalInt messages = quick ? OptionalInt.of(100) : OptionalInt.empty();
        int warmup = quick ? 50 : WARMUP;
        int backlog = quick ? 1_000 : BACKLOG;
        boolean plain = false;
        boolean hold = false;
        Optional<Path> json = Optional.empty();
        Path work = folder(top);
        for (int at = 0; at < arguments.size(); at++) {
            String option = arguments.get(at);
            switch (option) {
                case "--quick" -> {}
                case "--plain" -> plain = true;
                case "--hold" -> hold = true;
                case "--scenario" -> {
                    while (at + 1 < arguments.size() && !arguments.get(at + 1).startsWith("--")) {
                        scenarios.add(scenario(arguments.get(++at)));
                    }
                }
                case "--only" -> {
                    while (at + 1 < arguments.size() && !arguments.get(at + 1).startsWith("--")) {
                        only.add(contestant(arguments.get(++at)));
                    }
                }
                case "--rounds" -> rounds = number(arguments, ++at);
                case "--messages" -> messages = OptionalInt.of(number(arguments, ++at));
                case "--warmup" -> warmup = number(arguments, ++at);
                case "--backlog" -> backlog = number(arguments, ++at);
                case "--json" -> json = Optional.of(Path.of(value(arguments, ++at)));
                case "--work" -> work = Path.of(value(arguments, ++at)).toAbsolutePath();
                default -> throw new IllegalArgumentException("There is no option '" + option + "'.");
            }
        }
        return new Options(
                scenarios.isEmpty() ? Scenario.ALL : List.copyOf(scenarios), rounds, messages, warmup, backlog, plain,
                List.copyOf(only), hold, json, work);
    }

    /** Where it works unless it is told otherwise. */
    static Path folder(Path top) throws IOException {
        Path work = top.resolve("target/bench/work");
        // Where only the owner may enter, as under /root, Postfix could not work.
        return Folder.isOpen(work) ? work : ELSEWHERE;
    }

    private static Scenario scenario(String name) {
        return Scenario.ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no scenario '" + name + "'."));
    }

    private static Contestant contestant(String name) {
        return Arrays.stream(Contestant.values())
                .filter(contestant -> word(contestant).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no contestant '" + name + "'."));
    }

    private static String word(Contestant contestant) {
        return contestant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int number(List<String> arguments, int at) {
        try {
            return Math.max(1, Integer.parseInt(value(arguments, at)));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("'" + arguments.get(at) + "' is no number.", wrong);
        }
    }

    private static String value(List<String> arguments, int at) {
        if (at >= arguments.size()) {
            throw new IllegalArgumentException("'" + arguments.get(at - 1) + "' needs a value.");
        }
        return arguments.get(at);
    }
}
