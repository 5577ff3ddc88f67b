package relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The program behind {@code ./sealpost bench relay}. */
public final class Benchmark {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Benchmark() {}

    /** Exit status: 0 done; 1 something failed or a message did not arrive exactly once; 2 the command line is wrong. */
    public static void main(String[] arguments) throws IOException {
        Path top = Path.of(System.getProperty("bench.top"));
        Options options;
        try {
            options = Options.parse(List.of(arguments), top);
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench relay: " + wrong.getMessage() + "\n" + Options.USAGE);
            System.exit(MISUSED);
            return;
        }
        try {
            System.exit(run(options, top) ? 0 : FAILED);
        } catch (BenchmarkFailure failure) {
            System.err.println("bench relay: " + failure.getMessage());
            System.exit(FAILED);
        }
    }

    private static boolean run(Options options, Path top) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new BenchmarkFailure("Postfix starts as root only: run the benchmark as root, for instance in a container.");
        }
        Folder.delete(options.work());
        Files.createDirectories(options.work());
        boolean right = true;
        TlsIdentity tls = new TlsIdentity(options.work());
        Report report = new Report(Machine.describe(top, options.work()));
        System.out.print(report.heading());
        try (Broker broker = new Broker(top, options.work())) {
            endWithUs(broker::close);
            for (Scenario scenario : options.scenarios()) {
                try (Arena arena = new Arena(options, scenario, top, tls, broker, Optional.empty())) {
                    endWithUs(arena::end);
                    if (options.hold()) {
                        arena.hold();
                        continue;
                    }
                    Round ceiling = arena.ceiling();
                    List<Series> series = arena.run();
                    System.out.print(report.add(scenario, ceiling, series, arena.unknown()));
                    right &= arena.unknown() == 0
                            && series.stream().allMatch(one -> one.faults().isEmpty());
                }
            }
        }
        if (options.json().isPresent()) {
            Files.writeString(options.json().get(), report.json());
        }
        if (right) {
            Folder.delete(options.work());
        }
        return right;
    }

    /** Whoever interrupts a run leaves no server behind. Ending twice does no harm. */
    static void endWithUs(Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(end));
    }
}
