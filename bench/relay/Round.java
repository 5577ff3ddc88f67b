package relay;

import java.util.Map;
import java.util.TreeMap;

/**
 * One contestant, once measured.
 *
 * @param cpuSeconds of the relay's processes until they were idle again
 * @param memory octets at the most
 * @param driverCpuSeconds of driver and next hop
 * @param otherShare of the machine that was neither relay nor driver nor broker, 0 to 1
 */
record Round(Load load, Tally tally, double cpuSeconds, long memory, double driverCpuSeconds, double otherShare) {

    private static final double NANOS = 1e9;

    int accepted() {
        return load.transactions().length;
    }

    double acceptedPerSecond() {
        return accepted() * NANOS / (load.ended() - load.began());
    }

    /** Meaningful only when the next hop was there. */
    double deliveredPerSecond() {
        return tally.different() == 0 ? 0 : tally.different() * NANOS / (tally.lastArrival() - load.began());
    }

    /** Milliseconds below which this share of the transactions was. */
    double transaction(double share) {
        long[] sorted = load.transactions();
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }

    double cpuPerThousand() {
        return cpuSeconds * 1000 / Math.max(1, accepted());
    }

    double driverCpuPerThousand() {
        return driverCpuSeconds * 1000 / Math.max(1, accepted());
    }

    /** Whatever must not be; empty when each message arrived exactly once and whole. */
    Map<String, Integer> faults() {
        Map<String, Integer> faults = new TreeMap<>(load.failures());
        int missing = 0;
        int unexpected = 0;
        for (int message = 0; message < load.messages(); message++) {
            boolean arrived = tally.arrivals(message) > 0;
            missing += load.accepted(message) && !arrived ? 1 : 0;
            unexpected += !load.accepted(message) && arrived ? 1 : 0;
        }
        faults.put("missing", missing);
        faults.put("not accepted, yet arrived", unexpected);
        faults.put("duplicates", tally.duplicates());
        faults.put("damaged", tally.damaged());
        faults.put("encrypted, yet not opened", tally.unopened());
        faults.values().removeIf(count -> count == 0);
        return faults;
    }
}
