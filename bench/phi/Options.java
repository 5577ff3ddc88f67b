package phi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param split dev, test or all
 * @param each messages of each template
 * @param list whether faults of the test half are listed too
 * @param labels with {@code findings}: scores these files instead of inspecting
 * @param learn where the weights of wording that are learnt from labelled mail are written instead
 * @param mail whether what is found of that mail is told instead
 * @param worst whether the worst input is timed instead
 * @param files whether that is files, and not text
 * @param kilobytes of each worst input
 * @param only of the worst inputs those whose name has this
 */
record Options(
        String split,
        long seed,
        int each,
        boolean list,
        Optional<Path> learn,
        boolean mail,
        boolean worst,
        boolean files,
        int kilobytes,
        String only,
        Optional<Path> json,
        Optional<Path> labels,
        Optional<Path> findings,
        Path work) {

    static final String USAGE = """
            ./sealpost bench phi [--split dev|test|all] [--seed N] [--each N] [--list] [--json FILE] [--work FOLDER]
            ./sealpost bench phi --labels FILE --findings FILE [--split dev|test|all] [--json FILE]
            ./sealpost bench phi --mail
            ./sealpost bench phi --learn FILE
            ./sealpost bench phi --worst | --worst-files [--kilobytes N] [--only WORDS] [--json FILE]""";

    static final long SEED = 20_261_128;
    private static final int EACH = 10;
    private static final int KILOBYTES = 10_000;

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is wrong, saying what
     */
    static Options parse(List<String> arguments, Path top) {
        String split = "all";
        long seed = SEED;
        int each = EACH;
        boolean list = false;
        Optional<Path> learn = Optional.empty();
        boolean mail = false;
        boolean worst = false;
        boolean files = false;
        int kilobytes = KILOBYTES;
        String only = "";
        Optional<Path> json = Optional.empty();
        Optional<Path> labels = Optional.empty();
        Optional<Path> findings = Optional.empty();
        Path work = top.resolve("target/bench/phi-corpus");
        for (int at = 0; at < arguments.size(); at++) {
            String option = arguments.get(at);
            switch (option) {
                case "--list" -> list = true;
                case "--learn" -> learn = Optional.of(Path.of(value(arguments, ++at)));
                case "--mail" -> mail = true;
                case "--worst" -> worst = true;
                case "--worst-files" -> files = true;
                case "--split" -> split = value(arguments, ++at);
                case "--seed" -> seed = number(arguments, ++at);
                case "--each" -> each = (int) number(arguments, ++at);
                case "--kilobytes" -> kilobytes = (int) number(arguments, ++at);
                case "--only" -> only = value(arguments, ++at);
                case "--json" -> json = Optional.of(Path.of(value(arguments, ++at)));
                case "--labels" -> labels = Optional.of(Path.of(value(arguments, ++at)));
                case "--findings" -> findings = Optional.of(Path.of(value(arguments, ++at)));
                case "--work" -> work = Path.of(value(arguments, ++at));
                default -> throw new IllegalArgumentException("There is no option '" + option + "'.");
            }
        }
        if (!List.of("dev", "test", "all").contains(split)) {
            throw new IllegalArgumentException("--split takes dev, test or all.");
        }
        if (labels.isPresent() != findings.isPresent()) {
            throw new IllegalArgumentException("--labels and --findings go together.");
        }
        return new Options(split, seed, each, list, learn, mail, worst || files, files, kilobytes, only, json, labels, findings, work);
    }

    List<String> splits() {
        return split.equals("all") ? List.of("dev", "test") : List.of(split);
    }

    private static String value(List<String> arguments, int at) {
        if (at >= arguments.size()) {
            throw new IllegalArgumentException(arguments.get(at - 1) + " needs a value.");
        }
        return arguments.get(at);
    }

    private static long number(List<String> arguments, int at) {
        try {
            long number = Long.parseLong(value(arguments, at));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new IllegalArgumentException(arguments.get(at - 1) + " needs a number above zero.");
    }
}
