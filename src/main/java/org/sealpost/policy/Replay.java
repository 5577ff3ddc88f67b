package org.sealpost.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tries two versions of the installation's rules on decisions that were made. A condition that asks for something that was not kept (the
 * subject, a header field, a file's name) is answered by the record where the rule stood in the rules of that time: it
 * matched or it did not. Else it may have matched or not, and both are tried: what comes out the same either way is told,
 * the rest is not.
 */
public final class Replay {

    private final RuleSet before;
    private final RuleSet after;
    private final Map<Long, RuleSet> then;

    /** @param then the versions by which the decisions were made, as far as they are known */
    public Replay(RuleSet before, RuleSet after, Map<Long, RuleSet> then) {
        this.before = before;
        this.after = after;
        this.then = Map.copyOf(then);
    }

    /** What comes of one decision. */
    public sealed interface Outcome {

        /** Both versions decide the same. */
        record Same() implements Outcome {}

        /** They decide otherwise. */
        record Changed(Decision before, Decision after) implements Outcome {}

        /** It depends on what was not kept. */
        record Unknown() implements Outcome {}
    }

    /** Tries both. */
    public Outcome of(KeptDecision kept, String sender, String recipient) {
        if (kept.ownRules()) {
            // What a practice's own rules added is not known here.
            return new Outcome.Unknown();
        }
        Facts facts = kept.facts(sender, recipient);
        List<Decision> old = decisions(before, kept, facts);
        List<Decision> other = decisions(after, kept, facts);
        boolean certain = Stream.of(old, other)
                .allMatch(both -> differences(both.getFirst(), both.getLast()).isEmpty());
        List<String> changes = differences(old.getFirst(), other.getFirst());
        if (certain) {
            return changes.isEmpty() ? new Outcome.Same() : new Outcome.Changed(old.getFirst(), other.getFirst());
        }
        return new Outcome.Unknown();
    }

    /** What is other, each in one clause. */
    public static List<String> differences(Decision before, Decision after) {
        return ChangedOutcome.changes(before, after);
    }

    /** Without any of the rules of which nothing is known, and with all of them: rules only add to a decision. */
    private List<Decision> decisions(RuleSet rules, KeptDecision kept, Facts facts) {
        return List.of(decide(rules, kept, facts, false), decide(rules, kept, facts, true));
    }

    private Decision decide(RuleSet rules, KeptDecision kept, Facts facts, boolean unknown) {
        Demands demands = new Demands(facts);
        BuiltInFloors.demand(facts, demands);
        Function<Rule, Optional<Boolean>> recalled =
                rule -> rule.condition().tree().isAnsweredBy(kept)
                        ? Optional.empty()
                        : Optional.of(matched(rule, kept).orElse(unknown));
        rules.demand(facts, demands, "rule", recalled);
        Requirement requirement = demands.requirement(facts, rules.version(), OptionalLong.empty());
        return new Decider(RuleSet.empty()).decide(requirement, kept.feasibility());
    }

    /** Whether the rule matched then, if it stood in the rules of that time as it stands here. */
    private Optional<Boolean> matched(Rule rule, KeptDecision kept) {
        RuleSet inForce = then.get(kept.rulesVersion());
        boolean stood = inForce != null
                && inForce.rules().stream().anyMatch(one -> one.name().equals(rule.name()) && asksTheSame(one, rule));
        return stood ? Optional.of(kept.rules().contains(rule.name())) : Optional.empty();
    }

    /** The same words are another question where a list that they name holds something else. */
    private static boolean asksTheSame(Rule one, Rule other) {
        ConditionTree condition = one.condition().tree();
        ConditionTree another = other.condition().tree();
        return condition.demands().equals(another.demands())
                && condition.namedLists().equals(another.namedLists());
    }
}
