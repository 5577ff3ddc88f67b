package smime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Encrypting by itself: Sealpost and its peers in turn, for each kind of key and each size. */
final class InProcess {

    private static final int KIB = 1024;
    private static final int[] SIZES = {10 * KIB, 100 * KIB, KIB * KIB, 10 * KIB * KIB};
    private static final long TURN = 200_000_000L;
    private static final long QUICK_TURN = 20_000_000L;

    /** The compiler is not done sooner. */
    private static final long WARMUP = 4_000_000_000L;

    private final Path program;
    private final Path folder;
    private final Options options;
    private final List<String> json = new ArrayList<>();

    /** @param program what {@code libcrypto.c} became */
    InProcess(Path program, Path folder, Options options) {
        this.program = program;
        this.folder = folder;
        this.options = options;
    }

    /** Measures and prints. */
    String measure() throws IOException {
        System.out.println("| key | size | | CPU µs a message, median (least–most) | Sealpost to it | goal | |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (KeyKind kind : KeyKind.values()) {
            Recipient recipient = Recipient.make(kind, folder);
            for (int size : SIZES) {
                measure(recipient, Sample.write(size, folder));
            }
        }
        return json.isEmpty() ? "[]" : "[\n  " + String.join(",\n  ", json) + "]";
    }

    private void measure(Recipient recipient, Sample sample) throws IOException {
        List<Encryption> encryptions = new ArrayList<>();
        try {
            encryptions.add(new InGateway(sample.message(), recipient));
            if (recipient instanceof OpensslRecipient known) {
                for (Peer.Way way : Peer.Way.values()) {
                    encryptions.add(new Peer(way, program, sample.file(), known));
                }
            }
            List<Turns> all = new ArrayList<>();
            for (Encryption encryption : encryptions) {
                check(encryption, recipient, sample);
                boolean ours = encryption instanceof InGateway && !options.quick();
                long turn = options.quick() ? QUICK_TURN : TURN;
                all.add(new Turns(encryption, turn, ours ? WARMUP : turn));
            }
            for (int round = 0; round < options.rounds(); round++) {
                for (Turns turns : all) {
                    turns.take();
                }
            }
            report(recipient.kind(), sample.size(), all);
        } finally {
            for (Encryption encryption : encryptions) {
                encryption.close();
            }
        }
    }

    /** What is measured must be readable: another reader finds the body as it was. */
    private void check(Encryption encryption, Recipient recipient, Sample sample) throws IOException {
        Path made = folder.resolve("made");
        encryption.write(made);
        byte[] octets = recipient.open(made);
        byte[] body = sample.message().openBody().readAllBytes();
        int from = octets.length - body.length;
        if (from < 0 || !Arrays.equals(octets, from, octets.length, body, 0, body.length)) {
            throw new IOException(encryption.name() + " changed the message");
        }
    }

    private void report(KeyKind kind, int size, List<Turns> all) {
        Turns ours = all.getFirst();
        double libcrypto = all.stream()
                .filter(turns -> turns.name().equals(Peer.Way.WHOLE.title())
                        || turns.name().equals(Peer.Way.STREAMED.title()))
                .mapToDouble(Turns::median)
                .min()
                .orElse(0);
        double goal = goal(kind, size);
        for (Turns turns : all) {
            boolean first = turns == ours;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %,.1f (%,.1f–%,.1f)%s | %s | %s | %s |%n",
                    first ? kind.title() : "",
                    first ? size / KIB + " KiB" : "",
                    turns.name(),
                    turns.median(),
                    turns.least(),
                    turns.most(),
                    first ? String.format(Locale.ROOT, "; with collector and compiler %,.1f", ours.wholeProcess()) : "",
                    first ? "" : String.format(Locale.ROOT, "%.2f", ours.median() / turns.median()),
                    first && goal > 0 ? String.format(Locale.ROOT, "%.1f of libcrypto's faster way", goal) : "",
                    !first || goal == 0 ? "" : (ours.median() <= goal * libcrypto ? "" : "NOT ") + "reached");
        }
        json.add("{\"key\": \"" + kind.title() + "\", \"octets\": " + size
                + (goal > 0 ? ", \"goal\": " + goal + ", \"reached\": " + (ours.median() <= goal * libcrypto) : "")
                + ", \"microseconds\": {"
                + String.join(", ", all.stream().map(turns -> "\"" + turns.name() + "\": " + turns.json()).toList())
                + String.format(Locale.ROOT, "}, \"withCollectorAndCompiler\": %.1f}", ours.wholeProcess()));
    }

    /** Of libcrypto's time; 0 when nothing is aimed at. */
    private static double goal(KeyKind kind, int size) {
        if (kind != KeyKind.RSA_2048) {
            return 0;
        }
        return switch (size) {
            case 10 * KIB -> 1.5;
            case 100 * KIB -> 1;
            case KIB * KIB -> 0.5;
            default -> 0;
        };
    }
}
