package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Mistakes that are seen only by what conditions mean: what excludes each other, what implies another, what meets. */
class RuleLogicTest {

    private static final String LISTS =
            "lists: {labs: [lab.example, mail.example], all: [lab.example, mail.example, c.example], nobody: [],"
                    + " staff: [jane@mail.example]}";

    private static final String OR = " exclude each other, did you mean `||`?";
    private static final String EACH_OTHER = " exclude each other";

    /** @param why empty when the rule may match */
    private record Never(String when, String why) {}

    private static final List<Never> NEVER = List.of(
            new Never("time.hour < 8 && time.hour > 18", "`time.hour < 8` and `time.hour > 18`" + OR),
            new Never("18 < time.hour && 8 > time.hour", "`18 < time.hour` and `8 > time.hour`" + OR),
            new Never("time.hour < 8 && patient.known && time.hour >= 8", "`time.hour < 8` and `time.hour >= 8`" + OR),
            new Never("time.hour > 23", "`time.hour > 23` never holds"),
            new Never("time.hour > 24", "time.hour is 0 to 23 and never reaches 24"),
            new Never("time.hour == 7 && time.hour == 8", "`time.hour == 7` and `time.hour == 8`" + OR),
            new Never("time.hour in [7, 8] && time.hour in [9]", "`time.hour in [7, 8]` and `time.hour in [9]`" + OR),
            new Never(
                    "time.weekday == 'saturday' && time.weekday == 'sunday'",
                    "`time.weekday == \"saturday\"` and `time.weekday == \"sunday\"`" + OR),
            new Never(
                    "time.weekday in ['saturday', 'sunday'] && time.weekday != 'saturday' && time.weekday != 'sunday'",
                    "`time.weekday in [\"saturday\", \"sunday\"]`, `time.weekday != \"saturday\"` and"
                            + " `time.weekday != \"sunday\"`" + EACH_OTHER),
            new Never(
                    "time.date >= '2026-12-24' && time.date <= '2026-01-02'",
                    "`time.date >= \"2026-12-24\"` and `time.date <= \"2026-01-02\"`" + OR),
            new Never(
                    "time.date == '2026-01-05' && time.weekday == 'sunday'",
                    "`time.date == \"2026-01-05\"` and `time.weekday == \"sunday\"`" + OR),
            new Never(
                    "time.date > '2026-12-01' && time.year == 2025",
                    "`time.date > \"2026-12-01\"` and `time.year == 2025`" + OR),
            new Never(
                    "recipient.domain == 'a.example' && recipient.domain in ['b.example', 'c.example']",
                    "`recipient.domain == \"a.example\"` and `recipient.domain in [\"b.example\", \"c.example\"]`"
                            + OR),
            new Never(
                    "recipient.domain in lists.labs && recipient.domain == 'c.example'",
                    "`recipient.domain in lists.labs` and `recipient.domain == \"c.example\"`" + OR),
            new Never(
                    "recipient.domain in ['a.example'] && recipient.domain in lists.labs",
                    "`recipient.domain in [\"a.example\"]` and `recipient.domain in lists.labs`" + OR),
            new Never(
                    "recipient.domain in lists.labs && !(recipient.domain in lists.all)",
                    "`recipient.domain in lists.labs` and `!(recipient.domain in lists.all)`" + EACH_OTHER),
            new Never("lists.nobody.exists(d, recipient.domain.endsWith(d))", "the list lists.nobody is empty"),
            new Never(
                    "recipient.domain == 'a.example' && recipient.domain.endsWith('.org')",
                    "`recipient.domain == \"a.example\"` and `recipient.domain.endsWith(\".org\")`" + OR),
            new Never(
                    "recipient.domain.endsWith('.example') && recipient.domain.endsWith('.org')",
                    "`recipient.domain.endsWith(\".example\")` and `recipient.domain.endsWith(\".org\")`" + OR),
            new Never(
                    "message.subject.startsWith('[a]') && message.subject.startsWith('[b]')",
                    "`message.subject.startsWith(\"[a]\")` and `message.subject.startsWith(\"[b]\")`" + OR),
            new Never(
                    "message.subject.startsWith('[a] b') && !message.subject.contains('a] ')",
                    "`message.subject.startsWith(\"[a] b\")` and `!message.subject.contains(\"a] \")`" + EACH_OTHER),
            new Never(
                    "recipient.address == 'jane@mail.example' && recipient.domain == 'lab.example'",
                    "`recipient.address == \"jane@mail.example\"` and `recipient.domain == \"lab.example\"`" + OR),
            new Never(
                    "recipient.address.endsWith('@a.example') && recipient.domain == 'b.example'",
                    "`recipient.address.endsWith(\"@a.example\")` and `recipient.domain == \"b.example\"`" + OR),
            new Never(
                    "sender.address in lists.staff && sender.local_part == 'joe'",
                    "`sender.address in lists.staff` and `sender.local_part == \"joe\"`" + OR),
            new Never(
                    "message.size > 1000 && message.size < 500", "`message.size > 1000` and `message.size < 500`" + OR),
            new Never("message.size < 0", "`message.size < 0` never holds"),
            new Never(
                    "size(attachments) == 0 && attachments.size() > 2",
                    "`size(attachments) == 0` and `attachments.size() > 2`" + OR),
            new Never(
                    "findings.counts['ssn'] > 5 && findings.total < 3",
                    "`findings.counts[\"ssn\"] > 5` and `findings.total < 3`" + OR),
            new Never("patient.known && patient.count == 0", "`patient.known` and `patient.count == 0`" + OR),
            new Never("!patient.known && patient.count > 1", "`!patient.known` and `patient.count > 1`" + EACH_OTHER),
            new Never(
                    "consent.status == 'granted' && patient.count < 1",
                    "`consent.status == \"granted\"` and `patient.count < 1`" + OR),
            new Never("time.month == 2 && time.day == 30", "`time.month == 2` and `time.day == 30`" + OR),
            new Never("time.day == 31 && time.month in [4, 6]", "`time.day == 31` and `time.month in [4, 6]`" + OR),
            new Never("time.day > 29 && time.month == 2", "`time.day > 29` and `time.month == 2`" + OR),
            new Never(
                    "'ssn' in findings.kinds && findings.counts['ssn'] < 1",
                    "`\"ssn\" in findings.kinds` and `findings.counts[\"ssn\"] < 1`" + OR),
            new Never(
                    "'ssn' in findings.kinds && !has(findings.counts.ssn)",
                    "`\"ssn\" in findings.kinds` and `!has(findings.counts.ssn)`" + EACH_OTHER),
            new Never("findings.health && !findings.phi", "`findings.health` and `!findings.phi`" + EACH_OTHER),
            new Never(
                    "!findings.phi && findings.identified_health",
                    "`!findings.phi` and `findings.identified_health`" + EACH_OTHER),
            new Never(
                    "patient.known && consent.status == 'not-a-patient'",
                    "`patient.known` and `consent.status == \"not-a-patient\"`" + OR),
            new Never(
                    "consent.reason == 'expired' && consent.status == 'granted'",
                    "`consent.reason == \"expired\"` and `consent.status == \"granted\"`" + OR),
            new Never(
                    "\"'tls' in consent.channels && consent.status == 'none'\"",
                    "`\"tls\" in consent.channels` and `consent.status == \"none\"`" + OR),
            new Never(
                    "message.header('Precedence') == 'bulk' && !('precedence' in message.headers)",
                    "`message.header(\"Precedence\") == \"bulk\"` and `!(\"precedence\" in message.headers)`"
                            + EACH_OTHER),
            new Never(
                    "message.header('PRECEDENCE') == 'bulk' && message.header('precedence') == 'list'",
                    "`message.header(\"PRECEDENCE\") == \"bulk\"` and `message.header(\"precedence\") == \"list\"`"
                            + OR),
            new Never(
                    "attachments.exists(a, a.size > 5) && !attachments.exists(a, a.size > 5)",
                    "`attachments.exists(a, …)` and `!attachments.exists(a, …)`" + EACH_OTHER),
            new Never(
                    "patient.known == true && patient.known == false",
                    "`patient.known` and `!patient.known`" + EACH_OTHER),
            new Never(
                    "(time.hour < 8 && time.hour > 18) || (patient.known && !patient.known)",
                    "`time.hour < 8` and `time.hour > 18`" + OR),
            new Never("findings.phi && (patient.known ? false : findings.total < 0)", "it is false"),
            new Never(
                    "(time.hour < 8 || time.hour > 18) && time.hour == 12",
                    "`time.hour < 8` and `time.hour == 12`" + OR));

