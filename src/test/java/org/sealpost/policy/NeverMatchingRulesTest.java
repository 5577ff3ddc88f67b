package org.sealpost.policy;

import static org.sealpost.policy.RuleWarningCases.each;
import static org.sealpost.policy.RuleWarningCases.fine;
import static org.sealpost.policy.RuleWarningCases.never;
import static org.sealpost.policy.RuleWarningCases.one;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rules that never match are named with their place and why; those that may match are not. */
class NeverMatchingRulesTest {

    @TestFactory
    Stream<DynamicTest> warnsOfRulesThatNeverMatch() {
        return each(
                never("a condition that is false", "'^false'", "it is false"),
                never("false beside something", "patient.known ^&& false", "it is false"),
                never(
                        "a domain in capitals",
                        "recipient.domain == ^'Lab.example.org'",
                        "recipient.domain is in lower case and never \"Lab.example.org\", write \"lab.example.org\""),
                never(
                        "an address in capitals, the other way round",
                        "\"^'Ada@practice.example' == sender.address\"",
                        "sender.address is in lower case and never \"Ada@practice.example\", write \"ada@practice.example\""),
                never(
                        "domains in capitals in a list",
                        "recipient.domain in [^'A.example', 'B.example']",
                        "recipient.domain is in lower case and never \"A.example\", write \"a.example\""),
                never(
                        "a status that is none",
                        "consent.status == ^'revoked'",
                        "consent.status never has \"revoked\", use one of granted, none, not-a-patient, refused, wrote-first"),
                never(
                        "a channel that is none",
                        "\"^'fax' in consent.channels\"",
                        "consent.channels never has \"fax\", use one of portal, smime, tls, unencrypted"),
                never(
                        "a purpose that a message cannot have",
                        "message.purpose == ^'all'",
                        "message.purpose never has \"all\", use one of marketing, operations, payment, treatment"),
                never(
                        "a weekday by its short name",
                        "time.weekday == ^'wednsday'",
                        "time.weekday never has \"wednsday\", did you mean `wednesday`?"),
                never("an empty list", "recipient.domain ^in lists.nobody", "the list lists.nobody is empty"),
                never(
                        "two domains at once",
                        "recipient.domain == 'a.example' && recipient.domain ^== 'b.example'",
                        "`recipient.domain == \"a.example\"` and `recipient.domain == \"b.example\"` exclude each other, did"
                                + " you mean `||`?"),
                never(
                        "something and its opposite",
                        "patient.known && time.hour > 8 && !patient^.known",
                        "`patient.known` and `!patient.known` exclude each other"),
                never(
                        "patient.part2 of a stranger",
                        "!patient.known && patient^.part2",
                        "`!patient.known` and `patient.part2` exclude each other"),
                never(
                        "patient.restricted of a stranger",
                        "!patient.known && patient^.restricted",
                        "`!patient.known` and `patient.restricted` exclude each other"),
                never(
                        "patient.marketing of a stranger",
                        "!patient.known && patient^.marketing",
                        "`!patient.known` and `patient.marketing` exclude each other"),
                never(
                        "patient.request of a stranger",
                        "!patient.known && patient^.request",
                        "`!patient.known` and `patient.request` exclude each other"),
                never(
                        "patient.language of a stranger",
                        "!patient.known && patient.language ^== 'es'",
                        "`!patient.known` and `patient.language == \"es\"` exclude each other"),
                never(
                        "several patients, and an address that none share",
                        "patient.count > 1 && !findings^.shared_address",
                        "`patient.count > 1` and `!findings.shared_address` exclude each other"),
                never(
                        "two ways neither of which there is",
                        "consent.status == ^'no' || recipient.domain == 'A'",
                        "consent.status never has \"no\", use one of granted, none, not-a-patient, refused, wrote-first"),
                never(
                        "a kind of findings that is none",
                        "\"^'snn' in findings.kinds\"",
                        "findings.kinds never has \"snn\", did you mean `ssn`?"),
                never(
                        "a header field in capitals",
                        "\"^'List-Unsubscribe' in message.headers\"",
                        "message.headers is in lower case and never \"List-Unsubscribe\", write \"list-unsubscribe\""),
                never(
                        "a domain with what stands before it",
                        "recipient.domain == ^'@lab.example.org'",
                        "recipient.domain is what stands behind the \"@\" and never \"@lab.example.org\", write"
                                + " \"lab.example.org\""),
                never(
                        "the sign alone",
                        "recipient.domain.contains(^'@')",
                        "recipient.domain is what stands behind the \"@\" and never \"@\", compare recipient.address"
                                + " with it"),
                never(
                        "the field From with a name and capitals",
                        "message.from == ^'Dr. X <X@y.example>'",
                        "message.from is an address alone and never \"Dr. X <X@y.example>\", write \"x@y.example\""),
                never(
                        "a domain in the field From",
                        "message.from == ^'y.example'",
                        "message.from is a whole address and never \"y.example\", ask"
                                + " message.from.endsWith(\"@y.example\")"),
                never(
                        "an address without its domain",
                        "recipient.address == ^'office'",
                        "recipient.address is a whole address and never \"office\""),
                never(
                        "a domain among addresses",
                        "recipient.domain ^in lists.staff",
                        "the list lists.staff has nothing that could be meant: recipient.domain is what stands behind the"
                                + " \"@\" and never \"ada@mail.example\", compare recipient.address with it"),
                never(
                        "an address among domains",
                        "recipient.address ^in lists.labs",
                        "the list lists.labs has nothing that could be meant: recipient.address is a whole address and"
                                + " never \"lab.example.org\", compare recipient.domain with it"),
                never(
                        "a day as it is written elsewhere",
                        "time.date == ^'24.12.2026'",
                        "time.date is like 2026-01-05 and never \"24.12.2026\""),
                fine("a patient who wrote first", one("consent.status == 'wrote-first'", "require: tls")),
                fine("a purpose that cannot be read", one("message.purpose == ''", "tag: unclear")),
                fine("a subject in capitals", one("message.subject == 'URGENT'", "require: tls")),
                fine(
                        "some of a list",
                        one("recipient.address in lists.mixed || recipient.domain in lists.mixed", "require: tls")),
                fine("a list with entries", one("recipient.domain in lists.labs", "require: tls")),
                fine(
                        "lists as they are asked for any",
                        one("lists.labs.exists(e, e == recipient.domain)", "require: tls")));
    }
}
