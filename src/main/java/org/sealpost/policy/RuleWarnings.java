package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds rules that are valid and most likely not meant because of another: those that hold messages because the other
 * demands something else, and those that add nothing to it. A file with them may be used. What is said is certain.
 */
final class RuleWarnings {

    private final List<Matching> rules = new ArrayList<>();
    private final RuleLists lists;
    private final BiConsumer<Rule, String> found;
    private final Map<Rule, Set<Kind>> said = new IdentityHashMap<>();

    private enum Kind {
        ALL_HELD,
        SOME_HELD,
        ADDS_NOTHING,
        HOP_UNUSED,
        TEXT_UNSEEN
    }

    private RuleWarnings(RuleLists lists, BiConsumer<Rule, String> found) {
        this.lists = lists;
        this.found = found;
    }

    /** @param found takes each rule that is doubtful, and why */
    static void find(List<Rule> rules, RuleLists lists, BiConsumer<Rule, String> found) {
        RuleWarnings warnings = new RuleWarnings(lists, found);
        for (Rule rule : rules) {
            // Of one that never matches, that is said where its condition is.
            if (!rule.condition().tree().isNever()) {
                warnings.rules.add(Matching.of(rule));
            }
        }
        for (int i = 0; i < warnings.rules.size(); i++) {
            warnings.portal(warnings.rules.get(i));
            warnings.compare(i);
        }
    }

    /** The portal serves nobody but a patient who shares the address with no other. */
    private void portal(Matching one) {
        boolean demanded = switch (one.rule().demand()) {
            case Demand.Require(Protection level) -> level == Protection.PORTAL;
            case Demand.Exactly(Protection level) -> level == Protection.PORTAL;
            case Demand.Refuse refuse -> false;
            case Demand.Hold hold -> false;
            case Demand.Nothing nothing -> false;
        };
        CelExpr root = one.rule().condition().tree().root();
        Claim onePatient = new Claim(Consequences.PATIENTS, Numbers.only(1), root, Wanted.TRUE);
        if (demanded && one.matches().exclude(Cases.of(onePatient))) {
            say(
                    Kind.ALL_HELD,
                    one.rule(),
                    "whatever this rule matches is held: the portal serves an address that one patient has, and this rule"
                            + " matches no such address");
        }
    }

    /** A rule, when it matches, when it does not, and what a message must have all together to be matched by it. */
    private record Matching(Rule rule, Cases matches, Cases differs, Set<String> demands) {

        static Matching of(Rule rule) {
            ConditionTree tree = rule.condition().tree();
            return new Matching(rule, tree.cases(Wanted.TRUE), tree.cases(Wanted.NOT_TRUE), tree.demands());
        }

        boolean matchesOnlyWhere(Matching other) {
            boolean asWritten = demands.size() >= other.demands().size() && demands.containsAll(other.demands());
            return asWritten || matches.exclude(other.differs());
        }

        /** A condition that fails holds the message: that, too, the other must do. */
        boolean failsOnlyWhere(Matching other) {
            Cases failures = rule.condition().tree().failures();
            ConditionTree tree = other.rule().condition().tree();
            return demands.equals(other.demands())
                    || (failures.exclude(other.matches()) && failures.exclude(tree.cases(Wanted.FALSE)));
        }
    }

    /** With every other rule that matches whenever this one does. */
    private void compare(int index) {
        Matching one = rules.get(index);
        for (int i = 0; i < rules.size(); i++) {
            Matching other = rules.get(i);
            if (i == index) {
                continue;
            }
            if (one.matchesOnlyWhere(other)) {
                // Of two that match the same, what is said of both is said of the second.
                boolean saidOfOther = index < i && other.matchesOnlyWhere(one);
                compare(index, i, saidOfOther);
            } else if (i < index && contradict(one.rule().demand(), other.rule().demand())) {
                compareOverlap(one, other);
            }
        }
    }

    private void compare(int index, int otherIndex, boolean saidOfOther) {
        Rule rule = rules.get(index).rule();
        Rule other = rules.get(otherIndex).rule();
        if (contradict(rule.demand(), other.demand())) {
            if (!saidOfOther) {
                say(
                        Kind.ALL_HELD,
                        rule,
                        "whatever this rule matches is held: " + named(other)
                                + " matches it too and demands another protection");
            }
        } else if (!adds(index, otherIndex) && !(saidOfOther && !adds(otherIndex, index))) {
            say(Kind.ADDS_NOTHING, rule, "this rule adds nothing: " + whyNothing(rule, other));
        } else if (otherIndex < index) {
            comesTooLate(rule, other);
        }
    }

    private static String whyNothing(Rule rule, Rule other) {
        if (other.demand() instanceof Demand.Refuse && !other.demand().equals(rule.demand())) {
            return rule.demand() instanceof Demand.Refuse
                    ? named(other) + " comes first, matches the same and refuses it; of refusals the first text counts"
                    : named(other) + " matches the same and refuses it, which beats whatever else is demanded";
        }
        String hop = adds(rule.route().map(Route::toString), other.route().map(Route::toString))
                ? "; of next hops the first counts"
                : "";
        return named(other) + " matches the same and demands as much" + hop;
    }