    @TestFactory
    Stream<DynamicTest> warnsOfConditionsThatNeverHold() {
        return NEVER.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.when(),
                        () -> assertThat(warnings(rule("one", one.when(), "require: tls")))
                                .containsExactly("this rule never matches: " + one.why())));
    }

    @TestFactory
    Stream<DynamicTest> saysNothingOfConditionsThatMayHold() {
        return Stream.of(
                        "time.hour < 8 || time.hour > 18",
                        "time.hour < 8 && time.hour == 7",
                        "time.hour <= 8 && time.hour == 8",
                        "time.hour > 8 && time.hour == 9",
                        "time.hour >= 8 && 8 == time.hour",
                        "time.hour in [7, 9] && time.hour > 7 && time.hour < 23",
                        "message.size > 1000 && 1002 > message.size",
                        "time.date > '2026-01-05' && time.date < '2026-01-07' && time.weekday == 'tuesday'",
                        "time.hour >= 8 && time.hour < 18",
                        "patient.known && patient.count == 2",
                        "time.month == 2 && time.day == 29",
                        "time.month in [2, 12] && time.day > 30",
                        "time.hour > 22 && time.weekday in ['saturday', 'sunday']",
                        "time.date >= '2026-12-24' && time.date <= '2027-01-02' && time.year == 2027",
                        "recipient.domain in lists.labs && recipient.domain != 'lab.example'",
                        "recipient.domain.endsWith('.example') && recipient.domain.endsWith('b.example')",
                        "message.subject.startsWith('a') && message.subject.endsWith('b') && message.subject.contains('c')",
                        "message.subject.startsWith('a') && !message.subject.startsWith('ab')",
                        "recipient.address == 'jane@mail.example' && recipient.domain == 'mail.example'",
                        "recipient.domain == 'a.example' && sender.domain == 'b.example'",
                        "findings.phi && !findings.identifier && !findings.clinical",
                        "findings.counts['ssn'] > 5 && findings.total < 7",
                        "size(attachments) > 1 && attachments[0].name == 'a' && attachments[1].name == 'b'",
                        "attachments.exists(a, a.name == 'a') && attachments.exists(a, a.name == 'b')",
                        "message.header('X-A') == 'a' && message.header('X-B') == 'b'",
                        "message.subject < 'a' && message.subject > 'b'")
                .map(when -> DynamicTest.dynamicTest(
                        when,
                        () -> assertThat(warnings(rule("one", when, "require: tls")))
                                .isEmpty()));
    }

    private record Idle(String when, String warning) {}

    @TestFactory
    Stream<DynamicTest> warnsOfPartsThatDoNothing() {
        return Stream.of(
                        new Idle(
                                "recipient.domain != 'a.example' || recipient.domain ^!= 'b.example'",
                                "this rule matches every message: either `recipient.domain != \"a.example\"` or"
                                        + " `recipient.domain != \"b.example\"` always holds, did you mean `&&`?"),
                        new Idle(
                                "findings.phi && (time.hour >= 8 || time.hour ^<= 18)",
                                "this part does nothing: either `time.hour >= 8` or `time.hour <= 18` always holds, did"
                                        + " you mean `&&`?"),
                        new Idle(
                                "findings.phi || (time.hour < 8 && time.hour ^> 18)",
                                "this part does nothing: `time.hour < 8` and `time.hour > 18`" + OR),
                        new Idle(
                                "patient.known || !patient^.known",
                                "this rule matches every message: either `patient.known` or `!patient.known` always"
                                        + " holds, did you mean `&&`?"),
                        new Idle(
                                "findings.phi || recipient.domain ^in lists.nobody",
                                "this part does nothing: the list lists.nobody is empty"),
                        new Idle(
                                "message.size ^>= 0",
                                "this rule matches every message: `message.size >= 0` always holds"))
                .map(one -> DynamicTest.dynamicTest(one.when(), () -> {
                    List<RuleWarning> warnings = Sample.rules(
                                    file(rule("one", one.when().replace("^", ""), "require: tls")))
                            .warnings();
                    assertThat(warnings).extracting(RuleWarning::text).containsExactly(one.warning());
                    int before = "  - {name: one, when: \"".length() + 1;
                    assertThat(warnings.getFirst().column())
                            .isEqualTo(before + one.when().indexOf('^'));
                }));
    }

    @Test
    void aRuleForEveryMessageThatSaysSoIsMeant() {
        assertThat(warnings(rule("one", "true", "require: tls"))).isEmpty();
    }

    private record Pair(String when, String demand, String other, String otherDemand, String warning) {}

    private static final String NOTHING = "adds nothing";
    private static final String HELD = "whatever this rule matches is held";

    @TestFactory
    Stream<DynamicTest> warnsOfRulesThatAnotherImplies() {
        return Stream.of(
                        new Pair(
                                "recipient.domain in ['a.example', 'b.example']",
                                "require: smime",
                                "recipient.domain == 'a.example'",
                                "require: tls",
                                NOTHING),
                        new Pair(
                                "recipient.domain == 'a.example' || recipient.domain == 'b.example'",
                                "require: smime",
                                "recipient.domain in ['b.example', 'a.example']",
                                "require: tls",
                                NOTHING),
                        new Pair(
                                "recipient.domain in lists.all",
                                "require: tls",
                                "recipient.domain in lists.labs",
                                "require: tls",
                                NOTHING),
                        new Pair(
                                "recipient.domain in lists.labs",
                                "require: smime",
                                "recipient.domain in lists.all",
                                "require: tls",
                                ""),
                        new Pair(
                                "recipient.domain.endsWith('.example')",
                                "require: tls",
                                "recipient.domain == 'a.example' && findings.phi",
                                "require: tls",
                                NOTHING),
                        new Pair(
                                "recipient.domain == 'mail.example'",
                                "require: tls",
                                "recipient.address == 'jane@mail.example'",
                                "require: plain",
                                NOTHING),
                        new Pair(
                                "findings.phi",
                                "require: smime",
                                "findings.identifier && patient.known",
                                "require: tls",
                                NOTHING),
                        new Pair("findings.phi", "require: smime", "findings.total > 5", "require: tls", ""),
                        new Pair(
                                "findings.total > 3",
                                "hold: true",
                                "findings.counts['ssn'] > 5",
                                "hold: true",
                                NOTHING),
                        new Pair(
                                "findings.total > 3",
                                "hold: true",
                                "findings.counts['ssn'] > findings.counts['mrn'] && findings.counts['ssn'] > 5",
                                "hold: true",
                                NOTHING),
                        new Pair(
                                "time.hour < 8 || time.hour > 18",
                                "hold: true",
                                "time.hour > 20",
                                "hold: true",
                                NOTHING),
                        new Pair(
                                "time.weekday != 'sunday'",
                                "require: tls",
                                "time.weekday in ['monday', 'tuesday']",
                                "require: tls",
                                NOTHING),
                        new Pair("true", "require: tls", "findings.phi", "require: plain", NOTHING),
                        new Pair(
                                "patient.known",
                                "exactly: tls",
                                "consent.status == 'granted'",
                                "exactly: portal",
                                HELD),
                        new Pair(
                                "recipient.domain in lists.labs",
                                "exactly: tls",
                                "recipient.domain == 'lab.example'",
                                "require: smime",
                                HELD),
                        // What fails holds the message, which the other rule does not.
                        new Pair(
                                "patient.known",
                                "require: smime",
                                "patient.known && message.headers['x'][0] == 'y'",
                                "require: tls",
                                ""),
                        new Pair(
                                "message.headers['x'][0] == 'y'",
                                "require: smime",
                                "message.headers['x'][0] == 'y' && patient.known",
                                "require: tls",
                                NOTHING),
                        new Pair("patient.known", "require: smime", "patient.known", "smime: aes-256-cbc", ""))
                .map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> {
                    List<String> warnings = warnings(pair);
                    if (pair.warning().isEmpty()) {
                        assertThat(warnings).isEmpty();
                    } else {
                        assertThat(warnings)
                                .singleElement()
                                .asString()
                                .contains(pair.warning(), "rule \"first\" (line 4)");
                    }
                }));
    }

    @Test
    void keepsARuleWhoseNextHopComesBeforeThatOfAnother() {
        assertThat(warnings(
                        rule("first", "findings.phi", "via: 'a.example:25'"),
                        rule("second", "patient.known", "via: 'b.example:25'"),
                        rule("third", "findings.phi || time.hour < 8", "via: 'a.example:25'")))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> warnsOfRulesForTheSamePeopleThatContradictEachOther() {
        return Stream.of(
                        new Pair(
                                "recipient.domain in ['a.example', 'b.example']",
                                "exactly: tls",
                                "recipient.domain in ['b.example', 'c.example']",
                                "exactly: portal",
                                "recipient.domain is \"b.example\""),
                        new Pair(
                                "recipient.domain in lists.labs",
                                "exactly: tls",
                                "recipient.domain in ['lab.example', 'x.example'] && findings.phi",
                                "require: smime",
                                "recipient.domain is \"lab.example\""),
                        new Pair(
                                "recipient.domain == 'mail.example' && time.hour < 8",
                                "exactly: tls",
                                "recipient.address == 'jane@mail.example'",
                                "exactly: smime",
                                "recipient.domain is \"mail.example\""),
                        new Pair(
                                "recipient.domain in lists.labs && time.hour < 8",
                                "exactly: tls",
                                "recipient.domain in lists.labs && time.hour > 18",
                                "exactly: portal",
                                ""),
                        new Pair(
                                "recipient.domain in lists.labs && message.subject.startsWith('[a')",
                                "exactly: tls",
                                "recipient.domain in lists.labs && message.subject.contains('b')",
                                "exactly: portal",
                                "recipient.domain is \"lab.example\""),
                        // That a rule for some people and a keyword meet is what rules are for.
                        new Pair(
                                "recipient.domain in lists.labs",
                                "exactly: tls",
                                "message.subject.startsWith('[secure]')",
                                "require: smime",
                                ""),
                        new Pair(
                                "recipient.domain in ['a.example', 'b.example']",
                                "require: tls",
                                "recipient.domain in ['b.example', 'c.example']",
                                "require: portal",
                                ""),
                        // Nobody knows whether there is such a message.
                        new Pair(
                                "recipient.domain in lists.labs && patient.part2",
                                "exactly: tls",
                                "recipient.domain in lists.labs && !patient.known",
                                "exactly: smime",
                                ""),
                        new Pair(
                                "recipient.domain in lists.labs && patient.marketing",
                                "exactly: tls",
                                "recipient.domain in lists.labs && !patient.known",
                                "exactly: smime",
                                ""),
                        new Pair(
                                "recipient.domain in lists.labs && patient.language == 'es'",
                                "exactly: tls",
                                "recipient.domain in lists.labs && !patient.known",
                                "exactly: smime",
                                ""),
                        new Pair(
                                "recipient.domain in lists.labs && 'ssn' in findings.kinds",
                                "exactly: tls",
                                "recipient.domain in lists.labs && !findings.identifier",
                                "exactly: portal",
                                ""),
                        new Pair(
                                "recipient.domain in lists.labs && 'ssn' in findings.kinds",
                                "exactly: tls",
                                "recipient.domain in lists.labs && !findings.phi",
                                "exactly: portal",
                                ""),
                        new Pair(
                                "recipient.domain in lists.labs && findings.clinical",
                                "exactly: tls",
                                "recipient.domain in lists.labs && findings.total == 0",
                                "exactly: portal",
                                ""),
                        new Pair(
                                "recipient.domain in lists.labs && findings.first_time",
                                "exactly: tls",
                                "recipient.domain in lists.labs && !findings.phi",
                                "exactly: portal",
                                ""),
                        new Pair(
                                "recipient.domain in lists.labs && message.subject.matches('a+')",
                                "exactly: tls",
                                "recipient.domain in ['lab.example', 'x.example']",
                                "exactly: portal",
                                ""))
                .map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> {
                    List<String> warnings = warnings(pair);
                    if (pair.warning().isEmpty()) {
                        assertThat(warnings).isEmpty();
                    } else {
                        assertThat(warnings)
                                .containsExactly("what rule \"first\" (line 4) matches as well is held, such as where "
                                        + pair.warning() + ": the two demand different protections");
                    }
                }));
    }

    /** Of the two together; what is said of one alone has its own tests. */
    private static List<String> warnings(Pair pair) {
        return warnings(rule("first", pair.when(), pair.demand()), rule("second", pair.other(), pair.otherDemand()))
                .stream()
                .filter(warning -> !warning.contains("may not have this"))
                .toList();
    }

    private static List<String> warnings(String... rules) {
        return Sample.rules(file(rules)).warnings().stream()
                .map(RuleWarning::text)
                .toList();
    }

    private static String file(String... rules) {
        List<String> lines = new ArrayList<>(List.of("version: 1", LISTS, "rules:"));
        lines.addAll(List.of(rules));
        return String.join("\n", lines) + "\n";
    }

    private static String rule(String name, String when, String demand) {
        String quoted = when.startsWith("\"") ? when : "\"" + when + "\"";
        return "  - {name: " + name + ", when: " + quoted + ", " + demand + "}";
    }
}
