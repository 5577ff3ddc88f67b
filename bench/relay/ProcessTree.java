package relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process and all its descendants, as {@code /proc} shows them. The time of a child that ended and was waited for is in
 * its parent's sums, so that nothing is lost when Postfix's daemons or PostgreSQL's backends come and go.
 */
record ProcessTree(long root) {

    /** Clock ticks a second, in which {@code /proc} counts; Linux shows user space 100 on every architecture. */
    private static final double TICKS = 100;

    private static final Path PROC = Path.of("/proc");
    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

    private record Times(long parent, long ticks) {}

    /** Seconds of CPU that it used so far, user and system. */
    double seconds() {
        Map<Long, Times> all = all();
        return members(all).stream().mapToLong(member -> all.get(member).ticks()).sum() / TICKS;
    }

    /** Octets of memory, shared pages counted in proportion. */
    long memory() {
        long octets = 0;
        for (long member : members(all())) {
            try {
                Matcher pss = PSS.matcher(Files.readString(PROC.resolve(member + "/smaps_rollup")));
                octets += pss.find() ? Long.parseLong(pss.group(1)) * 1024 : 0;
            } catch (IOException ended) {
                // It used memory until just now; the next sample is near.
            }
        }
        return octets;
    }

    private List<Long> members(Map<Long, Times> all) {
        Map<Long, List<Long>> children = new HashMap<>();
        all.forEach((process, times) ->
                children.computeIfAbsent(times.parent(), parent -> new ArrayList<>()).add(process));
        List<Long> members = new ArrayList<>();
        Deque<Long> open = new ArrayDeque<>(all.containsKey(root) ? List.of(root) : List.of());
        while (!open.isEmpty()) {
            long process = open.pop();
            members.add(process);
            open.addAll(children.getOrDefault(process, List.of()));
        }
        return members;
    }

    private static Map<Long, Times> all() {
        Map<Long, Times> all = new HashMap<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                try {
                    String stat = Files.readString(process.resolve("stat"));
                    // proc(5): the name in brackets may hold anything; behind it stand state, parent, …
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    long ticks = 0;
                    for (int field = 11; field <= 14; field++) {
                        ticks += Long.parseLong(fields[field]);
                    }
                    all.put(Long.valueOf(process.getFileName().toString()), new Times(Long.parseLong(fields[1]), ticks));
                } catch (IOException ended) {
                    // Its time is in its parent's sums.
                }
            }
        } catch (IOException failure) {
            throw new BenchmarkFailure("/proc cannot be read: run the benchmark on Linux.");
        }
        return all;
    }
}