    /** What only the first rule decides, of a rule that has other effects, too. */
    private void comesTooLate(Rule rule, Rule other) {
        String first = named(other) + " comes first and matches the same";
        if (other.route().isPresent()
                && adds(rule.route().map(Route::toString), other.route().map(Route::toString))) {
            say(Kind.HOP_UNUSED, rule, "the next hop of this rule is never used: " + first);
        }
        if (rule.demand() instanceof Demand.Refuse
                && other.demand() instanceof Demand.Refuse
                && !rule.demand().equals(other.demand())) {
            say(Kind.TEXT_UNSEEN, rule, "the text of this refusal is never seen: " + first);
        }
    }

    /** Some messages are matched by both, others by one only. */
    private void compareOverlap(Matching one, Matching other) {
        boolean isSaid = said.getOrDefault(one.rule(), Set.of()).contains(Kind.SOME_HELD);
        if (!isSaid && !other.matchesOnlyWhere(one)) {
            Overlap.find(one.rule(), one.matches(), other.rule(), other.matches(), lists)
                    .ifPresent(example -> say(
                            Kind.SOME_HELD,
                            one.rule(),
                            "what " + named(other.rule()) + " matches as well is held, such as where " + example
                                    + ": the two demand different protections"));
        }
    }

    /** What is wrong with a rule because of one other is not said again of a third. */
    private void say(Kind kind, Rule rule, String text) {
        if (said.computeIfAbsent(rule, any -> EnumSet.noneOf(Kind.class)).add(kind)) {
            found.accept(rule, text);
        }
    }

    /** Whether no level is left but to hold or to refuse, though neither asks for that. */
    private static boolean contradict(Demand one, Demand other) {
        return excludes(one, other) || excludes(other, one);
    }

    private static boolean excludes(Demand one, Demand other) {
        if (!(one instanceof Demand.Exactly(Protection level)) || level.isStop()) {
            return false;
        }
        return switch (other) {
            case Demand.Exactly(Protection second) -> second != level && !second.isStop();
            case Demand.Require(Protection least) -> !level.isAtLeast(least) && !least.isStop();
            case Demand.Refuse refuse -> false;
            case Demand.Hold hold -> false;
            case Demand.Nothing nothing -> false;
        };
    }

    /** Whether a rule does what another, which matches whenever it does, does not do already. */
    private boolean adds(int index, int otherIndex) {
        Rule rule = rules.get(index).rule();
        Rule other = rules.get(otherIndex).rule();
        boolean refused = other.demand() instanceof Demand.Refuse;
        boolean first = otherIndex < index;
        boolean demandsMore = switch (rule.demand()) {
            case Demand.Require(Protection level) ->
                !floorBeside(level, other.demand()).isAtLeast(level);
            case Demand.Exactly exactly -> !refused && !other.demand().equals(exactly);
            case Demand.Refuse refuse -> !(refused && first) && !other.demand().equals(refuse);
            case Demand.Hold hold -> !refused && !other.demand().equals(hold);
            case Demand.Nothing nothing -> false;
        };
        boolean ownHop = !(first && other.route().isPresent())
                && adds(rule.route().map(Route::toString), other.route().map(Route::toString));
        return demandsMore
                || ownHop
                || adds(rule.tag(), other.tag())
                || adds(rule.disclaimer(), other.disclaimer())
                || (rule.invite() && !other.invite())
                || !other.smime().and(rule.smime()).equals(other.smime())
                || comesFirst(index, otherIndex)
                || !rules.get(index).failsOnlyWhere(rules.get(otherIndex));
    }

    private static boolean adds(Optional<String> said, Optional<String> already) {
        return said.isPresent() && !said.equals(already);
    }

    /** Of next hops, texts of refusals and sources of certificates the first counts: a rule between may have another. */
    private boolean comesFirst(int index, int otherIndex) {
        Rule rule = rules.get(index).rule();
        boolean orderCounts = rule.route().isPresent()
                || rule.demand() instanceof Demand.Refuse
                || !rule.smime().certificateSources().isEmpty();
        return orderCounts && index + 1 < otherIndex;
    }

    /** When a person releases what was held, the floor that held it counts no more: what another demanded then does. */
    private static Protection floorBeside(Protection level, Demand demand) {
        Protection floor = floor(demand);
        return floor == Protection.HOLD && level != Protection.HOLD ? Protection.PLAIN : floor;
    }

    private static Protection floor(Demand demand) {
        return switch (demand) {
            case Demand.Require(Protection level) -> level;
            case Demand.Exactly(Protection level) -> level;
            case Demand.Refuse refuse -> Protection.REJECT;
            case Demand.Hold hold -> Protection.HOLD;
            case Demand.Nothing nothing -> Protection.PLAIN;
        };
    }

    private static String named(Rule rule) {
        return "rule \"" + rule.name() + "\" (line " + rule.line() + ")";
    }
}
