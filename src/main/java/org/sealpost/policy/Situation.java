package org.sealpost.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One way in which a condition may come to something: claims that are all true, and what is left to each field. */
final class Situation {

    /** Of which nothing is known. */
    static final Situation ANY = new Situation(Map.of());

    private final Map<String, Held> held;

    private Situation(Map<String, Held> held) {
        this.held = held;
    }

    /**
     * @param values what all its claims leave
     * @param claims about one subject
     */
    private record Held(Values values, List<Claim> claims) {

        Held and(Held other) {
            List<Claim> all = new ArrayList<>(claims);
            all.addAll(other.claims);
            return new Held(values.and(other.values), all);
        }
    }

    /** Of one claim, and what follows from it. */
    static Situation of(Claim claim) {
        Map<String, Held> held = new LinkedHashMap<>();
        held.put(claim.subject(), new Held(claim.values(), List.of(claim)));
        for (Claim consequence : Consequences.of(claim)) {
            held.putIfAbsent(consequence.subject(), new Held(consequence.values(), List.of(consequence)));
        }
        return new Situation(held);
    }

    /** Why both cannot be together, if that is certain. */
    Optional<Why> contradiction(Situation other) {
        for (Map.Entry<String, Held> theirs : other.held.entrySet()) {
            Held mine = held.get(theirs.getKey());
            if (mine != null && mine.values().excludes(theirs.getValue().values())) {
                return Optional.of(Why.between(mine.claims(), theirs.getValue().claims()));
            }
        }
        return Optional.empty();
    }

    /** Whether both cannot be together, as far as that is soon told. */
    boolean excludes(Situation other) {
        if (other.held.size() > held.size()) {
            return other.excludes(this);
        }
        for (Map.Entry<String, Held> theirs : other.held.entrySet()) {
            Held mine = held.get(theirs.getKey());
            if (mine != null && mine.values().clearlyExcludes(theirs.getValue().values())) {
                return true;
            }
        }
        return false;
    }

    /** Both together; asked of what does not contradict. */
    Situation and(Situation other) {
        Map<String, Held> both = new LinkedHashMap<>(held);
        other.held.forEach((subject, theirs) -> both.merge(subject, theirs, Held::and));
        return new Situation(both);
    }

    /** What is left to each subject of which anything is known. */
    Map<String, Values> values() {
        Map<String, Values> values = new LinkedHashMap<>();
        held.forEach((subject, one) -> values.put(subject, one.values()));
        return values;
    }
}
