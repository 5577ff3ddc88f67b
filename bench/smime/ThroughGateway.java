package smime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import relay.BenchmarkFailure;
import relay.EncryptedRelaying;
import relay.Folder;

/** Encrypting on the way through the whole gateway, against relaying in the clear and against Postfix with a filter. */
final class ThroughGateway {

    private static final double TIMES_FILTER = 30;
    private static final double SHARE_OF_CLEAR = 0.5;
    private static final int ROUNDS = 3;

    private final Options options;
    private final Path top;

    ThroughGateway(Options options, Path top) {
        this.options = options;
        this.top = top;
    }

    /** Measures and prints; the result as JSON. */
    String measure() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new BenchmarkFailure("Postfix starts as root only: run the benchmark as root, for instance in a container.");
        }
        Path work = EncryptedRelaying.folder(options.work(), top);
        Folder.delete(work);
        Files.createDirectories(work);
        Recipients recipients = Recipients.issue(EncryptedRelaying.recipients(), work.resolve("certificates"));
        EncryptedRelaying.Outcome outcome =
                EncryptedRelaying.measure(top, work, options.quick(), Math.min(ROUNDS, options.rounds()), recipients);
        if (!outcome.whole()) {
            throw new BenchmarkFailure("Not every message arrived exactly once and unharmed: the logs are in " + work + ".");
        }
        Folder.delete(work);
        double filter = outcome.encrypted() / outcome.filter();
        double clear = outcome.encrypted() / outcome.clear();
        System.out.printf(
                Locale.ROOT,
                "%nencrypted: %.1f times Postfix with its filter (goal %.0f: %s), %.2f of relaying in the clear (goal %.1f: %s)%n",
                filter,
                TIMES_FILTER,
                reached(filter >= TIMES_FILTER),
                clear,
                SHARE_OF_CLEAR,
                reached(clear >= SHARE_OF_CLEAR));
        return String.format(
                        Locale.ROOT,
                        "{\"timesFilter\": %.2f, \"goalTimesFilter\": %.0f, \"shareOfClear\": %.3f, \"goalShareOfClear\": %.1f,\n",
                        filter,
                        TIMES_FILTER,
                        clear,
                        SHARE_OF_CLEAR)
                + "\"relays\": " + outcome.json().strip() + "}";
    }

    private static String reached(boolean reached) {
        return reached ? "reached" : "NOT reached";
    }
}
