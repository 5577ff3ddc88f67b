package org.sealpost.certificate;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * The program behind {@code ./sealpost bench certificates}: the processor's time for a choice out of what is remembered,
 * on record or found outside. In the package that it measures, whose parts nobody else needs. In the last cases each choice
 * first reads the practice's generation from a database, as a message does; there the time is that of the whole process, the
 * collector and the compiler included, without the database.
 */
public final class LookupBenchmark {

    private static final int MISUSED = 2;
    private static final int GOAL_MICROSECONDS = 20;
    private static final int CHOICES = 20_000;
    private static final int QUICK = 500;
    private static final String USAGE = "./sealpost bench certificates [--quick] [--rounds N] [--json FILE]";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** So that no choice is made for nothing. */
    private static long chosen;

    private LookupBenchmark() {}

    /** A choice that is made again and again. */
    private record Case(String name, String what, int atOnce, Supplier<CertificateChoice> choice) {

        /** In this thread alone. */
        Case(String name, String what, Supplier<CertificateChoice> choice) {
            this(name, what, 0, choice);
        }
    }

    /** Exit status: 0 done; 2 the command line is wrong. */
    public static void main(String[] arguments) throws Exception {
        int rounds = 5;
        int choices = CHOICES;
        Optional<Path> json = Optional.empty();
        try {
            for (int at = 0; at < arguments.length; at++) {
                switch (arguments[at]) {
                    case "--quick" -> choices = QUICK;
                    case "--rounds" -> rounds = Math.max(1, Integer.parseInt(arguments[++at]));
                    case "--json" -> json = Optional.of(Path.of(arguments[++at]));
                    default -> throw new IllegalArgumentException(arguments[at]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            System.err.println("bench certificates: the command line is wrong; " + USAGE);
            System.exit(MISUSED);
        }
        try (GenerationTable table = new GenerationTable()) {
            report(cases(table.generations()), rounds, choices, json);
        }
    }

    private static void report(List<Case> cases, int rounds, int choices, Optional<Path> json) throws IOException {
        List<String> lines = new ArrayList<>();
        System.out.println("| certificate | CPU µs, median (least–most) | goal µs | |");
        System.out.println("|---|---|---|---|");
        for (Case one : cases) {
            double[] figures = new double[rounds];
            round(one, choices);
            for (int round = 0; round < rounds; round++) {
                figures[round] = round(one, choices);
            }
            Arrays.sort(figures);
            double median = figures[rounds / 2];
            System.out.printf(
                    Locale.ROOT,
                    "| %s: %s | %.2f (%.2f–%.2f) | %d | %s |%n",
                    one.name(),
                    one.what(),
                    median,
                    figures[0],
                    figures[rounds - 1],
                    GOAL_MICROSECONDS,
                    median <= GOAL_MICROSECONDS ? "reached" : "NOT reached");
            lines.add("{\"name\": \"" + one.name() + "\", \"goalMicroseconds\": " + GOAL_MICROSECONDS
                    + ", \"reached\": " + (median <= GOAL_MICROSECONDS) + ", \"microsecondsPerChoice\": "
                    + Arrays.stream(figures)
                            .mapToObj(figure -> String.format(Locale.ROOT, "%.2f", figure))
                            .collect(Collectors.joining(", ", "[", "]"))
                    + "}");
        }
        if (json.isPresent()) {
            Files.writeString(
                    json.get(),
                    "{\"java\": \"" + Runtime.version() + "\", \"cores\": "
                            + Runtime.getRuntime().availableProcessors() + ", \"choicesPerRound\": " + choices
                            + ",\n\"cases\": [\n  " + String.join(",\n  ", lines) + "]}\n");
        }
    }

    private static double round(Case one, int choices) {
        return one.atOnce() == 0 ? alone(one, choices) : together(one, choices);
    }

    /** By as many threads as messages come at once, each of which goes on when it has its answer. */
    private static double together(Case one, int choices) {
        AtomicInteger left = new AtomicInteger(choices);
        AtomicInteger none = new AtomicInteger();
        long cpu = PROCESS.getProcessCpuTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < one.atOnce(); i++) {
                threads.execute(() -> {
                    while (left.getAndDecrement() > 0) {
                        none.addAndGet(one.choice().get().usable().isPresent() ? 0 : 1);
                    }
                });
            }
        }
        if (left.get() > 0 || none.get() > 0) {
            throw new IllegalStateException("not every choice was made");
        }
        return (PROCESS.getProcessCpuTime() - cpu) / 1000.0 / choices;
    }

    private static double alone(Case one, int choices) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < choices; i++) {
            chosen += one.choice().get().usable().isPresent() ? 1 : 0;
        }
        if (chosen == 0) {
            throw new IllegalStateException("nothing was chosen");
        }
        return (THREADS.getCurrentThreadCpuTime() - cpu) / 1000.0 / choices;
    }

    private static List<Case> cases(CertificateGenerations generations) throws Exception {
        Issued root = Issued.authority("Root", Optional.empty());
        Issued issuer = Issued.authority("Issuer", Optional.of(root));
        Mailbox mailbox = Mailbox.parse("bo@patient.example");
        Issued bo = Issued.person(mailbox.address(), issuer);
        Issued renewed = Issued.person(mailbox.address(), issuer);
        CertificateChooser chooser = new CertificateChooser(
                new CertificateCheck(TrustAnchors.of(List.of(root.certificate()))));
        Authorities authorities = Authorities.of(List.of(issuer.certificate()));
        Instant now = Instant.now();
        CertificateLookup outside = new Remembered(new LookupAnswer.Found(
                List.of(bo.certificate(), issuer.certificate()), List.of(), Duration.ofHours(1)));
        OutsideCertificates found =
                new OutsideCertificates(new LookupRound(List.of(outside), Duration.ofSeconds(2)), chooser, false);
        PracticeCertificates nothing = new PracticeCertificates(authorities, Map.of());
        CertificateChoice none = new CertificateChoice(Optional.empty(), List.of());
        List<HeldCertificate> pinned = List.of(new HeldCertificate(bo.certificate(), true, Optional.empty()));
        List<HeldCertificate> trusted = List.of(new HeldCertificate(bo.certificate(), false, Optional.empty()));
        List<HeldCertificate> two = List.of(
                new HeldCertificate(bo.certificate(), false, Optional.empty()),
                new HeldCertificate(renewed.certificate(), false, Optional.empty()));
        Supplier<CertificateChoice> asked = () -> {
            if (generations.of(PracticeId.DEFAULT) != 7) {
                throw new IllegalStateException("the generation is another");
            }
            return chooser.choose(PracticeId.DEFAULT, trusted, authorities, mailbox, now);
        };
        return List.of(
                new Case("pinned", "one on record, pinned", () -> chooser.choose(PracticeId.DEFAULT, pinned, authorities, mailbox, now)),
                new Case("path", "one on record, by a path of three", () -> chooser.choose(PracticeId.DEFAULT, trusted, authorities, mailbox, now)),
                new Case("two", "two on record, by paths of three", () -> chooser.choose(PracticeId.DEFAULT, two, authorities, mailbox, now)),
                new Case("outside", "found outside before, by a path of three", () -> found.choose(PracticeId.DEFAULT, nothing, none, mailbox, List.of(), now)),
                new Case("asked", "one on record, with the generation, one message at a time", 1, asked),
                new Case("asked-50", "one on record, with the generation, 50 messages at a time", 50, asked),
                new Case("asked-200", "one on record, with the generation, 200 messages at a time", 200, asked));
    }

    /** A place that answers once; what is measured is how it is remembered. */
    private record Remembered(LookupAnswer answer) implements CertificateLookup {
        @Override
        public CertificateSource source() {
            return CertificateSource.LDAP;
        }

        @Override
        public String place() {
            return "the LDAP server";
        }

        @Override
        public LookupAnswer find(Mailbox mailbox) {
            return answer;
        }
    }
}
