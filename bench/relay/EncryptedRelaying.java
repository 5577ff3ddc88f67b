package relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Relaying to recipients for whom each message is encrypted, against relaying in the clear and against a Postfix whose
 * content filter encrypts, in one run.
 */
public final class EncryptedRelaying {

    private static final int WARMUP = 10_000;
    private static final int QUICK = 100;

    /**
     * What it came to, in messages delivered a second (medians).
     *
     * @param whole whether each message arrived exactly once and reads as it was sent
     * @param json everything that was measured
     */
    public record Outcome(double encrypted, double clear, double filter, boolean whole, String json) {}

    private EncryptedRelaying() {}

    /** The folder to work in: that one, or below the checkout if Postfix may enter there, or else elsewhere. */
    public static Path folder(Optional<Path> wanted, Path top) throws IOException {
        return wanted.isPresent() ? wanted.get() : Options.folder(top);
    }

    /** The addresses that messages go to. */
    public static List<String> recipients() {
        return Patients.addresses();
    }

    /**
     * Measures and prints a table.
     *
     * @param work folder for everything, which is deleted when all went well
     */
    public static Outcome measure(Path top, Path work, boolean quick, int rounds, Encrypting encrypting)
            throws IOException {
        Options options = new Options(
                List.of(Scenario.ENCRYPTED), rounds, quick ? OptionalInt.of(QUICK) : OptionalInt.empty(),
                quick ? QUICK : WARMUP, 1, false, List.of(), false, Optional.empty(), work);
        Report report = new Report(Machine.describe(top, work));
        System.out.print(report.heading());
        TlsIdentity tls = new TlsIdentity(work);
        try (Broker broker = new Broker(top, work)) {
            Benchmark.endWithUs(broker::close);
            try (Arena arena = new Arena(options, Scenario.ENCRYPTED, top, tls, broker, Optional.of(encrypting))) {
                Benchmark.endWithUs(arena::end);
                Round ceiling = arena.ceiling();
                List<Series> series = arena.run();
                System.out.print(report.add(Scenario.ENCRYPTED, ceiling, series, arena.unknown()));
                boolean whole = arena.unknown() == 0
                        && series.stream().allMatch(one -> one.faults().isEmpty());
                return new Outcome(rate(series.get(0)), rate(series.get(1)), rate(series.get(2)), whole, report.json());
            }
        }
    }

    private static double rate(Series series) {
        return series.rate().median();
    }
}
