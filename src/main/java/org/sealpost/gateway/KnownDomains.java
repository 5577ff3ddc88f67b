package org.sealpost.gateway;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.Decider;
import org.sealpost.policy.LookalikeDomains;
import org.sealpost.policy.RuleSet;

/**
 * The domains that others may be mistaken for, of each practice. They are gathered once and kept for as long as the sets
 * that they were gathered from are the same: each message compares these, so that a change of the rules or of the
 * practice holds for the next one.
 */
final class KnownDomains {

    /** Practices, or senders' domains, that are kept before all are forgotten. */
    private static final int MOST_KEPT = 1_000;

    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

    /** @param sender the domain of the sender, where the practice has none of its own */
    private record Key(PracticeId practice, Optional<Domain> sender) {}

    /**
     * What was gathered, and from what.
     *
     * @param listed by the installation's rules
     * @param practiceListed by the practice's own rules, if it has any
     * @param own the practice's own domains
     */
    private record Kept(
            Set<Domain> listed, Optional<Set<Domain>> practiceListed, Set<Domain> own, LookalikeDomains lookalikes) {

        static Kept of(Decider rules, Set<Domain> own) {
            Set<Domain> all = new HashSet<>(rules.listedDomains());
            all.addAll(own);
            return new Kept(rules.rules().listedDomains(), practiceListed(rules), own, new LookalikeDomains(all));
        }

        /** Mostly they are the very same objects, which costs nothing to see. */
        boolean isOf(Decider rules, Set<Domain> nowOwn) {
            return listed.equals(rules.rules().listedDomains())
                    && practiceListed.equals(practiceListed(rules))
                    && own.equals(nowOwn);
        }

        private static Optional<Set<Domain>> practiceListed(Decider rules) {
            return rules.own().map(RuleSet::listedDomains);
        }
    }

    /**
     * What others may be mistaken for: the practice's own domains, its partners', and the usual providers.
     *
     * @param own the practice's own domains, of a set that never changes
     */
    LookalikeDomains of(PracticeId practice, Decider rules, Set<Domain> own) {
        return of(new Key(practice, Optional.empty()), rules, own);
    }

    /** The same of a practice that has no domains of its own: others may be mistaken for its sender's. */
    LookalikeDomains ofSender(PracticeId practice, Decider rules, Optional<Domain> sender) {
        return of(new Key(practice, sender), rules, sender.map(Set::of).orElse(Set.of()));
    }

    private LookalikeDomains of(Key key, Decider rules, Set<Domain> own) {
        Kept before = kept.get(key);
        if (before != null && before.isOf(rules, own)) {
            return before.lookalikes();
        }
        Kept fresh = Kept.of(rules, own);
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(key, fresh);
        return fresh.lookalikes();
    }
}
