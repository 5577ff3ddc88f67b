package phi;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.Inspector;

/** Times the inspection of the worst input that {@link WorstInput} knows, against what a message may take. */
final class Worst {

    private static final double MOST_SECONDS = 2;
    private static final int KILOBYTE = 1_000;
    private static final String ROW = "  %-54s %10s %8s %8s %8s %6s  %-22s %s%n";

    /** How long a reader of documents may go on that was given up, before the next input is timed beside it. */
    private static final int WARM_UPS = 20;
    private static final Duration LINGERING = Duration.ofSeconds(60);

    private final Options options;
    private final PrintStream out;

    Worst(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Inspects each once to warm up, once for the clock.
     *
     * @return whether none took longer than it may
     */
    boolean run() throws IOException {
        List<Person> patients = List.of(new Person("Anna", "Example", true, true, java.time.LocalDate.of(1980, 1, 1), "100000",
                "5035550100", "anna@example.org", "1 Main Street", "Springfield"));
        Inspection inspection = new Inspection(patients);
        List<Map<String, Object>> json = new ArrayList<>();
        out.printf(Locale.ROOT, "messages of %,d kB, each within %.0f s%n%n", options.kilobytes(), MOST_SECONDS);
        out.printf(Locale.ROOT, ROW, "input", "octets", "seconds", "CPU", "goes on", "kinds", "not read", "");
        boolean right = true;
        // Readers that have read little yet get more time.
        for (int i = 0; options.files() && i < WARM_UPS; i++) {
            new Inspector().warmUp();
        }
        for (WorstInput input : (options.files() ? WorstInput.files() : WorstInput.TEXTS)) {
            if (!input.name().contains(options.only())) {
                continue;
            }
            byte[] octets = input.message(options.kilobytes() * KILOBYTE);
            Findings findings = inspection.inspect(octets.clone());
            Readers.await(LINGERING);
            Clock clock = Clock.time(() -> inspection.inspect(octets));
            double seconds = clock.seconds();
            double goesOn = Readers.await(LINGERING).toMillis() / 1000.0;
            // Beside other work the clock tells of that too: what the processor did is what it would take by itself.
            boolean within = Math.min(seconds, clock.processSeconds()) < MOST_SECONDS;
            right &= within;
            String unread = Stream.concat(
                            findings.uninspectable().stream().map(one -> one.reason().key()),
                            findings.fault().stream().map(Enum::name))
                    .distinct()
                    .collect(Collectors.joining(" "));
            out.printf(Locale.ROOT, ROW, input.name(), octets.length, String.format(Locale.ROOT, "%.3f", seconds),
                    String.format(Locale.ROOT, "%.3f", clock.processSeconds()), String.format(Locale.ROOT, "%.1f", goesOn),
                    findings.counts().size(), unread, within ? "" : "TOO LONG");
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("input", input.name());
            figures.put("octets", octets.length);
            figures.put("seconds", seconds);
            figures.put("cpuSeconds", clock.cpuSeconds());
            figures.put("processCpuSeconds", clock.processSeconds());
            figures.put("goesOnSeconds", goesOn);
            figures.put("within", within);
            figures.put("notRead", unread);
            json.add(figures);
        }
        out.printf(Locale.ROOT, "%n  %s%n", right ? "none took longer than it may" : "GOAL NOT REACHED");
        if (options.json().isPresent()) {
            Store.writeJson(options.json().get(), Map.of("mostSeconds", MOST_SECONDS, "inputs", json));
        }
        return right;
    }
}
