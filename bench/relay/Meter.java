package relay;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** What a run costs the machine, from the moment that it is made until {@link #stop}. */
final class Meter {

    private static final int SAMPLE_MILLIS = 1_000;

    private final ProcessTree relay;
    private final ProcessTree broker;
    private final AtomicLong memory = new AtomicLong();
    private final Thread sampler = Thread.ofPlatform().daemon().name("meter").unstarted(this::sample);
    private final long began = System.nanoTime();
    private final double relayBefore;
    private final double brokerBefore;
    private final double driverBefore = driver();
    private final double machineBefore = machine();

    Meter(ProcessTree relay, ProcessTree broker) {
        this.relay = relay;
        this.broker = broker;
        relayBefore = relay.seconds();
        brokerBefore = broker.seconds();
        sampler.start();
    }

    /**
     * @param cpuSeconds of the relay
     * @param memory of the relay, octets at the most
     */
    record Reading(double cpuSeconds, long memory, double driverSeconds, double otherShare) {}

    Reading stop() {
        sampler.interrupt();
        double relayed = relay.seconds() - relayBefore;
        double driven = driver() - driverBefore;
        double others = machine() - machineBefore - relayed - driven - (broker.seconds() - brokerBefore);
        double all = (System.nanoTime() - began) / 1e9 * Runtime.getRuntime().availableProcessors();
        return new Reading(
                relayed, Math.max(memory.get(), relay.memory()), driven, Math.max(0, Math.min(1, others / all)));
    }

    private void sample() {
        while (true) {
            memory.accumulateAndGet(relay.memory(), Math::max);
            try {
                Thread.sleep(SAMPLE_MILLIS);
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    /** CPU seconds of this process: driver and next hop. */
    private static double driver() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** CPU seconds of the whole machine, what a hypervisor took included. */
    private static double machine() {
        try {
            String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+");
            // proc(5): user nice system idle iowait irq softirq steal
            long ticks = 0;
            for (int field = 1; field <= 8; field++) {
                ticks += field == 4 || field == 5 ? 0 : Long.parseLong(fields[field]);
            }
            return ticks / 100.0;
        } catch (IOException failure) {
            throw new BenchmarkFailure("/proc cannot be read: run the benchmark on Linux.");
        }
    }
}
