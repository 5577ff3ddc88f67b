package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long lists of a rules file are gone through to their end; what cannot be is named before a message comes. */
class IterationsTest {

    private static final String ENDS = "lists.hospitals.exists(end, recipient.domain.endsWith(end))";

    @Test
    void aLongListIsGoneThroughToItsEnd() {
        RuleSet rules = Sample.rules(rules(12_000, ".h%05d.example", ENDS));
        RuleSet last = Sample.rules(rules(12_000, ".h%05d.example", ENDS).replace(".h11999.example", "mail.example"));

        assertThat(rules.warnings()).isEmpty();
        assertThat(protection(rules)).isEqualTo(Protection.PLAIN);
        assertThat(protection(last)).isEqualTo(Protection.VERIFIED_TLS);
    }

    @Test
    void theLongestListThatAFileHoldsIsGoneThrough() {
        RuleSet rules = Sample.rules(rules(90_000, "w%05d", "lists.hospitals.exists(a, message.subject.contains(a))"));

        assertThat(rules.warnings()).isEmpty();
        assertThat(protection(rules)).isEqualTo(Protection.PLAIN);
    }

    @Test
    void listsWithinListsThatAreTooManyAreNamed() {
        RuleSet rules = Sample.rules(
                rules(3_000, "a%d", "lists.hospitals.exists(a, lists.hospitals.exists(b, recipient.domain == a + b))"));

        assertThat(rules.warnings())
                .extracting(RuleWarning::toString)
                .containsExactly(
                        "rules.yaml:4:44: warning: this may go through 9,003,000 entries, and past 30,000 a condition"
                                + " fails, which holds the message: make the lists shorter, or ask by `in`");
        assertThat(protection(rules)).isEqualTo(Protection.HOLD);
    }

    @Test
    void whatAMessageBringsHasItsLimit() {
        RuleSet rules = Sample.rules(
                "version: 1\nrules:\n  - {name: a, when: 'message.subject.split(\"\").exists(a, a == \"x\")', tag: a}\n");
        Facts facts = Sample.toStranger(FindingFacts.nothing());
        Facts withALongSubject = new Facts(
                new MessageFacts(
                        facts.message().practice(),
                        "a".repeat(10_001),
                        facts.message().from(),
                        2048,
                        facts.message().headers()),
                facts.sender(),
                facts.recipient(),
                facts.patient(),
                facts.consent(),
                facts.findings(),
                facts.attachments(),
                facts.time(),
                facts.failures());

        assertThat(new Decider(rules)
                        .decide(withALongSubject, Feasibility.everything())
                        .protection())
                .isEqualTo(Protection.HOLD);
    }

    private static Protection protection(RuleSet rules) {
        return new Decider(rules)
                .decide(Sample.toStranger(FindingFacts.nothing()), Feasibility.everything())
                .protection();
    }

    /** One rule whose list has that many entries, each made of its number. */
    private static String rules(int entries, String entry, String when) {
        return "version: 1\nlists: {hospitals: ["
                + IntStream.range(0, entries)
                        .mapToObj(i -> "\"" + entry.formatted(i) + "\"")
                        .collect(Collectors.joining(","))
                + "]}\nrules:\n  - {name: a, when: '" + when + "', require: verified-tls}\n";
    }
}
