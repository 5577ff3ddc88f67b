package org.sealpost.policy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which levels the world rules out for one recipient. Only a proof that failed for good belongs here (no certificate,
 * no TLS offered); what is away for the moment makes the message wait, not change its level.
 *
 * @param infeasible level to reason; entries for {@link Protection#HOLD} and {@link Protection#REJECT} are ignored,
 *     for those are always possible
 */
public record Feasibility(Map<Protection, String> infeasible) {

    public Feasibility {
        EnumMap<Protection, String> kept = new EnumMap<>(Protection.class);
        infeasible.forEach((level, why) -> {
            if (!level.isStop()) {
                kept.put(level, why);
            }
        });
        infeasible = Collections.unmodifiableMap(kept);
    }

    /** Everything is possible. */
    public static Feasibility everything() {
        return new Feasibility(Map.of());
    }

    /** The same with one more level ruled out; a reason that is there already stays. */
    public Feasibility without(Protection level, String why) {
        EnumMap<Protection, String> more = new EnumMap<>(Protection.class);
        more.putAll(infeasible);
        more.putIfAbsent(level, why);
        return new Feasibility(more);
    }

    /** Why the level is impossible, or nothing when it is possible. */
    public Optional<String> obstacle(Protection level) {
        return Optional.ofNullable(infeasible.get(level));
    }

    /** The same as a list, weakest level first. */
    public List<Infeasibility> asList() {
        return infeasible.entrySet().stream()
                .map(entry -> new Infeasibility(entry.getKey(), entry.getValue()))
                .toList();
    }
}
