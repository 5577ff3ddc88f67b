package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.inspect.PhiKind;

/** Rules that are valid and most likely not meant are named with their place and why; what may be meant is not. */
class RuleWarningsTest {

    /** @param warning the whole one, or empty when none is wanted */
    private record Case(String behaviour, String yaml, String warning) {}

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

    @TestFactory
    Stream<DynamicTest> warnsOfEntriesThatAMessageMayNotHave() {
        String fails =
                " may not have this entry: then this fails, which holds the message unless the rest of the condition"
                        + " rules it out; write ";
        String field =
                "a message may not have this field: then this fails, which holds the message unless the rest of the"
                        + " condition rules it out; write message.header(\"precedence\"), which is empty then";
        return each(
                doubt(
                        "the first attachment",
                        "attachments^[0].type == `application/pdf`",
                        "attachments" + fails + "attachments.exists(e, …), or \"size(attachments) > 0 &&\" before it"),
                doubt(
                        "the second, beside something else",
                        "patient.known && attachments^[1].size > 3",
                        "attachments" + fails + "attachments.exists(e, …), or \"size(attachments) > 1 &&\" before it"),
                doubt(
                        "the first channel",
                        "consent.channels^[0] == `tls`",
                        "consent.channels" + fails
                                + "consent.channels.exists(e, …), or \"size(consent.channels) > 0 &&\" before it"),
                doubt("a field of the header", "message.headers^[`precedence`][0] == `bulk`", field),
                doubt("by its name", "`bulk` in message.headers^.precedence", field),
                doubt(
                        "beyond the end of a list",
                        "recipient.domain == lists.labs^[1]",
                        "lists.labs" + fails + "lists.labs.exists(e, …), or \"size(lists.labs) > 1 &&\" before it"),
                fine("an entry of a list", one("recipient.domain == lists.labs[0]", "require: tls")),
                fine("one's own list", one("time.hour == [1, 2][1]", "require: tls")),
                fine("a part of a text", one("message.subject.split(' ')[0] == 'a'", "require: tls")),
                fine("what was asked for", one("size(attachments) > 0 && attachments[0].size > 9", "require: tls")),
                fine("as a method", one("attachments.size() == 1 && attachments[0].size > 9", "require: tls")),
                fine("as a whole", one("attachments != [] && attachments[0].size > 9", "require: tls")),
                fine(
                        "a field that was asked for",
                        one("'precedence' in message.headers && message.headers['precedence'][0] == 'b'", "tag: a")),
                fine(
                        "a field that has something",
                        one("message.header('Precedence') != '' && message.headers.precedence[0] == 'b'", "tag: a")),
                fine("the second way", one("attachments.size() == 0 || attachments[0].name == 'a'", "require: tls")));
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

    @TestFactory
    Stream<DynamicTest> warnsOfThePortalForWhomItCannotServe() {
        String stranger =
                "rules.yaml:5:5: warning: whatever this rule matches is held: the portal serves an address that"
                        + " one patient has, and this rule matches no such address";
        return each(
                new Case("no patients", one("'!patient.known'", "require: portal"), stranger),
                new Case("that alone", one("'!patient.known && findings.phi'", "exactly: portal"), stranger),
                new Case(
                        "no patient by the status",
                        one("consent.status == 'not-a-patient'", "require: portal"),
                        stranger),
                new Case("several patients", one("patient.count > 1", "require: portal"), stranger),
                fine("more than that, which is held anyway", one("'!patient.known'", "hold: true")),
                fine("S/MIME", one("'!patient.known'", "require: smime")),
                fine("patients", one("patient.known", "require: portal")),
                fine("a patient", one("patient.count >= 1", "require: portal")),
                fine("anyone", one("findings.phi", "require: portal")));
    }

    @Test
    void saysOfTheWeakerOfTwoThatItAddsNothingWhicheverComesFirst() {
        RuleSet rules = Sample.rules(file("patient.known", "require: tls", "patient.known", "require: smime"));

        assertThat(rules.warnings())
                .extracting(RuleWarning::toString)
                .containsExactly("rules.yaml:5:5: warning: this rule adds nothing: rule \"second\" (line 6) matches the"
                        + " same and demands as much");
    }

    /** @param when with a {@code ^} before the place that the warning names */
    private static Case never(String behaviour, String when, String why) {
        String condition = when.replace("^", "");
        int column = "  - {name: one, when: ".length() + 1 + when.indexOf('^') + (isQuoted(condition) ? 0 : 1);
        return new Case(
                behaviour,
                one(condition, "require: tls"),
                "rules.yaml:5:" + column + ": warning: this rule never matches: " + why);
    }

    /** @param when with texts between backticks, and a {@code ^} before the place that the warning names */
    private static Case doubt(String behaviour, String when, String why) {
        int column = "  - {name: one, when: \"".length() + 1 + when.indexOf('^');
        return new Case(
                behaviour,
                one(when.replace('`', '\'').replace("^", ""), "require: tls"),
                "rules.yaml:5:" + column + ": warning: " + why);
    }

    private static String domain(String wrong, String right) {
        return "recipient.domain is in lower case and never \"" + wrong + "\", write \"" + right + "\"";
    }

    private static Case fine(String behaviour, String yaml) {
        return new Case(behaviour, yaml, "");
    }

    private static Case two(
            String behaviour, String first, String demand, String second, String other, String warning) {
        return new Case(
                behaviour,
                file(first, demand, second, other),
                warning.isEmpty() ? "" : "rules.yaml:6:5: warning: " + warning);
    }

    private static String one(String when, String demand) {
        return "version: 1\nlists: {labs: [lab.example.org], nobody: [], staff: [ada@mail.example],"
                + " mixed: [mail.example, ada@mail.example]}\nrules:\n  # Here.\n"
                + rule("one", when, demand);
    }

    private static String file(String first, String demand, String second, String other) {
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

    private static Stream<DynamicTest> each(Case... cases) {
        return Stream.of(cases)
                .map(one -> DynamicTest.dynamicTest(
                        one.behaviour(),
                        () -> assertThat(Sample.rules(one.yaml()).warnings())
                                .extracting(RuleWarning::toString)
                                .isEqualTo(one.warning().isEmpty() ? List.of() : List.of(one.warning()))));
    }
}
