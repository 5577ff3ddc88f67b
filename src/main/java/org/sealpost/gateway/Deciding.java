package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.delivery.DestinationPlaces;
import org.sealpost.delivery.Lookup;
import org.sealpost.delivery.Wanted;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Feasibility;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Route;
import org.sealpost.policy.RuleSet;

/** The stations reach and decide: one connection for each next hop, then a decision for each recipient. */
@Singleton
final class Deciding {

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Lookup OVERDUE = new Lookup.Unknown("its mail servers were not found in time");

    private final Reach reach;
    private final ObservedNextHops observed;
    private final World world;
    /** The second step of a decision asks no rule: everything that rules say is in the requirement. */
    private final Decider decider = new Decider(RuleSet.empty());

    /** What the next hop depends on. */
    private record Way(Domain domain, Optional<Route> route) {

        static Way of(Considered one) {
            return new Way(one.recipient().domain(), one.requirement().route());
        }
    }

    Deciding(Reach reach, ObservedNextHops observed, World world) {
        this.reach = reach;
        this.observed = observed;
        this.world = world;
    }

    /**
     * Decides about a message that is to go within its client's transaction, if there is a place for it.
     *
     * @param deadline by which a next hop must have greeted
     * @return in the order of the recipients; connections in them are open and the caller's
     */
    List<DecidedRecipient> decide(PracticeId practice, List<Considered> recipients, Instant deadline) {
        return decide(practice, recipients, deadline, way -> reach.turn(way.domain(), way.route()));
    }

    /** The same for what has its place already, or sends nothing. */
    List<DecidedRecipient> decideInPlace(PracticeId practice, List<Considered> recipients, Instant deadline) {
        return decide(practice, recipients, deadline, way -> () -> Optional.of(DestinationPlaces.uncounted()));
    }

    private List<DecidedRecipient> decide(
            PracticeId practice, List<Considered> recipients, Instant deadline, Function<Way, Reach.Turn> turns) {
        ObservedNextHops.Asked asked = observed.ask(recipients, deadline);
        Map<Lookup, List<Considered>> sharing = new HashMap<>();
        List<Lookup> lookups = new ArrayList<>();
        Set<Way> proven =
                recipients.stream().filter(Deciding::wantsProof).map(Way::of).collect(Collectors.toSet());
        // Asked once for each way: servers of equal preference come in another order each time.
        Map<Way, Lookup> ways = Concurrently.until(
                forLookups(deadline),
                recipients.stream().map(Way::of).collect(Collectors.toSet()),
                way -> reach.destination(way.domain(), way.route(), proven.contains(way)),
                OVERDUE);
        for (Considered one : recipients) {
            Lookup lookup = ways.getOrDefault(Way.of(one), OVERDUE);
            lookups.add(lookup);
            sharing.computeIfAbsent(lookup, fresh -> new ArrayList<>()).add(one);
        }
        Map<Lookup, Reached> reached = Concurrently.all(
                sharing.keySet(),
                lookup -> reach(lookup, sharing.getOrDefault(lookup, List.of()), deadline, turns),
                reach::release);
        List<DecidedRecipient> decided = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            Lookup lookup = lookups.get(i);
            decided.add(decide(
                    practice, recipients.get(i), lookup, reached.getOrDefault(lookup, new Reached.NotWanted()), asked));
        }
        return decided;
    }

    private Reached reach(Lookup lookup, List<Considered> sharing, Instant deadline, Function<Way, Reach.Turn> turns) {
        Set<Protection> weakest = sharing.stream().map(Deciding::weakest).collect(Collectors.toSet());
        return reach.reach(lookup, weakest, wanted(sharing), deadline, turns.apply(Way.of(sharing.getFirst())));
    }

    /** Half of the time, so that one whose name server is silent leaves the others time to connect; a moment at least. */
    private static Instant forLookups(Instant deadline) {
        Instant now = Instant.now();
        Duration half = Duration.between(now, deadline).dividedBy(2);
        return now.plus(half.compareTo(MOMENT) < 0 ? MOMENT : half);
    }

    /** Gives back every connection that is still the caller's. */
    void release(List<DecidedRecipient> recipients) {
        recipients.stream().map(DecidedRecipient::reached).distinct().forEach(reach::release);
    }

    /** Decides again for a recipient to whom the message could not be encrypted. */
    DecidedRecipient withoutSmime(PracticeId practice, DecidedRecipient one, String why) {
        Feasibility possible = world.of(practice, one.considered(), one.reached())
                .feasibility()
                .without(Protection.SMIME, "the message could not be encrypted: " + why);
        Decision decision = decide(one.considered(), possible);
        return new DecidedRecipient(one.considered(), decision, Optional.empty(), one.lookup(), one.reached());
    }

    /** Whether proven TLS is what would be decided if it is to be had, or nothing goes without it. */
    private static boolean wantsProof(Considered one) {
        return wanted(one).compareTo(Wanted.PROOF) >= 0;
    }

    /** The most that the connection could be needed for. */
    static Wanted wanted(List<Considered> sharing) {
        return sharing.stream().map(Deciding::wanted).max(Wanted::compareTo).orElse(Wanted.NOTHING);
    }

    /** What the weakest level rests on, which is decided if the connection has that. */
    private static Wanted wanted(Considered one) {
        if (one.requirement().requiresPromise()) {
            return Wanted.PROMISE;
        }
        return switch (weakest(one.asDecided())) {
            case PLAIN, SMIME, PORTAL, HOLD, REJECT -> Wanted.NOTHING;
            case TLS -> Wanted.TLS;
            case VERIFIED_TLS -> Wanted.PROOF;
        };
    }

    static Protection weakest(Considered one) {
        return one.requirement().weakest();
    }

    /**
     * What may only go on under TLS all the way, and has no other way that is allowed, goes back to its sender at once
     * instead of being held: no person can change that (RFC 8689 section 4.2.1). A bounce has no sender to go back to,
     * and must not be discarded (section 5): it is held.
     */
    private Decision decide(Considered considered, Feasibility possible) {
        Decision decision = decider.decide(considered.requirement(), possible);
        boolean mayGoBack = decision.protection() == Protection.HOLD
                && !considered.requirement().floor().isStop()
                && considered.requirement().requiresPromise();
        if (!mayGoBack) {
            return decision;
        }
        return Stream.of(Protection.VERIFIED_TLS, Protection.SMIME)
                .filter(considered.requirement()::allows)
                .flatMap(level -> possible.obstacle(level).stream())
                .flatMap(why -> Refusals.ofRequireTls(why).map(text -> decision.refused(text, why)).stream())
                .findFirst()
                .orElse(decision);
    }

    private DecidedRecipient decide(
            PracticeId practice, Considered considered, Lookup lookup, Reached reached, ObservedNextHops.Asked asked) {
        World.Possibilities possible = world.of(practice, considered.asDecided(), reached);
        Decision decision = decide(considered, possible.feasibility());
        if (considered.observed().isPresent()) {
            Feasibility demandable = asked.of(considered)
                    .map(there ->
                            world.of(practice, considered.asDecided(), there).feasibility())
                    .orElse(possible.feasibility());
            decision = decide(considered.asDecided(), demandable).observed(decision);
        }
        return new DecidedRecipient(
                considered,
                decision,
                decision.protection() == Protection.SMIME ? possible.certificate() : Optional.empty(),
                lookup,
                reached);
    }
}
