package smime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import relay.BenchmarkFailure;

/** The largest message that the gateway takes, encrypted in a heap that has room for it and its encoding, and for little more. */
final class InSmallHeap {

    private static final int MESSAGE = 50_000_000;
    private static final int TIMES = 5;
    private static final int GOAL = 200;

    /** Below this no heap has room for both. */
    private static final int LEAST = 125;

    private static final int STEP = 15;

    private final Path top;
    private final Path folder;

    InSmallHeap(Path top, Path folder) {
        this.top = top;
        this.folder = folder;
    }

    /** Measures and prints; the result as JSON. */
    String measure() throws IOException {
        OpensslRecipient recipient = OpensslRecipient.make(KeyKind.RSA_2048, folder);
        Path message = Sample.write(MESSAGE, folder).file();
        OptionalLong octets = encrypt(GOAL, message, recipient);
        int least = GOAL;
        while (octets.isPresent() && least - STEP >= LEAST && encrypts(least - STEP, message, recipient)) {
            least -= STEP;
        }
        Files.delete(message);
        System.out.printf(
                Locale.ROOT,
                "%n50 MB, encrypted %d times with %d MB of heap: %s; message and encoding are %.1f MB;"
                        + " in steps of %d MB, %d MB suffice%n",
                TIMES,
                GOAL,
                octets.isPresent() ? "reached" : "NOT reached",
                (MESSAGE + octets.orElse(0)) / 1e6,
                STEP,
                least);
        return "{\"octets\": " + MESSAGE + ", \"reached\": " + octets.isPresent() + ", \"encryptedOctets\": " + octets.orElse(0) + ", \"heapMegabytes\": " + GOAL
                + ", \"smallestHeapMegabytes\": " + least + "}";
    }

    private boolean encrypts(int heap, Path message, OpensslRecipient recipient) throws IOException {
        return encrypt(heap, message, recipient).isPresent();
    }

    /** Octets of the result; empty when memory was short. */
    private OptionalLong encrypt(int heap, Path message, OpensslRecipient recipient) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + top.resolve("src/main/jvm.options"),
                "-XX:+UseParallelGC",
                "-Xmx" + heap + "m",
                LargeMessage.class.getName(),
                message.toString(),
                recipient.file().toString(),
                Integer.toString(TIMES));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (printed.matches("\\d+")) {
            return OptionalLong.of(Long.parseLong(printed));
        }
        if (!printed.contains("OutOfMemoryError")) {
            throw new BenchmarkFailure("The process with a small heap failed: " + printed);
        }
        return OptionalLong.empty();
    }
}
