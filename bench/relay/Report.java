package relay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was measured, as a table and as JSON. */
final class Report {

    private static final double MIB = 1024 * 1024;
    private static final String ROW = "%-13s %-19s %22s %9s %9s %9s %10s %8s %7s%n";

    private final Map<String, String> machine;
    private final List<Object> scenarios = new ArrayList<>();
    private final Set<String> promised = new HashSet<>();

    Report(Map<String, String> machine) {
        this.machine = machine;
    }

    /** The lines above the table. */
    String heading() {
        StringBuilder text = new StringBuilder();
        machine.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.append('\n')
                .append(row("scenario", "relay", "messages/s (min-max)", "p50 ms", "p99 ms", "CPU s", "memory", "later", "others"))
                .append(row("", "", "", "", "", "/1,000", "MiB", "replies", "' load"))
                .toString();
    }

    /** Adds a scenario; returns its lines of the table. */
    String add(Scenario scenario, Round ceiling, List<Series> series, int unknown) {
        StringBuilder text = new StringBuilder();
        text.append(row(scenario.name(), "driver to next hop",
                String.format(Locale.ROOT, "%.0f", ceiling.deliveredPerSecond()),
                millis(ceiling.transaction(0.5)), millis(ceiling.transaction(0.99)), "", "", "", ""));
        List<Object> relays = new ArrayList<>();
        for (Series one : series) {
            text.append(line(one));
            relays.add(json(one));
        }
        for (Series other : series.subList(1, series.size())) {
            text.append(ratio(series.getFirst(), other));
        }
        for (Series one : series) {
            if (promised.add(one.relay())) {
                text.append("  ").append(one.relay()).append(" keeps its promise by: ")
                        .append(String.join(", ", one.durability().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .toList()))
                        .append('\n');
            }
            if (!one.faults().isEmpty()) {
                text.append("  FAILED: ").append(one.relay()).append(": ").append(one.faults()).append('\n');
            }
        }
        if (unknown > 0) {
            text.append("  FAILED: ").append(unknown).append(" arrivals that nobody sent, or faults while warming up\n");
        }
        scenarios.add(ordered(
                "scenario", scenario.name(), "title", scenario.title(), "size", scenario.size(),
                "clients", scenario.clients(), "messagesInASession", scenario.kept(), "tls", scenario.tls(),
                "nextHopAway", scenario.away(), "driverToNextHopPerSecond", ceiling.deliveredPerSecond(),
                "driverCpuPerThousand", ceiling.driverCpuPerThousand(), "faultsBesides", unknown, "relays", relays));
        return text.toString();
    }

    /** Everything as JSON. */
    String json() {
        return Json.write(ordered("machine", machine, "scenarios", scenarios)) + "\n";
    }

    private static String line(Series series) {
        Series.Figure rate = series.rate();
        return row("", series.relay(),
                String.format(Locale.ROOT, "%.0f (%.0f-%.0f)", rate.median(), rate.least(), rate.most()),
                millis(series.figure(round -> round.transaction(0.5)).median()),
                millis(series.figure(round -> round.transaction(0.99)).median()),
                String.format(Locale.ROOT, "%.3f", series.figure(Round::cpuPerThousand).median()),
                String.format(Locale.ROOT, "%.0f", series.figure(round -> round.memory() / MIB).most()),
                Integer.toString(series.deferred()),
                String.format(Locale.ROOT, "%.0f %%", 100 * series.figure(Round::otherShare).median()));
    }

    private static String ratio(Series first, Series other) {
        return String.format(Locale.ROOT, "  %s against %s: %.2f times the messages, %.2f of the CPU, %.2f of the p99%n",
                first.relay(), other.relay(),
                first.rate().median() / other.rate().median(),
                first.figure(Round::cpuPerThousand).median() / other.figure(Round::cpuPerThousand).median(),
                first.figure(round -> round.transaction(0.99)).median()
                        / other.figure(round -> round.transaction(0.99)).median());
    }

    private static Map<String, Object> json(Series series) {
        return ordered(
                "relay", series.relay(),
                "durability", series.durability(),
                "rounds", series.rounds().size(),
                "messagesInARound", series.rounds().getFirst().load().messages(),
                "acceptedPerSecond", json(series.figure(Round::acceptedPerSecond)),
                "deliveredPerSecond", json(series.scenario().away()
                        ? new Series.Figure(0, 0, 0) : series.figure(Round::deliveredPerSecond)),
                "p50Milliseconds", json(series.figure(round -> round.transaction(0.5))),
                "p99Milliseconds", json(series.figure(round -> round.transaction(0.99))),
                "cpuSecondsPerThousand", json(series.figure(Round::cpuPerThousand)),
                "peakMemoryMebibytes", json(series.figure(round -> round.memory() / MIB)),
                "driverCpuSecondsPerThousand", json(series.figure(Round::driverCpuPerThousand)),
                "shareOfOthers", json(series.figure(Round::otherShare)),
                "toldToComeBackLater", series.deferred(),
                "faults", series.faults());
    }

    private static Map<String, Object> json(Series.Figure figure) {
        return ordered("median", figure.median(), "min", figure.least(), "max", figure.most());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            map.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return map;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells);
    }
}
