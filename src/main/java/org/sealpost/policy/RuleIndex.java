package org.sealpost.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the rules that a message could match. Rules that compare a sender, a recipient or a domain with constants are
 * looked up by what the message has; of every other rule it is told by a look at the facts, where that is certain, that
 * its condition is false. What is left out would be found false without fail, so that asking only these gives what asking
 * all would give.
 */
final class RuleIndex {

    private final List<Rule> rules;
    private final BitSet always = new BitSet();
    private final Map<IndexedField, Map<String, BitSet>> byValue = new EnumMap<>(IndexedField.class);

    RuleIndex(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        for (int place = 0; place < this.rules.size(); place++) {
            Optional<ConditionKeys> keys =
                    this.rules.get(place).condition().tree().keys();
            if (keys.isPresent()) {
                add(keys.get(), place);
            } else {
                always.set(place);
            }
        }
    }

    private void add(ConditionKeys keys, int place) {
        keys.values().forEach((field, values) -> {
            Map<String, BitSet> places = byValue.computeIfAbsent(field, one -> new HashMap<>());
            values.forEach(
                    value -> places.computeIfAbsent(value, one -> new BitSet()).set(place));
        });
    }

    /** The rules that could match, in the order of the file. */
    List<Rule> candidates(Facts facts) {
        BitSet places = (BitSet) always.clone();
        byValue.forEach((field, byText) -> {
            BitSet found = byText.get(field.in(facts));
            if (found != null) {
                places.or(found);
            }
        });
        List<Rule> candidates = new ArrayList<>();
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            Rule rule = rules.get(place);
            if (!rule.condition().isExcludedBy(facts)) {
                candidates.add(rule);
            }
        }
        return candidates;
    }
}
