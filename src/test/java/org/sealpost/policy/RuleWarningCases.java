package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Rules and the warning that each brings, whole and with its place, or none. */
final class RuleWarningCases {

    /** @param warning the whole one, or empty when none is wanted */
    record Case(String behaviour, String yaml, String warning) {}

    private RuleWarningCases() {}

    /** @param when with a {@code ^} before the place that the warning names */
    static Case never(String behaviour, String when, String why) {
        String condition = when.replace("^", "");
        int column = "  - {name: one, when: ".length() + 1 + when.indexOf('^') + (isQuoted(condition) ? 0 : 1);
        return new Case(
                behaviour,
                one(condition, "require: tls"),
                "rules.yaml:5:" + column + ": warning: this rule never matches: " + why);
    }

    /** @param when with texts between backticks, and a {@code ^} before the place that the warning names */
    static Case doubt(String behaviour, String when, String why) {
        int column = "  - {name: one, when: \"".length() + 1 + when.indexOf('^');
        return new Case(
                behaviour,
                one(when.replace('`', '\'').replace("^", ""), "require: tls"),
                "rules.yaml:5:" + column + ": warning: " + why);
    }

    static String domain(String wrong, String right) {
        return "recipient.domain is in lower case and never \"" + wrong + "\", write \"" + right + "\"";
    }

    static Case fine(String behaviour, String yaml) {
        return new Case(behaviour, yaml, "");
    }

    static Case two(String behaviour, String first, String demand, String second, String other, String warning) {
        return new Case(
                behaviour,
                file(first, demand, second, other),
                warning.isEmpty() ? "" : "rules.yaml:6:5: warning: " + warning);
    }

    static String one(String when, String demand) {
        return "version: 1\nlists: {labs: [lab.example.org], nobody: [], staff: [ada@mail.example],"
                + " mixed: [mail.example, ada@mail.example]}\nrules:\n  # Here.\n"
                + rule("one", when, demand);
    }

    static String file(String first, String demand, String second, String other) {
        return "version: 1\nlists: {labs: [lab.example.org]}\nrules:\n  # Here.\n" + rule("first", first, demand)
                + rule("second", second, other);
    }

    private static String rule(String name, String when, String demand) {
        String condition = isQuoted(when) ? when : "\"" + when + "\"";
        return "  - {name: " + name + ", when: " + condition + ", " + demand + "}\n";
    }

    private static boolean isQuoted(String when) {
        return when.startsWith("\"") || when.equals("'false'") || when.startsWith("'!");
    }

    static Stream<DynamicTest> each(Case... cases) {
        return Stream.of(cases)
                .map(one -> DynamicTest.dynamicTest(
                        one.behaviour(),
                        () -> assertThat(Sample.rules(one.yaml()).warnings())
                                .extracting(RuleWarning::toString)
                                .isEqualTo(one.warning().isEmpty() ? List.of() : List.of(one.warning()))));
    }
}
