package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds rules that are valid and most likely not meant: those that never match, that hold every message because another
 * rule demands something else, and that add nothing to another. A file with them may be used.
 */
final class RuleWarnings {

    private final BiConsumer<Rule, String> found;

    private RuleWarnings(BiConsumer<Rule, String> found) {
        this.found = found;
    }

    /** @param found takes each rule that is doubtful, and why */
    static void find(List<Rule> rules, BiConsumer<Rule, String> found) {
        RuleWarnings warnings = new RuleWarnings(found);
        List<Matching> matching = new ArrayList<>();
        for (Rule rule : rules) {
            ConditionTree tree = rule.condition().tree();
            Optional<String> never = tree.whyNever();
            never.ifPresent(why -> found.accept(rule, "this rule never matches: " + why));
            if (never.isEmpty()) {
                matching.add(new Matching(rule, tree.demands()));
            }
        }
        for (int i = 0; i < matching.size(); i++) {
            warnings.compare(matching, i);
        }
    }

    /** A rule, and what a message must have all together to be matched by it. */
    private record Matching(Rule rule, Set<String> demands) {

        boolean matchesOnlyWhere(Matching other) {
            return demands.size() >= other.demands().size() && demands.containsAll(other.demands());
        }
    }

    /** With every other rule that matches whenever this one does. */
    private void compare(List<Matching> rules, int index) {
        Matching one = rules.get(index);
        for (int i = 0; i < rules.size(); i++) {
            Matching other = rules.get(i);
            if (i != index && one.matchesOnlyWhere(other)) {
                // Of two that match the same, what is said of both is said of the second.
                boolean saidOfOther = other.matchesOnlyWhere(one) && index < i;
                compare(one.rule(), other.rule(), saidOfOther);
            }
        }
    }

    private void compare(Rule rule, Rule other, boolean saidOfOther) {
        if (contradict(rule.demand(), other.demand())) {
            if (!saidOfOther) {
                found.accept(
                        rule,
                        "whatever this rule matches is held: " + named(other)
                                + " matches it too and demands another protection");
            }
        } else if (!adds(rule, other) && !(saidOfOther && !adds(other, rule))) {
            found.accept(rule, "this rule adds nothing: " + named(other) + " matches the same and demands as much");
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
    private static boolean adds(Rule rule, Rule other) {
        boolean demandsMore = switch (rule.demand()) {
            case Demand.Require(Protection level) -> !floor(other.demand()).isAtLeast(level);
            case Demand.Exactly exactly -> !other.demand().equals(exactly);
            case Demand.Refuse refuse -> !other.demand().equals(refuse);
            case Demand.Hold hold -> !other.demand().equals(hold);
            case Demand.Nothing nothing -> false;
        };
        return demandsMore
                || adds(rule.route().map(Route::toString), other.route().map(Route::toString))
                || adds(rule.tag(), other.tag())
                || adds(rule.disclaimer(), other.disclaimer())
                || (rule.invite() && !other.invite());
    }

    private static boolean adds(Optional<String> said, Optional<String> already) {
        return said.isPresent() && !said.equals(already);
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
