package org.sealpost.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sealpost.policy.RuleTest.Expectation;

/** What a decision has otherwise than a test expects, each in one clause. */
final class RuleTestDifferences {

    private final List<String> differences = new ArrayList<>();

    private RuleTestDifferences() {}

    static List<String> between(Expectation expected, Decision decision) {
        RuleTestDifferences found = new RuleTestDifferences();
        found.one(
                "",
                expected.protection().map(Protection::key),
                Optional.of(decision.protection().key()));
        expected.rule()
                .filter(rule -> !decision.rules().contains(rule))
                .ifPresent(rule -> found.add("rule " + quoted(rule), all(decision.rules())));
        found.same("the rules ", expected.rules(), decision.rules());
        expected.without().stream()
                .filter(decision.rules()::contains)
                .forEach(rule -> found.differences.add("expected that rule " + quoted(rule) + " does not match"));
        found.one(
                "the refusal ",
                expected.refused().map(RuleTestDifferences::quoted),
                decision.refusalText().map(RuleTestDifferences::quoted));
        found.one("via ", expected.via(), decision.route().map(Route::toString));
        found.same("the tags ", expected.tags(), decision.tags());
        found.same("the notices ", expected.notices(), decision.additions().notices());
        found.one(
                "",
                expected.invite().map(RuleTestDifferences::invitation),
                Optional.of(invitation(decision.additions().invitation())));
        return found.differences;
    }

    private void one(String what, Optional<String> expected, Optional<String> got) {
        if (expected.isPresent() && !expected.equals(got)) {
            add(what + expected.get(), got.orElse("none"));
        }
    }

    /** In any order. */
    private void same(String what, Optional<List<String>> expected, Collection<String> got) {
        if (expected.isPresent() && !new HashSet<>(expected.get()).equals(new HashSet<>(got))) {
            add(what + all(expected.get()), all(got));
        }
    }

    private void add(String expected, String got) {
        differences.add("expected " + expected + ", got " + got);
    }

    private static String invitation(boolean invited) {
        return invited ? "an invitation" : "no invitation";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String all(Collection<String> names) {
        return names.isEmpty() ? "none" : names.toString();
    }
}
