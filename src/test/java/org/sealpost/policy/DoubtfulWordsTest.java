package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.policy.RuleWarningCases.domain;
import static org.sealpost.policy.RuleWarningCases.doubt;
import static org.sealpost.policy.RuleWarningCases.each;
import static org.sealpost.policy.RuleWarningCases.fine;
import static org.sealpost.policy.RuleWarningCases.one;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.inspect.PhiKind;

/** Words of a condition that nothing ever is, such as a misspelt status, are named with their place and what was meant. */
class DoubtfulWordsTest {

    @TestFactory
    Stream<DynamicTest> warnsOfADomainsOtherSpelling() {
        String both = " as well: ask for that, too, or put the domain into a list, which has both";
        String ascii = "recipient.domain may be spelt \"xn--bcher-kva.example\"" + both;
        return each(
                doubt("a domain as people write it", "recipient.domain == ^`b\u00fccher.example`", ascii),
                doubt(
                        "a domain as DNS knows it",
                        "recipient.domain in [^`xn--bcher-kva.example`]",
                        "recipient.domain may be spelt \"b\u00fccher.example\"" + both),
                doubt(
                        "the end of one",
                        "recipient.domain.endsWith(^`.b\u00fccher.example`)",
                        "recipient.domain may be spelt \".xn--bcher-kva.example\"" + both),
                doubt(
                        "that of an address",
                        "sender.address != ^`ada@b\u00fccher.example`",
                        "sender.address may be spelt \"xn--bcher-kva.example\"" + both),
                fine("a local part", one("recipient.address == 'j\u00fcrgen@mail.example'", "require: tls")),
                fine(
                        "both",
                        one("recipient.domain in ['b\u00fccher.example', 'xn--bcher-kva.example']", "require: tls")),
                fine("something else", one("message.subject.contains('b\u00fccher')", "require: tls")));
    }

    @TestFactory
    Stream<DynamicTest> warnsOfWordsThatNothingEverIs() {
        String kind = "findings.kinds never has \"snn\", did you mean `ssn`?";
        String status = "consent.status never has \"noen\", did you mean `none`?";
        return each(
                doubt("a status beside what may be", "patient.known || consent.status == ^`noen`", status),
                doubt("a status that is always another", "consent.status != ^`noen`", status),
                doubt("one of several", "consent.status in [`none`, ^`noen`]", status),
                doubt("the opposite of what is never so", "!(^`snn` in findings.kinds)", kind),
                doubt("one of two domains", "recipient.domain == ^`A` || recipient.domain == `a`", domain("A", "a")),
                doubt(
                        "one of the words in capitals",
                        "recipient.domain in [^`A.example`, `b.example`]",
                        domain("A.example", "a.example")),
                doubt(
                        "the end of a domain",
                        "recipient.domain.endsWith(^`.Example`)",
                        "this rule never matches: " + domain(".Example", ".example")),
                doubt("an entry of a list", "findings.kinds.exists(k, k == ^`snn`)", kind),
                doubt("one of those that are looked for", "[`mrn`, ^`snn`].exists(k, k in findings.kinds)", kind),
                doubt(
                        "a channel that is asked for by its place",
                        "consent.channels[0] == ^`tsl`",
                        "consent.channels never has \"tsl\", did you mean `tls`?"),
                doubt(
                        "a count by its name",
                        "has^(findings.counts.snn)",
                        "this rule never matches: findings.counts never has \"snn\", did you mean `ssn`?"),
                doubt(
                        "a header field by its name in capitals",
                        "message.headers[^`Precedence`] == [`bulk`]",
                        "message.headers is in lower case and never \"Precedence\", write \"precedence\""),
                doubt(
                        "a media type in capitals",
                        "attachments.exists(a, a.type == ^`Application/PDF`)",
                        "attachments.type is in lower case and never \"Application/PDF\", write \"application/pdf\""),
                doubt(
                        "capitals in what was put into lower case",
                        "message.subject.lowerAscii().startsWith(^`[Secure]`)",
                        "a text in lower case never has \"[Secure]\", write \"[secure]\""),
                doubt(
                        "a sensitivity that mail programs do not write",
                        "message.header(`Sensitivity`) == ^`company-confidential`",
                        "the header field sensitivity never has \"company-confidential\", did you mean"
                                + " `Company-Confidential`?"),
                doubt(
                        "an hour beyond the day",
                        "time.hour > ^24",
                        "this rule never matches: time.hour is 0 to 23 and never reaches 24"),
                doubt(
                        "a month by its place from none",
                        "^0 == time.month",
                        "this rule never matches: time.month is 1 to 12 and never reaches 0"),
                doubt(
                        "a day by which dates are compared",
                        "time.date >= ^`2026-1-5`",
                        "time.date is like 2026-01-05 and never \"2026-1-5\""),
                fine("words that are", one("'mrn' in findings.kinds && time.hour < 23", "require: tls")),
                fine("keys that are", one("has(findings.counts.ssn) && findings.counts['ssn'] > 1", "require: tls")),
                fine(
                        "what a header field holds",
                        one("has(message.headers.subject) && message.headers.subject == ['Hello']", "require: tls")),
                fine(
                        "a sensitivity in any case",
                        one("message.header('Sensitivity').matches('(?i)x')", "require: tls")),
                fine("entries of one's own", one("['A', 'b'].exists(e, e == message.subject)", "require: tls")),
                fine("the name of an attachment", one("attachments.exists(a, a.name == 'A.PDF')", "require: tls")));
    }

    @Test
    void pointsAtTheWordsOfAConditionOnSeveralLines() {
        RuleSet rules = Sample.rules("""
                version: 1
                rules:
                  - name: one
                    when: |-
                      patient.known ||
                        'snn' in findings.kinds ||
                        consent.reason == "expird"
                    require: tls
                """);

        assertThat(rules.warnings())
                .extracting(RuleWarning::toString)
                .containsExactly(
                        "rules.yaml:6:9: warning: findings.kinds never has \"snn\", did you mean `ssn`?",
                        "rules.yaml:7:27: warning: consent.reason never has \"expird\", did you mean `expired`?");
    }

    @Test
    void knowsTheKindsThatTheDetectorsFind() {
        assertThat(Vocabulary.KINDS)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(PhiKind.values()).map(PhiKind::key).toList());
    }
}
