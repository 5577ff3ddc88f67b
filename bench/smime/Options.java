package smime;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The command line.
 *
 * @param only what is measured
 */
record Options(boolean quick, int rounds, Set<Part> only, Optional<Path> json, Optional<Path> work) {

    /** What there is to be measured. */
    enum Part {
        /** In one process, thread by thread. */
        PROCESS,
        /** SMTP in to SMTP out. */
        GATEWAY,
        /** The largest message in a small heap. */
        MEMORY
    }

    static final String USAGE =
            "./sealpost bench smime [--only process|gateway|memory] [--quick] [--rounds N] [--json FILE] [--work FOLDER]";

    private static final int ROUNDS = 7;

    /** @throws IllegalArgumentException when it is wrong, saying what */
    static Options parse(List<String> arguments) {
        boolean quick = false;
        int rounds = ROUNDS;
        Set<Part> only = EnumSet.allOf(Part.class);
        Optional<Path> json = Optional.empty();
        Optional<Path> work = Optional.empty();
        for (int at = 0; at < arguments.size(); at++) {
            switch (arguments.get(at)) {
                case "--quick" -> quick = true;
                case "--rounds" -> rounds = Math.max(1, Integer.parseInt(value(arguments, ++at)));
                case "--only" -> only = EnumSet.of(Part.valueOf(value(arguments, ++at).toUpperCase(Locale.ROOT)));
                case "--json" -> json = Optional.of(Path.of(value(arguments, ++at)));
                case "--work" -> work = Optional.of(Path.of(value(arguments, ++at)).toAbsolutePath());
                default -> throw new IllegalArgumentException("There is no option '" + arguments.get(at) + "'.");
            }
        }
        return new Options(quick, quick ? 2 : rounds, only, json, work);
    }

    private static String value(List<String> arguments, int at) {
        if (at >= arguments.size()) {
            throw new IllegalArgumentException("'" + arguments.get(at - 1) + "' needs a value.");
        }
        return arguments.get(at);
    }
}
