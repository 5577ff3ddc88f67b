package org.sealpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.RawMessage;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;

class SampleTest {

    @TestFactory
    Stream<DynamicTest> everySampleIsAMessageToItsRecipients() {
        return Sample.all().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    String text = new DemoResource("samples/" + sample.name() + ".eml").text();
                    RawMessage message =
                            RawMessage.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
                    assertThat(message.value("To").orElseThrow()).satisfies(namesThem(sample));
                    assertThat(message.value("Subject")).isPresent();
                    assertThat(message.bodySize()).isPositive();
                }));
    }

    /** One recipient is named; several are a group without members (RFC 5322 section 3.4), for To would tell each of the others. */
    private static Consumer<String> namesThem(Sample sample) {
        return to -> {
            if (sample.expected().size() == 1) {
                assertThat(to).contains("<" + sample.expected().getFirst().recipient() + ">");
            } else {
                assertThat(to).endsWith(":;");
            }
        };
    }

    @Test
    void theSamplesShowEveryKindOfDecisionAndEveryOutcome() {
        Set<String> decisions = new TreeSet<>();
        Set<String> states = new TreeSet<>();
        Sample.all()
                .forEach(sample -> sample.expected().forEach(expected -> {
                    decisions.add(expected.protection());
                    states.add(expected.state());
                }));

        assertThat(decisions).containsExactly("hold", "plain", "portal", "reject", "smime", "verified-tls");
        assertThat(states).containsExactly("delivered", "held", "in-portal", "refused");
    }

    @Test
    void theDemonstrationsRulesAreValid() {
        assertThat(RuleSet.parse(new DemoResource("rules.yaml").text(), "rules.yaml"))
                .isInstanceOf(RuleSetResult.Valid.class);
    }

    @Test
    void everybodyInTheSamplesHasANameThatIsReservedForExamples() {
        String everything = new DemoResource("patients.csv").text();
        assertThat(everything.lines().skip(1)).allMatch(line -> line.contains("@mail.example,"));
        assertThat(Sample.all())
                .allSatisfy(sample -> assertThat(sample.expected())
                        .allSatisfy(expected ->
                                assertThat(expected.recipient()).matches(".*(\\.example|@lab\\.example\\.org)")));
    }
}
