package phi;

import java.time.Duration;
import java.util.Arrays;

/** The product's readers of documents, which are threads of their own and go on for a while when they are given up. */
final class Readers {

    private static final String NAME = "file-reader";
    private static final int MILLISECONDS = 20;

    private Readers() {}

    /** Waits until none is at work, and tells how long that took; nothing when none was. */
    static Duration await(Duration most) {
        long start = System.nanoTime();
        Duration passed = Duration.ZERO;
        while (areAtWork() && passed.compareTo(most) < 0) {
            try {
                Thread.sleep(MILLISECONDS);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return passed;
            }
            passed = Duration.ofNanos(System.nanoTime() - start);
        }
        return passed;
    }

    private static boolean areAtWork() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith(NAME))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().startsWith("org.sealpost"));
    }
}
