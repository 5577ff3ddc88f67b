package patients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;

/**
 * Has messages decided for 1, 10 and 100 patients by a running gateway, first with a thousand patients on record and then
 * with a million: how long it takes, and how many transactions of the database a message costs.
 */
public final class Benchmark {

    private static final int FEW = 1_000;
    private static final int MANY = 1_000_000;
    private static final int MESSAGES = 300;
    private static final int WARM_UP = 600;
    private static final int MISUSED = 2;

    /** The database tells of transactions a second late at most. */
    private static final long TOLD_MILLIS = 2_500;

    private Benchmark() {}

    /** Exit status: 0 done; 2 the command line is wrong. */
    public static void main(String[] arguments) throws Exception {
        int many = MANY;
        Path json = null;
        for (int at = 0; at < arguments.length; at++) {
            boolean another = at + 1 < arguments.length;
            if (arguments[at].equals("--patients") && another && arguments[at + 1].matches("[1-9][0-9]{3,7}")) {
                many = Integer.parseInt(arguments[++at]);
            } else if (arguments[at].equals("--json") && another) {
                json = Path.of(arguments[++at]);
            } else {
                System.err.println("bench patients: the command line is wrong; ./sealpost bench patients"
                        + " [--patients N] [--json FILE], with N from 1000 on");
                System.exit(MISUSED);
            }
        }
        Path top = Path.of(System.getProperty("bench.top"));
        Path work = Files.createTempDirectory("sealpost-bench-patients");
        Path home = Files.createDirectories(work.resolve("gateway"));
        List<String> lines = new ArrayList<>();
        try (EmbeddedServices services =
                        EmbeddedServices.start(HomeFolder.lock(work.resolve("services")), true, OptionalInt.of(0));
                Gateway gateway = Gateway.start(top, home, services.settings());
                Database database = new Database(services.settings())) {
            database.fill(1, FEW);
            warmUp(gateway);
            System.out.println("| patients | recipients | median ms | p99 ms | transactions a message |");
            System.out.println("|---|---|---|---|---|");
            measure(FEW, gateway, database, lines);
            database.fill(FEW + 1, many);
            // Until the names are read, too.
            Thread.sleep(20_000);
            measure(many, gateway, database, lines);
        }
        if (json != null) {
            Files.writeString(json, "[\n  " + String.join(",\n  ", lines) + "\n]\n");
        }
        delete(work);
    }

    private static void warmUp(Gateway gateway) throws IOException, InterruptedException {
        Random random = new Random(7);
        for (int i = 0; i < WARM_UP; i++) {
            decide(gateway, random, FEW, 1 + i % 10);
        }
    }

    private static void measure(int patients, Gateway gateway, Database database, List<String> lines)
            throws IOException, InterruptedException, SQLException {
        for (int recipients : new int[] {1, 10, 100}) {
            Random random = new Random(recipients);
            for (int i = 0; i < MESSAGES / 3; i++) {
                decide(gateway, random, patients, recipients);
            }
            Thread.sleep(TOLD_MILLIS);
            long[] times = new long[MESSAGES];
            long before = database.transactions();
            long began = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                long start = System.nanoTime();
                decide(gateway, random, patients, recipients);
                times[i] = System.nanoTime() - start;
            }
            Thread.sleep(TOLD_MILLIS);
            long busy = database.transactions() - before;
            // What the gateway does by itself, in as much time.
            long took = (System.nanoTime() - began) / 1_000_000;
            before = database.transactions();
            Thread.sleep(took);
            long idle = database.transactions() - before;
            Arrays.sort(times);
            double median = times[MESSAGES / 2] / 1e6;
            double p99 = times[MESSAGES * 99 / 100] / 1e6;
            double each = Math.max(0, busy - idle) / (double) MESSAGES;
            System.out.printf(
                    Locale.ROOT, "| %,d | %d | %.2f | %.2f | %.2f |%n", patients, recipients, median, p99, each);
            lines.add(String.format(
                    Locale.ROOT,
                    "{\"patients\": %d, \"recipients\": %d, \"medianMs\": %.3f, \"p99Ms\": %.3f, \"transactions\": %.2f}",
                    patients,
                    recipients,
                    median,
                    p99,
                    each));
        }
    }

    private static void decide(Gateway gateway, Random random, int patients, int recipients)
            throws IOException, InterruptedException {
        String to = IntStream.range(0, recipients)
                .mapToObj(i -> "to=p" + (1 + random.nextInt(patients)) + "%40patients.example")
                .collect(Collectors.joining("&"));
        String message = "From: office@practice.example\r\nSubject: Visit\r\n\r\nMRN P-" + (1 + random.nextInt(patients))
                + "0, seen for E11.9.\r\n";
        gateway.decide("from=office%40practice.example&" + to, message.getBytes(StandardCharsets.US_ASCII));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
