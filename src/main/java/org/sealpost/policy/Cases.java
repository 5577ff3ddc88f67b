package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All ways in which a condition may come to something. There may be ways among them in which it does not; there is none in
 * which it does and which is not among them. So what is certain of each is certain.
 *
 * @param situations none when it never does
 * @param why a reason why it never does, or why one of the ways was ruled out
 */
record Cases(List<Situation> situations, Optional<Why> why) {

    /** More are not kept apart: every further {@code ||} would multiply them. */
    private static final int MOST = 64;

    /** Of what certainly is not the case. */
    static final Cases NEVER = new Cases(List.of(), Optional.empty());

    private static final Cases ANY = new Cases(List.of(Situation.ANY), Optional.empty());

    Cases {
        situations = List.copyOf(situations);
    }

    /** Of which nothing is known. */
    static Cases any() {
        return ANY;
    }

    static Cases never(Why why) {
        return new Cases(List.of(), Optional.of(why));
    }

    static Cases of(Claim claim) {
        return new Cases(List.of(Situation.of(claim)), Optional.empty());
    }

    boolean isNever() {
        return situations.isEmpty();
    }

    /** All of these. */
    static Cases all(List<Cases> parts) {
        for (Cases part : parts) {
            if (part.isNever()) {
                return part;
            }
        }
        Cases together = ANY;
        for (Cases part : parts) {
            together = together.and(part);
        }
        return together;
    }

    /** One of these. */
    static Cases any(List<Cases> parts) {
        List<Situation> situations = new ArrayList<>();
        Optional<Why> why = Optional.empty();
        for (Cases part : parts) {
            situations.addAll(part.situations);
            why = why.or(part::why);
            if (situations.size() > MOST) {
                return ANY;
            }
        }
        return new Cases(situations, why);
    }

    private Cases and(Cases other) {
        List<Situation> both = new ArrayList<>();
        Optional<Why> ruledOut = Optional.empty();
        for (Situation one : situations) {
            for (Situation two : other.situations) {
                Optional<Why> contradiction = one.contradiction(two);
                if (contradiction.isEmpty()) {
                    both.add(one.and(two));
                } else if (ruledOut.isEmpty()) {
                    ruledOut = contradiction;
                }
            }
            if (both.size() > MOST) {
                // Without the other there are more ways, none fewer.
                return this;
            }
        }
        return new Cases(both, ruledOut.or(() -> why).or(other::why));
    }

    /** Whether none of these can be together with any of those. */
    boolean exclude(Cases others) {
        for (Situation one : situations) {
            for (Situation other : others.situations) {
                if (!one.excludes(other)) {
                    return false;
                }
            }
        }
        return true;
    }
}
