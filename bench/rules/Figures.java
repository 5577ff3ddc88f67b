package rules;

import java.util.Arrays;
import java.util.Locale;

/**
 * What one round came to, in microseconds for a recipient.
 *
 * @param cpu the processor's time, on average
 */
record Figures(double median, double p99, double cpu) {

    private static final double NANOSECONDS = 1_000;

    /**
     * @param nanoseconds each a decision's; they are sorted
     * @param cpu nanoseconds of the processor for a decision
     */
    static Figures of(long[] nanoseconds, long cpu) {
        Arrays.sort(nanoseconds);
        return new Figures(
                nanoseconds[nanoseconds.length / 2] / NANOSECONDS,
                nanoseconds[nanoseconds.length * 99 / 100] / NANOSECONDS,
                cpu / NANOSECONDS);
    }

    String json() {
        return String.format(
                Locale.ROOT, "{\"median\": %.1f, \"p99\": %.1f, \"cpu\": %.1f}", median, p99, cpu);
    }
}
