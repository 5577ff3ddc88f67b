package org.sealpost.policy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages that two rules both match, though neither matches all that the other does. Only of rules that name the same
 * people is that worth saying: that a rule for a domain and one for a keyword meet somewhere is what rules are for. What is
 * found was tried: both conditions held.
 */
final class Overlap {

    /** The fields that say who writes, and to whom. */
    private static final Set<String> PEOPLE =
            Arrays.stream(IndexedField.values()).map(IndexedField::text).collect(Collectors.toUnmodifiableSet());

    private Overlap() {}

    /** A clause about one such message. */
    static Optional<String> find(Rule one, Cases oneMatches, Rule other, Cases otherMatches, RuleLists lists) {
        for (Situation first : oneMatches.situations()) {
            for (Situation second : otherMatches.situations()) {
                Optional<String> example = first.excludes(second)
                        ? Optional.empty()
                        : named(first, second).flatMap(who -> tried(first.and(second), who, one, other, lists));
                if (example.isPresent()) {
                    return example;
                }
            }
        }
        return Optional.empty();
    }

    /** The field by which both name the same people. */
    private static Optional<String> named(Situation one, Situation other) {
        Map<String, Values> others = other.values();
        return one.values().entrySet().stream()
                .filter(field -> PEOPLE.contains(field.getKey()) && isNamed(field.getValue()))
                .filter(field -> isNamed(others.getOrDefault(field.getKey(), Texts.ALL)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isNamed(Values values) {
        return values instanceof Texts texts && texts.among().isPresent();
    }

    private static Optional<String> tried(Situation both, String who, Rule one, Rule other, RuleLists lists) {
        Map<String, Values> values = new LinkedHashMap<>(both.values());
        return Witness.of(values)
                .filter(message -> List.of(one, other).stream()
                        .allMatch(rule -> rule.condition().evaluate(Variables.of(message, lists))
                                instanceof Condition.Outcome.Fits))
                .flatMap(message -> Arrays.stream(IndexedField.values())
                        .filter(field -> field.text().equals(who))
                        .findFirst()
                        .map(field -> who + " is \"" + field.in(message) + "\""));
    }
}
