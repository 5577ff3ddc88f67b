package org.sealpost.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sealpost.mail.Domain;

/**
 * Decides, by the rules, how strongly a message is protected for one recipient: the weakest level at or above
 * every floor that is neither excluded nor infeasible, and when none is left, the message is held.
 *
 * <p>Deciding has two steps, so that connections are opened and certificates looked up only for levels that could be
 * decided. Both are pure and total: they do no input or output, end for every input, and answer a fault by holding.
 * Whatever is added (a floor, an exclusion, an obstacle, a failure, a matching rule) makes the decision stronger or
 * leaves it as it is.
 */
public final class Decider {

    private static final String DEFAULT_REFUSAL = "The practice's rules do not allow this message to be sent.";

    private final RuleSet rules;
    private final Optional<RuleSet> own;

    /** Decides by one set of rules. */
    public Decider(RuleSet rules) {
        this.rules = rules;
        this.own = Optional.empty();
    }

    /**
     * Decides by the installation's rules and those of a practice. Both add up, so that a practice's rules can make a
     * decision stronger and never weaker; where the first text or next hop counts, that of the installation comes first.
     */
    public Decider(RuleSet rules, RuleSet own) {
        this.rules = rules;
        this.own = Optional.of(own);
    }

    /** The rules that it decides by: the installation's. */
    public RuleSet rules() {
        return rules;
    }

    /** The practice's own rules, which it decides by, too. */
    public Optional<RuleSet> own() {
        return own;
    }

    /** The domains that its rules' lists name: others may be mistaken for them. */
    public Set<Domain> listedDomains() {
        Set<Domain> domains = new LinkedHashSet<>(rules.listedDomains());
        own.ifPresent(more -> domains.addAll(more.listedDomains()));
        return domains;
    }

    /** The first step: what consent, content, the sender and the rules demand. */
    public Requirement require(Facts facts) {
        Demands demands = new Demands(facts);
        BuiltInFloors.demand(facts, demands);
        rules.demand(facts, demands, "rule");
        own.ifPresent(more -> more.demand(facts, demands, "the practice's rule"));
        OptionalLong ownVersion = own.stream().mapToLong(RuleSet::version).findFirst();
        return demands.requirement(facts, rules.version(), ownVersion);
    }

    /** The second step: the decision among the candidates, given what the world allows. */
    public Decision decide(Requirement requirement, Feasibility feasibility) {
        Protection decided = requirement.candidates().stream()
                .filter(level -> feasibility.obstacle(level).isEmpty())
                .findFirst()
                .orElse(Protection.HOLD);
        Optional<String> refusal = decided == Protection.REJECT
                ? Optional.of(requirement.refusalText().orElse(DEFAULT_REFUSAL))
                : Optional.empty();
        return new Decision(
                decided,
                requirement.floors(),
                requirement.exclusions(),
                feasibility.asList(),
                alternatives(requirement, decided, feasibility),
                requirement.route(),
                refusal,
                requirement.additions(),
                Wording.summary(requirement, decided, feasibility),
                requirement.rulesVersion(),
                requirement.practiceRulesVersion(),
                Optional.empty());
    }

    /** Both steps at once, where what the world allows is known beforehand. */
    public Decision decide(Facts facts, Feasibility feasibility) {
        return decide(require(facts), feasibility);
    }

    private static List<LostAlternative> alternatives(
            Requirement requirement, Protection decided, Feasibility feasibility) {
        List<LostAlternative> alternatives = new ArrayList<>();
        for (Protection level : Protection.values()) {
            if (level.compareTo(decided) < 0) {
                alternatives.add(new LostAlternative(level, whyLost(requirement, level, feasibility)));
            }
        }
        return alternatives;
    }

    private static String whyLost(Requirement requirement, Protection level, Feasibility feasibility) {
        Set<String> reasons = new LinkedHashSet<>();
        requirement.floors().stream()
                .filter(floor -> level.compareTo(floor.level()) < 0)
                .forEach(floor -> reasons.add("below " + floor.level().words() + ", the floor because " + floor.why()));
        requirement.exclusions().stream()
                .filter(exclusion -> exclusion.level() == level)
                .forEach(exclusion -> reasons.add("excluded because " + exclusion.why()));
        feasibility.obstacle(level).ifPresent(why -> reasons.add("not possible because " + why));
        if (reasons.isEmpty()) {
            reasons.add("patients' mail and health information need proven TLS");
        }
        return String.join("; ", reasons);
    }
}
