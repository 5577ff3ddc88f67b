package rules;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Facts;
import org.sealpost.policy.Feasibility;

/** The program behind {@code ./sealpost bench rules}. */
public final class Benchmark {

    private static final int MISUSED = 2;
    private static final int ROUNDS = 5;
    private static final int DECISIONS = 5_000;
    private static final int QUICK = 200;
    private static final String USAGE = "./sealpost bench rules [--quick] [--rounds N] [--json FILE]";

    /** The processor's time is what others on the machine change least. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** So that no decision is computed for nothing. */
    private static long decided;

    private Benchmark() {}

    /** Exit status: 0 done; 2 the command line is wrong. */
    public static void main(String[] arguments) throws IOException {
        int rounds = ROUNDS;
        int decisions = DECISIONS;
        Optional<Path> json = Optional.empty();
        try {
            for (int at = 0; at < arguments.length; at++) {
                switch (arguments[at]) {
                    case "--quick" -> decisions = QUICK;
                    case "--rounds" -> rounds = Math.max(1, Integer.parseInt(arguments[++at]));
                    case "--json" -> json = Optional.of(Path.of(arguments[++at]));
                    default -> throw new IllegalArgumentException(arguments[at]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            System.err.println("bench rules: the command line is wrong; " + USAGE);
            System.exit(MISUSED);
        }
        List<String> lines = new ArrayList<>();
        System.out.println("| rules | median µs | p99 µs | CPU µs, mean (least–most) | goal µs | |");
        System.out.println("|---|---|---|---|---|---|");
        for (Case one : Case.all(Path.of(System.getProperty("bench.top")))) {
            List<Figures> all = measure(one, rounds, decisions);
            Figures figures = all.get(all.size() / 2);
            boolean reached = one.goal().isEmpty() || figures.cpu() <= one.goal().getAsInt();
            System.out.printf(
                    Locale.ROOT,
                    "| %s: %s | %.1f | %.1f | %.1f (%.1f–%.1f) | %s | %s |%n",
                    one.name(),
                    one.what(),
                    figures.median(),
                    figures.p99(),
                    figures.cpu(),
                    all.getFirst().cpu(),
                    all.getLast().cpu(),
                    one.goal().isPresent() ? one.goal().getAsInt() : "",
                    one.goal().isEmpty() ? "" : reached ? "reached" : "NOT reached");
            lines.add("{\"name\": \"" + one.name() + "\", \"rules\": "
                    + one.rules().names().size()
                    + (one.goal().isPresent()
                            ? ", \"goalMicroseconds\": " + one.goal().getAsInt() + ", \"reached\": " + reached
                            : "")
                    + ", \"microsecondsPerRecipient\": "
                    + all.stream().map(Figures::json).collect(Collectors.joining(", ", "[", "]")) + "}");
        }
        if (json.isPresent()) {
            Files.writeString(
                    json.get(),
                    "{\"java\": \"" + Runtime.version() + "\", \"cores\": "
                            + Runtime.getRuntime().availableProcessors() + ", \"decisionsPerRound\": " + decisions
                            + ",\n\"cases\": [\n  " + String.join(",\n  ", lines) + "]}\n");
        }
    }

    /** Rounds after one that is not counted, the fastest first. */
    private static List<Figures> measure(Case one, int rounds, int decisions) {
        Decider decider = new Decider(one.rules());
        List<Facts> recipients = Recipients.all();
        round(decider, recipients, decisions);
        List<Figures> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            all.add(round(decider, recipients, decisions));
        }
        all.sort(Comparator.comparingDouble(Figures::cpu));
        return all;
    }

    private static Figures round(Decider decider, List<Facts> recipients, int decisions) {
        long[] times = new long[decisions];
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < decisions; i++) {
            Facts facts = recipients.get(i % recipients.size());
            long start = System.nanoTime();
            Decision decision = decider.decide(facts, Feasibility.everything());
            times[i] = System.nanoTime() - start;
            decided += decision.protection().ordinal();
        }
        return Figures.of(times, (THREADS.getCurrentThreadCpuTime() - cpu) / decisions);
    }
}
