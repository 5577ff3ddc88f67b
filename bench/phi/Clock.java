package phi;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long something took.
 *
 * @param seconds on the clock on the wall
 * @param cpuSeconds of the processor, for this thread: what counts where others use the machine too
 */
record Clock(double seconds, double cpuSeconds) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS = 1e9;

    static Clock time(Runnable work) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        work.run();
        long end = System.nanoTime();
        return new Clock((end - start) / NANOS, (THREADS.getCurrentThreadCpuTime() - cpu) / NANOS);
    }
}
