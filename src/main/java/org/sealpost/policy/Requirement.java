package org.sealpost.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What everything but the world demands for one message and one recipient: the first of the two steps of a decision.
 *
 * @param unprovenPermitted whether the message may travel without proven TLS at all. It is found independently of
 *     floors and exclusions, as a last line of defence
 * @param route the next hop that a rule names
 * @param refusalText what the sender is told if the message is refused
 * @param additions what is added to the message and to its record
 * @param who a clause about the recipient and the consent, such as "Patient accepts the portal only"
 * @param found a clause about the content, such as "diagnosis code and phone number found"
 * @param rulesVersion the version of the rules that were asked
 * @param practiceRulesVersion the version of the practice's own rules, which were asked too, if it has any
 */
public record Requirement(
        List<Floor> floors,
        List<Exclusion> exclusions,
        boolean unprovenPermitted,
        Optional<Route> route,
        Optional<String> refusalText,
        Additions additions,
        String who,
        String found,
        long rulesVersion,
        OptionalLong practiceRulesVersion) {

    public Requirement {
        floors = List.copyOf(floors);
        exclusions = List.copyOf(exclusions);
    }

    /** By one set of rules. */
    public Requirement(
            List<Floor> floors,
            List<Exclusion> exclusions,
            boolean unprovenPermitted,
            Optional<Route> route,
            Optional<String> refusalText,
            Additions additions,
            String who,
            String found,
            long rulesVersion) {
        this(
                floors,
                exclusions,
                unprovenPermitted,
                route,
                refusalText,
                additions,
                who,
                found,
                rulesVersion,
                OptionalLong.empty());
    }

    /** The same with one more floor: what was decided before, which a later attempt may only raise. */
    public Requirement atLeast(Protection decidedBefore) {
        List<Floor> more = new ArrayList<>(floors);
        more.add(new Floor(decidedBefore, new Origin.EarlierDecision(), "it was decided before"));
        return with(more);
    }

    /**
     * The same for a message whose sender demands TLS all the way (REQUIRETLS): proven TLS at least.
     *
     * @param promised whether the next hop has to promise the same
     */
    public Requirement requiringTls(boolean promised) {
        List<Floor> more = new ArrayList<>(floors);
        more.add(new Floor(
                Protection.VERIFIED_TLS,
                new Origin.RequireTls(promised),
                "the sender demands TLS all the way (REQUIRETLS, RFC 8689)"));
        return with(more);
    }

    /**
     * What is demanded where the practice only observes: that the message passes as it came. What its sender demands of
     * everyone who carries it on holds all the same.
     */
    public Requirement observed() {
        return new Requirement(
                floors.stream()
                        .filter(floor -> floor.origin() instanceof Origin.RequireTls)
                        .toList(),
                List.of(),
                true,
                Optional.empty(),
                Optional.empty(),
                Additions.NONE,
                who,
                found,
                rulesVersion);
    }

    /** Whether the sender demands TLS all the way: then encrypted content alone will not do. */
    public boolean requiresTls() {
        return floors.stream().anyMatch(floor -> floor.origin() instanceof Origin.RequireTls);
    }

    /** Whether the next hop has to promise TLS all the way. */
    public boolean requiresPromise() {
        return floors.stream()
                .anyMatch(floor -> floor.origin() instanceof Origin.RequireTls(boolean promised) && promised);
    }

    /** The same by that next hop. */
    public Requirement by(Route other) {
        return new Requirement(
                floors,
                exclusions,
                unprovenPermitted,
                Optional.of(other),
                refusalText,
                additions,
                who,
                found,
                rulesVersion,
                practiceRulesVersion);
    }

    /** The same with one more floor. */
    public Requirement withFloor(Floor floor) {
        List<Floor> more = new ArrayList<>(floors);
        more.add(floor);
        return with(more);
    }

    /** Each reason that demands holding, in the words in which people read it. */
    public List<String> holding() {
        return floors.stream()
                .filter(floor -> floor.level() == Protection.HOLD)
                .map(Floor::why)
                .distinct()
                .toList();
    }

    /**
     * The same when a person has released the held message: what they saw demand holding counts no more, all else does.
     * What demands it for the first time now was released by nobody.
     *
     * @param seen the reasons for which it was held, {@link #holding}
     */
    public Requirement released(Collection<String> seen) {
        return with(floors.stream()
                .filter(floor -> floor.level() != Protection.HOLD || !seen.contains(floor.why()))
                .toList());
    }

    /** The same for octets that cannot be protected anew: that level or none. */
    public Requirement exactly(Protection level) {
        List<Exclusion> more = new ArrayList<>(exclusions);
        for (Protection other : Protection.values()) {
            if (other != level && !other.isStop()) {
                more.add(new Exclusion(other, new Origin.EarlierDecision(), "it may have been sent already as it is"));
            }
        }
        return new Requirement(
                floors,
                more,
                unprovenPermitted,
                route,
                refusalText,
                additions,
                who,
                found,
                rulesVersion,
                practiceRulesVersion);
    }

    /**
     * The same for octets that were encrypted when they were decided about: only what can be known without reading them
     * counts, which is what patients want and what the sender demands of everyone who carries the message on.
     */
    public Requirement ofCiphertext() {
        return new Requirement(
                floors.stream().filter(floor -> !floor.origin().isOfContent()).toList(),
                exclusions.stream()
                        .filter(exclusion -> !exclusion.origin().isOfContent())
                        .toList(),
                unprovenPermitted,
                route,
                refusalText,
                additions,
                who,
                "inspected before it was encrypted",
                rulesVersion,
                practiceRulesVersion);
    }

    private Requirement with(List<Floor> others) {
        return new Requirement(
                others,
                exclusions,
                unprovenPermitted,
                route,
                refusalText,
                additions,
                who,
                found,
                rulesVersion,
                practiceRulesVersion);
    }

    /** The strongest floor, {@link Protection#PLAIN} when there is none. */
    public Protection floor() {
        Protection strongest = Protection.PLAIN;
        for (Floor floor : floors) {
            if (floor.level().isAtLeast(strongest)) {
                strongest = floor.level();
            }
        }
        return strongest;
    }

    /** Whether the level is at or above every floor, and nothing forbids it. */
    public boolean allows(Protection level) {
        return level.isAtLeast(floor())
                && (unprovenPermitted || level.isAtLeast(Protection.VERIFIED_TLS))
                && !isExcluded(level);
    }

    private boolean isExcluded(Protection level) {
        for (Exclusion exclusion : exclusions) {
            if (exclusion.level() == level) {
                return true;
            }
        }
        return false;
    }

    /** The weakest level that could be decided, the first of the {@link #candidates}. */
    public Protection weakest() {
        for (Protection level : Protection.values()) {
            if (allows(level)) {
                return level;
            }
        }
        return Protection.HOLD;
    }

    /**
     * The levels that could be decided, weakest first, so that the world is asked only about these. Never empty: it
     * ends with {@link Protection#HOLD}, or holds {@link Protection#REJECT} alone.
     */
    public NavigableSet<Protection> candidates() {
        TreeSet<Protection> candidates = new TreeSet<>();
        for (Protection level : Protection.values()) {
            if (allows(level) && (level != Protection.REJECT || candidates.isEmpty())) {
                candidates.add(level);
            }
        }
        return candidates;
    }
}
