package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What is said of conditions without a message is true of every message: it is compared with what evaluations come to. On
 * this rests every warning, so conditions and messages here are alike, and often meet.
 */
class CasesPropertyTest {

    private static final RuleLists LISTS = new RuleLists(Map.of(
            "nobody", List.of(),
            "labs", List.of("lab.example", "mail.example"),
            "staff", List.of("jane@mail.example", "joe@lab.example")));

    private final ConditionCompiler compiler = new ConditionCompiler(LISTS);

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void whatNeverIsNeverHappens(@ForAll("conditions") String condition, @ForAll("messages") Facts message) {
        Condition compiled = compiled(condition);
        Condition.Outcome outcome = compiled.evaluate(Variables.of(message, LISTS));

        for (Wanted wanted : Wanted.values()) {
            if (compiled.tree().cases(wanted).isNever()) {
                assertThat(is(outcome, wanted))
                        .as("%s is %s", condition, wanted)
                        .isFalse();
            }
        }
        if (compiled.tree().failures().isNever()) {
            assertThat(outcome).isNotInstanceOf(Condition.Outcome.Failed.class);
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void whatExcludesEachOtherNeverComesTogether(
            @ForAll("conditions") String one, @ForAll("conditions") String other, @ForAll("messages") Facts message) {
        Condition first = compiled(one);
        Condition second = compiled(other);
        Condition.Outcome ofFirst = first.evaluate(Variables.of(message, LISTS));
        Condition.Outcome ofSecond = second.evaluate(Variables.of(message, LISTS));

        for (Wanted wanted : Wanted.values()) {
            Cases cases = first.tree().cases(wanted);
            for (Wanted alsoWanted : Wanted.values()) {
                if (cases.exclude(second.tree().cases(alsoWanted))) {
                    assertThat(is(ofFirst, wanted) && is(ofSecond, alsoWanted))
                            .as("%s is %s and %s is %s", one, wanted, other, alsoWanted)
                            .isFalse();
                }
            }
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void whatIsSaidOfPartsHolds(@ForAll("conditions") String condition, @ForAll("messages") Facts message) {
        boolean always = compiler.compile(condition)
                        instanceof ConditionCompiler.Compiled(Condition any, List<ConditionCompiler.Fault> doubts)
                && doubts.stream().anyMatch(doubt -> doubt.text().startsWith("this rule matches every message"));

        if (always) {
            assertThat(compiled(condition).evaluate(Variables.of(message, LISTS)))
                    .isInstanceOf(Condition.Outcome.Fits.class);
        }
    }

    private static boolean is(Condition.Outcome outcome, Wanted wanted) {
        boolean fits = outcome instanceof Condition.Outcome.Fits;
        boolean differs = outcome instanceof Condition.Outcome.Differs;
        return switch (wanted) {
            case TRUE -> fits;
            case FALSE -> differs;
            case NOT_TRUE -> !fits;
            case NOT_FALSE -> !differs;
        };
    }

    private Condition compiled(String condition) {
        if (compiler.compile(condition) instanceof ConditionCompiler.Compiled compiled) {
            return compiled.condition();
        }
        throw new AssertionError(condition);
    }

    /** Of one field or a few, so that they often say something of each other. */
    @Provide
    Arbitrary<String> conditions() {
        List<List<String>> fields = List.of(
                List.of(
                        "recipient.domain == 'lab.example'",
                        "recipient.domain != 'lab.example'",
                        "recipient.domain == 'Lab.example'",
                        "recipient.domain in ['lab.example', 'other.example']",
                        "recipient.domain in lists.labs",
                        "recipient.domain in lists.nobody",
                        "recipient.domain.startsWith('lab')",
                        "recipient.domain.endsWith('.example')",
                        "recipient.domain.contains('b.ex')",
                        "recipient.address.endsWith('@mail.example')",
                        "recipient.address == 'jane@mail.example'",
                        "recipient.address in lists.staff",
                        "recipient.local_part == 'jane'",
                        "lists.nobody.exists(e, e == recipient.domain)",
                        "lists.labs.exists(e, recipient.domain.endsWith(e))",
                        "recipient.domain == sender.domain"),
                List.of(
                        "time.hour < 8",
                        "time.hour >= 18",
                        "8 <= time.hour",
                        "time.hour in [7, 8, 9]",
                        "time.hour == 8",
                        "time.hour > 23",
                        "time.weekday == 'monday'",
                        "time.weekday in ['saturday', 'sunday']",
                        "time.weekday != 'sunday'",
                        "time.date == '2026-01-05'",
                        "time.date >= '2026-01-06'",
                        "time.date < '2026-01-06'",
                        "time.date != '5.1.2026'",
                        "time.day == 5",
                        "time.month != 1",
                        "time.month == 2",
                        "time.day >= 30",
                        "time.year < 2026",
                        "time.hour * 60 + time.minute > 480"),
                List.of(
                        "message.subject == '[secure] x'",
                        "message.subject.startsWith('[secure]')",
                        "message.subject.startsWith('x')",
                        "message.subject.contains('secure')",
                        "message.subject.endsWith('x')",
                        "size(message.subject) > 3",
                        "message.subject.size() == 0",
                        "message.subject in ['', 'x']",
                        "message.subject.lowerAscii() == 'x'",
                        "message.size > 1000",
                        "message.size <= 1000",
                        "message.size >= 0",
                        "message.header('Precedence') == 'bulk'",
                        "message.header('precedence') != ''",
                        "'precedence' in message.headers",
                        "message.headers['precedence'][0] == 'bulk'",
                        "message.headers['precedence'][0] != 'bulk'",
                        "message.purpose == 'marketing'",
                        "message.purpose in ['treatment', 'payment', '']"),
                List.of(
                        "findings.phi",
                        "findings.health",
                        "findings.identifier",
                        "findings.clinical == true",
                        "findings.identified_health",
                        "findings.other_patient != true",
                        "'ssn' in findings.kinds",
                        "'ssn' in findings.counts",
                        "has(findings.counts.ssn)",
                        "findings.counts['ssn'] > 2",
                        "findings.counts.ssn <= 2",
                        "findings.total == 0",
                        "findings.total > 2",
                        "findings.kinds.exists(k, k == 'ssn')",
                        "1 / findings.total > 0",
                        "findings.counts['ssn'] < 1",
                        "findings.counts['mrn'] == 0",
                        "'snn' in findings.kinds"),
                List.of(
                        "patient.known",
                        "patient.count > 0",
                        "patient.count == 0",
                        "!patient.known",
                        "consent.status == 'granted'",
                        "consent.status == 'not-a-patient'",
                        "consent.status in ['none', 'refused', 'wrote-first']",
                        "consent.status != 'gone'",
                        "consent.reason == 'expired'",
                        "consent.reason == ''",
                        "'tls' in consent.channels",
                        "'fax' in consent.channels",
                        "'treatment' in consent.purposes",
                        "consent.channels[0] == 'tls'",
                        "patient.marketing",
                        "patient.request"),
                List.of("true", "false", "patient.known", "findings.phi", "time.hour < 8", "size(attachments) > 0"));
        return Arbitraries.of(fields).flatMap(field -> grown(Arbitraries.of(field), 2));
    }

    private static Arbitrary<String> grown(Arbitrary<String> atoms, int depth) {
        if (depth == 0) {
            return atoms;
        }
        Arbitrary<String> less = grown(atoms, depth - 1);
        Arbitrary<String> joined = Combinators.combine(less, Arbitraries.of("&&", "&&", "||"), less)
                .as((one, sign, other) -> "(" + one + " " + sign + " " + other + ")");
        Arbitrary<String> chosen = Combinators.combine(less, less, less)
                .as((test, one, other) -> "(" + test + " ? " + one + " : " + other + ")");
        return Arbitraries.oneOf(less, joined, joined, joined, less.map(one -> "!(" + one + ")"), chosen);
    }

    @Provide
    Arbitrary<Facts> messages() {
        Arbitrary<Facts> consents = new OnlyStrongerTest().facts();
        Arbitrary<String> people = Arbitraries.of(
                "jane@mail.example", "joe@lab.example", "jane@lab.example", "x@other.example", "jane@sub.lab.example");
        Arbitrary<String> subjects = Arbitraries.of("", "x", "X", "[secure] x", "[secure]", "not secure x");
        Arbitrary<Map<String, List<String>>> headers = Arbitraries.of(
                Map.of(),
                Map.of("precedence", List.of("bulk")),
                Map.of("precedence", List.of("")),
                Map.of("precedence", List.of("list", "bulk")),
                Map.of("x-sealpost-purpose", List.of("marketing")),
                Map.of("x-sealpost-purpose", List.of("nonsense")));
        Arbitrary<Long> sizes = Arbitraries.of(0L, 999L, 1000L, 1001L);
        Arbitrary<Integer> hours = Arbitraries.of(-17, 0, 6, 7, 8, 9, 17, 18, 23, 24, 32, 24 * 6, 24 * 31);
        Arbitrary<Map<String, Integer>> counts = Arbitraries.maps(Arbitraries.of("ssn", "mrn"), Arbitraries.of(1, 2, 3))
                .ofMaxSize(2);
        return Combinators.combine(consents, people, subjects, headers, sizes, hours, counts)
                .as((facts, person, subject, header, size, hour, count) -> {
                    FindingFacts found = facts.findings();
                    return new Facts(
                            new MessageFacts(
                                    facts.message().practice(),
                                    subject,
                                    facts.message().from(),
                                    size,
                                    header),
                            facts.sender(),
                            new RecipientFacts(
                                    person,
                                    person.substring(0, person.indexOf('@')),
                                    person.substring(person.indexOf('@') + 1)),
                            facts.patient(),
                            facts.consent(),
                            new FindingFacts(
                                    count,
                                    found.identifier(),
                                    found.clinical(),
                                    found.otherPatient(),
                                    Optional.empty(),
                                    Set.of(),
                                    List.of()),
                            facts.attachments(),
                            Sample.NOW
                                    .withYear(2026)
                                    .withMonth(1)
                                    .withDayOfMonth(5)
                                    .withHour(0)
                                    .plusHours(hour),
                            facts.failures());
                });
    }
}
