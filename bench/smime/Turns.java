package smime;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one way of encrypting took, turn by turn, in microseconds of CPU time for a message. */
final class Turns {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double MICROSECOND = 1_000;

    private final Encryption encryption;
    private final int times;
    private final List<Double> turns = new ArrayList<>();
    private double processNanos;

    /**
     * Warms up and finds out how many messages fill a turn.
     *
     * @param nanos CPU time of a turn
     */
    Turns(Encryption encryption, long nanos, long warmup) throws IOException {
        this.encryption = encryption;
        long used = 0;
        long last = 1;
        int count = 1;
        while (used < warmup) {
            last = Math.max(1, encryption.encrypt(count) / count);
            used += last * count;
            count = Math.clamp(nanos / last, 1, 100_000);
        }
        times = count;
    }

    /** One more turn. */
    void take() throws IOException {
        long before = SYSTEM.getProcessCpuTime();
        turns.add(encryption.encrypt(times) / MICROSECOND / times);
        processNanos += SYSTEM.getProcessCpuTime() - before;
    }

    String name() {
        return encryption.name();
    }

    double median() {
        List<Double> sorted = turns.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return turns.stream().min(Double::compare).orElseThrow();
    }

    double most() {
        return turns.stream().max(Double::compare).orElseThrow();
    }

    /** This process's time for a message, with its collector and compiler: meaningful for what runs in it. */
    double wholeProcess() {
        return processNanos / MICROSECOND / times / turns.size();
    }

    String json() {
        return String.format(
                Locale.ROOT, "{\"median\": %.1f, \"least\": %.1f, \"most\": %.1f}", median(), least(), most());
    }
}
