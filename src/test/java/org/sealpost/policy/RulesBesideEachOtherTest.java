package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.policy.RuleWarningCases.each;
import static org.sealpost.policy.RuleWarningCases.file;
import static org.sealpost.policy.RuleWarningCases.two;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules that contradict an earlier one, or add nothing to it, are named; what may be meant is not. */
class RulesBesideEachOtherTest {

    @TestFactory
    Stream<DynamicTest> warnsOfRulesThatContradictEachOther() {
        String held =
                "whatever this rule matches is held: rule \"first\" (line 5) matches it too and demands another protection";
        return each(
                two("exactly two things", "patient.known", "exactly: tls", "patient.known", "exactly: portal", held),
                two("more than exactly that", "patient.known", "exactly: tls", "patient.known", "require: smime", held),
                two(
                        "in a case of the first",
                        "patient.known",
                        "exactly: tls",
                        "patient.known && findings.phi",
                        "exactly: portal",
                        held),
                two(
                        "written in another order",
                        "patient.known && findings.phi",
                        "exactly: tls",
                        "findings.phi && patient.known",
                        "exactly: smime",
                        held),
                two(
                        "less than exactly that",
                        "patient.known",
                        "exactly: portal",
                        "patient.known && findings.phi",
                        "hold: true",
                        ""),
                two(
                        "a refusal of some of it",
                        "patient.known",
                        "exactly: tls",
                        "patient.known && findings.phi",
                        "refuse: 'No.'",
                        ""),
                two("others", "patient.known", "exactly: tls", "'!patient.known'", "exactly: smime", ""),
                two(
                        "wider than the first",
                        "patient.known && findings.phi",
                        "exactly: portal",
                        "patient.known",
                        "require: smime",
                        ""));
    }

    @TestFactory
    Stream<DynamicTest> warnsOfRulesThatAddNothing() {
        String nothing = "this rule adds nothing: rule \"first\" (line 5) matches the same and demands as much";
        return each(
                two("the same again", "patient.known", "require: smime", "patient.known", "require: smime", nothing),
                two("less of the same", "patient.known", "require: smime", "patient.known", "require: tls", nothing),
                two(
                        "less in a case of it",
                        "patient.known",
                        "require: smime",
                        "patient.known && findings.phi",
                        "require: tls",
                        nothing),
                two(
                        "a level beside a hold, which counts when a person releases the message",
                        "patient.known",
                        "hold: Look at it.",
                        "patient.known && findings.phi",
                        "require: smime",
                        ""),
                two(
                        "a level beside a hold that is a level",
                        "patient.known",
                        "require: hold",
                        "patient.known",
                        "require: smime",
                        ""),
                two(
                        "a hold beside a hold",
                        "patient.known",
                        "hold: Look at it.",
                        "patient.known",
                        "require: hold",
                        nothing),
                two(
                        "equal, the other way round",
                        "recipient.domain == 'a.example'",
                        "refuse: 'No.'",
                        "\"'a.example' == recipient.domain\"",
                        "refuse: 'No.'",
                        nothing),
                two(
                        "unequal, both ways",
                        "recipient.domain != 'a.example'",
                        "require: tls",
                        "\"!('a.example' == recipient.domain)\"",
                        "require: tls",
                        nothing),
                two(
                        "more in a case of it",
                        "patient.known",
                        "require: tls",
                        "patient.known && findings.phi",
                        "require: smime",
                        ""),
                two("a mark besides", "patient.known", "require: smime", "patient.known", "require: tls, tag: phi", ""),
                two(
                        "an invitation besides",
                        "patient.known",
                        "require: smime",
                        "patient.known",
                        "require: tls, invite: true",
                        ""),
                two(
                        "a disclaimer besides",
                        "patient.known",
                        "require: smime, disclaimer: Private.",
                        "patient.known",
                        "disclaimer: For you only.",
                        ""),
                two(
                        "the same disclaimer and invitation",
                        "patient.known",
                        "require: smime, disclaimer: Private., invite: true",
                        "patient.known",
                        "disclaimer: Private., invite: true",
                        nothing),
                two(
                        "another refusal",
                        "patient.known",
                        "refuse: 'No.'",
                        "patient.known",
                        "refuse: 'Never.'",
                        "this rule adds nothing: rule \"first\" (line 5) comes first, matches the same and refuses it; of"
                                + " refusals the first text counts"),
                two(
                        "a hold of what is refused",
                        "patient.known",
                        "refuse: 'No.'",
                        "patient.known && findings.phi",
                        "hold: Look at it.",
                        "this rule adds nothing: rule \"first\" (line 5) matches the same and refuses it, which beats"
                                + " whatever else is demanded"),
                two(
                        "one level for what is refused",
                        "patient.known",
                        "refuse: 'No.'",
                        "patient.known",
                        "exactly: tls",
                        "this rule adds nothing: rule \"first\" (line 5) matches the same and refuses it, which beats"
                                + " whatever else is demanded"),
                two(
                        "a refusal of some with another text before that of all",
                        "patient.known && findings.phi",
                        "refuse: 'No.'",
                        "patient.known",
                        "refuse: 'Never.'",
                        ""),
                two(
                        "another next hop",
                        "patient.known",
                        "via: 'a.example:25'",
                        "patient.known",
                        "via: 'b.example:25'",
                        nothing + "; of next hops the first counts"),
                two(
                        "another next hop besides",
                        "patient.known",
                        "via: 'a.example:25'",
                        "patient.known",
                        "via: 'b.example:25', require: tls",
                        "the next hop of this rule is never used: rule \"first\" (line 5) comes first and matches the same"),
                two(
                        "another text besides",
                        "patient.known",
                        "refuse: 'No.'",
                        "patient.known",
                        "refuse: 'Never.', tag: a",
                        "the text of this refusal is never seen: rule \"first\" (line 5) comes first and matches the same"),
                two(
                        "another next hop for more",
                        "patient.known && findings.phi",
                        "via: 'a.example:25'",
                        "patient.known",
                        "via: 'b.example:25'",
                        ""),
                two(
                        "other words",
                        "message.subject.contains('a')",
                        "require: tls",
                        "message.subject.contains('b')",
                        "require: tls",
                        ""));
    }

    @Test
    void saysOfTheWeakerOfTwoThatItAddsNothingWhicheverComesFirst() {
        RuleSet rules = Sample.rules(file("patient.known", "require: tls", "patient.known", "require: smime"));

        assertThat(rules.warnings())
                .extracting(RuleWarning::toString)
                .containsExactly("rules.yaml:5:5: warning: this rule adds nothing: rule \"second\" (line 6) matches the"
                        + " same and demands as much");
    }
}
