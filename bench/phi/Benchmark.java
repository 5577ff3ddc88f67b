package phi;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The program behind {@code ./sealpost bench phi}. */
public final class Benchmark {

    private static final int MISUSED = 2;
    private static final int FAILED = 1;
    private static final int TIMES = 5;
    private static final double MEGABYTE = 1_000_000;

    private final Options options;
    private final Path source;
    private final PrintStream out;

    private Benchmark(Options options, Path top, PrintStream out) {
        this.options = options;
        source = top.resolve("bench/phi");
        this.out = out;
    }

    /** Ends with the status that {@link #run} gives. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments), Path.of(System.getProperty("bench.top")), System.out));
    }

    /**
     * Runs it: 0 done, whether or not the goals were reached, which is printed; 1 the worst input took too long; 2 the
     * command line is wrong.
     *
     * @param top the repository
     */
    public static int run(List<String> arguments, Path top, PrintStream out) throws IOException {
        Options options;
        try {
            options = Options.parse(arguments, top);
        } catch (IllegalArgumentException wrong) {
            out.println("bench phi: " + wrong.getMessage() + "\n" + Options.USAGE);
            return MISUSED;
        }
        if (options.learn().isPresent()) {
            new LabelledMail(top, out).learn(options.learn().get());
            return 0;
        }
        if (options.mail()) {
            new LabelledMail(top, out).report();
            return 0;
        }
        if (options.worst()) {
            return new Worst(options, out).run() ? 0 : FAILED;
        }
        new Benchmark(options, top, out).run();
        return 0;
    }

    private void run() throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        List<Labelled> corpus;
        List<Finding> findings;
        if (options.labels().isPresent()) {
            corpus = Store.readLabels(options.labels().get());
            findings = Store.readFindings(options.findings().orElseThrow());
        } else {
            Corpus written = new Corpus(source, options.seed());
            corpus = written.write(options.each());
            Store.write(options.work(), corpus, written.patients());
            out.printf(Locale.ROOT, "%d messages of %d templates, seed %d, in %s%n", corpus.size(),
                    written.templates().size(), options.seed(), options.work());
            findings = inspect(corpus, new Inspection(written.patients()), json);
        }
        List<Map<String, Object>> halves = new ArrayList<>();
        for (String split : options.splits()) {
            boolean test = split.equals("test");
            boolean listed = !test || options.list();
            List<Labelled> half =
                    corpus.stream().filter(message -> message.test() == test).toList();
            Report report = new Report(split, half.size(), Score.of(half, findings));
            out.print(report.table(listed));
            halves.add(report.json(listed));
        }
        json.put("seed", options.seed());
        json.put("halves", halves);
        if (options.json().isPresent()) {
            Store.writeJson(options.json().get(), json);
        }
    }

    /** Several times: the figures of speed are those of the fastest, when the JVM knows the way. */
    private List<Finding> inspect(List<Labelled> corpus, Inspection inspection, Map<String, Object> json) {
        List<Finding> findings = corpus.stream().map(inspection::find).toList();
        Clock fastest = Stream.generate(
                        () -> Clock.time(() -> corpus.forEach(message -> inspection.inspect(message.octets()))))
                .limit(TIMES)
                .min(Comparator.comparingDouble(Clock::cpuSeconds))
                .orElseThrow();
        long octets = corpus.stream().mapToLong(message -> message.octets().length).sum();
        double speed = octets / MEGABYTE / fastest.cpuSeconds();
        double micros = fastest.cpuSeconds() * 1e6 / corpus.size();
        double wall = fastest.seconds() * 1e6 / corpus.size();
        out.printf(Locale.ROOT,
                "inspected with one thread: %.1f MB/s of CPU time, %.0f µs a message (%.0f on the wall) of %d octets on average%n",
                speed, micros, wall, octets / corpus.size());
        json.put("megabytesPerSecond", speed);
        json.put("microsPerMessage", micros);
        json.put("wallMicrosPerMessage", wall);
        return findings;
    }
}
