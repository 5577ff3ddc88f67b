package phi;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long something took.
 *
 * @param seconds on the clock on the wall
 * @param cpuSeconds of the processor, for this thread: what counts where others use the machine too
 * @param processSeconds of the processor, for all threads: those that read documents, and the collector of garbage
 */
record Clock(double seconds, double cpuSeconds, double processSeconds) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final double NANOS = 1e9;

    static Clock time(Runnable work) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long process = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        long end = System.nanoTime();
        return new Clock(
                (end - start) / NANOS,
                (THREADS.getCurrentThreadCpuTime() - cpu) / NANOS,
                (PROCESS.getProcessCpuTime() - process) / NANOS);
    }
}
