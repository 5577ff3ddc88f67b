package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How often a kind was found is 0 where it was not, and of a kind that there is none it is a mistake in the file. */
class FindingCountsTest {

    /** @param outcome in a message with one diagnosis code and two telephone numbers */
    private record Case(String condition, Condition.Outcome outcome) {}

    private static final Condition.Outcome FITS = new Condition.Outcome.Fits();
    private static final Condition.Outcome DIFFERS = new Condition.Outcome.Differs();
    private static final Condition.Outcome NOT_THERE =
            new Condition.Outcome.Failed("it asks for an entry that is not there");

    @TestFactory
    Stream<DynamicTest> eachKindHasACount() {
        return Stream.of(
                        new Case("findings.counts['phone'] == 2", FITS),
                        new Case("findings.counts.phone > 1", FITS),
                        new Case("findings.counts['ssn'] > 0", DIFFERS),
                        new Case("findings.counts['ssn'] == 0", FITS),
                        new Case("findings.counts.ssn == 0", FITS),
                        new Case("!(findings.counts['birth-date'] >= 1)", FITS),
                        new Case("findings.counts['ssn'] + findings.counts['phone'] == 2", FITS),
                        new Case("['ssn', 'phone'].exists(k, findings.counts[k] > 1)", FITS),
                        new Case("['ssn', 'mrn'].exists(k, findings.counts[k] > 0)", DIFFERS),
                        // Whether it was found is still what `in` and `has` ask.
                        new Case("'phone' in findings.counts && has(findings.counts.phone)", FITS),
                        new Case("'ssn' in findings.counts || has(findings.counts.ssn)", DIFFERS),
                        new Case("size(findings.counts) == 2", FITS),
                        new Case("findings.counts.all(k, findings.counts[k] > 0)", FITS),
                        // What is no kind, and cannot be seen beforehand, fails and so holds.
                        new Case("findings.counts[message.subject] > 0", NOT_THERE),
                        new Case("{'a': 1}['b'] > 0", NOT_THERE))
                .map(one -> DynamicTest.dynamicTest(
                        one.condition(),
                        () -> assertThat(outcome(one.condition())).isEqualTo(one.outcome())));
    }

    @TestFactory
    Stream<DynamicTest> aKindThatIsNoneIsAMistake() {
        String why = "unknown kind of findings `snn`, did you mean `ssn`?";
        return Stream.of(
                        "findings.counts[^'snn'] > 0",
                        "patient.known && 3 < findings.counts[^'snn']",
                        "findings.counts.^snn == 2",
                        "time.hour > 8 ||  findings . counts . ^snn == 2")
                .map(when -> DynamicTest.dynamicTest(when, () -> {
                    int column = "  - {name: a, when: \"".length() + 1 + when.indexOf('^');
                    assertThat(RuleSet.parse(file(when.replace("^", "")), "rules.yaml"))
                            .isInstanceOfSatisfying(
                                    RuleSetResult.Invalid.class,
                                    invalid -> assertThat(invalid.errors())
                                            .extracting(RuleError::toString)
                                            .containsExactly("rules.yaml:3:" + column + ": " + why));
                }));
    }

    private static Condition.Outcome outcome(String condition) {
        RuleSet rules = Sample.rules(file(condition));
        Facts facts = Sample.toStranger(Sample.phi());
        Rule rule = rules.rules().getFirst();
        Condition.Outcome outcome = rule.condition().evaluate(Variables.of(facts, rules.lists()));
        if (rule.condition().isExcludedBy(facts)) {
            assertThat(outcome).isEqualTo(DIFFERS);
        }
        return outcome;
    }

    private static String file(String condition) {
        return String.join(
                "\n", List.of("version: 1", "rules:", "  - {name: a, when: \"" + condition + "\", tag: t}", ""));
    }
}
