package relay;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.TreeMap;

/** All rounds of one contestant in one scenario. */
record Series(Scenario scenario, String relay, Map<String, String> durability, List<Round> rounds) {

    /** Of a figure's rounds. */
    record Figure(double median, double least, double most) {}

    Figure figure(ToDoubleFunction<Round> what) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** What it is about: delivered a second, or accepted a second when there is no next hop. */
    Figure rate() {
        return figure(scenario.away() ? Round::acceptedPerSecond : Round::deliveredPerSecond);
    }

    int deferred() {
        return rounds.stream().mapToInt(round -> round.load().deferred()).sum();
    }

    /** Whatever must not be, in all rounds. */
    Map<String, Integer> faults() {
        Map<String, Integer> faults = new TreeMap<>();
        rounds.forEach(round -> round.faults().forEach((fault, count) -> faults.merge(fault, count, Integer::sum)));
        return faults;
    }
}
