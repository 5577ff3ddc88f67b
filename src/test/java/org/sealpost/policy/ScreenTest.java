package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is told of a condition by a look at the facts is what its evaluation gives, and where that fails nothing is told. */
class ScreenTest {

    /** Every field and form that it knows, and some that it does not. */
    private static final List<String> ATOMS = List.of(
            "patient.known",
            "patient.part2",
            "patient.restricted",
            "patient.marketing",
            "patient.request",
            "findings.phi",
            "findings.health",
            "findings.identifier",
            "findings.clinical",
            "findings.identified_health",
            "findings.other_patient",
            "findings.malware",
            "findings.shared_address",
            "findings.lookalike_domain",
            "findings.first_time",
            "findings.uninspectable",
            "'diagnosis-code' in findings.kinds",
            "'phone' in findings.counts",
            "'x-sealpost-label' in message.headers",
            "'X-Sealpost-Label' in message.headers",
            "findings.total > 2",
            "findings.total >= 2",
            "findings.total < 2",
            "findings.total <= 2",
            "findings.counts['phone'] > 0",
            "findings.counts.phone == 0",
            "findings.counts['diagnosis-code'] >= 2",
            "message.size > 1000",
            "patient.count >= 2",
            "message.subject.lowerAscii().startsWith('[secure]')",
            "message.subject.startsWith('[secure]')",
            "message.subject.lowerAscii().contains('\u00c4rzte')",
            "message.subject == 'Hello'",
            "message.subject != 'Hello'",
            "message.practice == 'default'",
            "message.purpose == 'marketing'",
            "message.purpose in ['payment', '']",
            "message.from.endsWith('@practice.example')",
            "message.header('X-Sealpost-Label').contains('part2')",
            "message.header('x-sealpost-label') == 'a, b'",
            "message.header('Sensitivity').matches('(?i)private|personal')",
            "message.header('Sensitivity').matches('^$|x')",
            "message.subject.matches('(?i)[[] *secure *[]]')",
            "message.subject.matches('^[a-z]|o H')",
            "message.header('Sensitivity').lowerAscii().contains('company-confidential')",
            "message.header(message.subject) == ''",
            "consent.status == 'granted'",
            "consent.status == 'none'",
            "consent.reason == 'none-on-record'",
            "consent.reason != ''",
            "patient.language == 'en'",
            "recipient.local_part == 'jane.roe'",
            "recipient.domain in lists.mails",
            "!(recipient.address in lists.people)",
            "sender.local_part.startsWith('off')",
            "sender.domain != recipient.domain",
            "attachments.exists(a, a.name.matches('(?i)[.]zip$'))",
            "attachments.all(a, a.size > 10)",
            "attachments.exists_one(a, a.size > 10)",
            "attachments.filter(a, a.size > 10).size() > 0",
            "attachments.exists(patient, patient.size > 10)",
            "attachments.map(a, a.name).exists(name, name == 'a.zip')",
            "has(message.headers.sensitivity)",
            "message.headers.exists(h, h.startsWith('x-'))",
            "time.hour > 11",
            "true",
            "false",
            // These fail, always or for some messages.
            "1 / (message.size - message.size) > 0",
            "message.headers['x-sealpost-label'][0] == 'part2'",
            "recipient.domain.substring(9) == 'mple'");

    private static final String RULES =
            "version: 1\nlists: {mails: [mail.example], people: [jane.roe@mail.example]}\nrules:\n";

    private final RuleIndexTest world = new RuleIndexTest();
    private final RuleSet atoms = rules(ATOMS);

    @Property
    void tellsOfEachFieldAndFormWhatAnEvaluationGives(@ForAll("facts") Facts facts) {
        assertTrue(atoms, facts);
    }

    @Property(tries = 200)
    void tellsWhatAnEvaluationGives(
            @ForAll("conditions") List<String> conditions, @ForAll("facts") Facts one, @ForAll("facts") Facts other) {
        RuleSet rules = rules(conditions);
        assertTrue(rules, one);
        assertTrue(rules, other);
    }

    private static void assertTrue(RuleSet rules, Facts facts) {
        Variables variables = Variables.of(facts, rules.lists());
        for (Rule rule : rules.rules()) {
            Condition.Outcome outcome = rule.condition().evaluate(variables);
            switch (rule.condition().tree().screen().look(facts)) {
                case TRUE -> assertThat(outcome).as(rule.note().orElse("")).isEqualTo(new Condition.Outcome.Fits());
                case FALSE -> assertThat(outcome).as(rule.note().orElse("")).isEqualTo(new Condition.Outcome.Differs());
                case OPEN -> {}
            }
        }
    }

    /** A condition, and what a look at a message from practice.example to the stranger jane.roe@mail.example tells. */
    private record Row(String condition, Screen.Answer answer) {}

    @TestFactory
    Stream<DynamicTest> isCertainOfWhatPracticesWrite() {
        return Stream.of(
                        new Row("!patient.known && findings.phi", Screen.Answer.FALSE),
                        new Row("!patient.known && findings.total == 0", Screen.Answer.OPEN),
                        new Row("!patient.known && findings.total < 1", Screen.Answer.TRUE),
                        new Row("message.header('Sensitivity').matches('private')", Screen.Answer.FALSE),
                        new Row("message.header('Sensitivity').matches('^$')", Screen.Answer.TRUE),
                        new Row("message.subject.matches('o')", Screen.Answer.TRUE),
                        new Row("attachments.exists(a, a.size > 10)", Screen.Answer.FALSE),
                        new Row("attachments.all(a, a.size > 10)", Screen.Answer.TRUE),
                        new Row("attachments.exists_one(a, a.size > 10)", Screen.Answer.OPEN),
                        new Row("has(message.headers.sensitivity)", Screen.Answer.OPEN),
                        new Row("1 / (message.size - message.size) > 0 && patient.known", Screen.Answer.FALSE),
                        new Row("1 / (message.size - message.size) > 0 || patient.known", Screen.Answer.OPEN),
                        new Row("1 / (message.size - message.size) > 0 || !patient.known", Screen.Answer.TRUE))
                .map(row -> DynamicTest.dynamicTest(
                        row.condition(),
                        () -> assertThat(rules(row.condition())
                                        .rules()
                                        .getFirst()
                                        .condition()
                                        .tree()
                                        .screen()
                                        .look(withoutAttachments(Sample.toStranger(FindingFacts.nothing()))))
                                .isEqualTo(row.answer())));
    }

    private static Facts withoutAttachments(Facts facts) {
        return new Facts(
                facts.message(),
                facts.sender(),
                facts.recipient(),
                facts.patient(),
                facts.consent(),
                facts.findings(),
                List.of(),
                facts.time());
    }

    /** The rules that practices begin with are not evaluated for a letter that none of them is about. */
    @Test
    void noRuleOfTheDefaultFileIsEvaluatedForAnOrdinaryLetter() throws Exception {
        RuleSet rules = switch (RulesText.read(Path.of("config/rules.yaml")).rules()) {
            case RuleSetResult.Valid(RuleSet valid) -> valid;
            case RuleSetResult.Invalid(var errors) -> throw new AssertionError(errors.toString());
        };

        assertThat(rules.index().candidates(Sample.toStranger(FindingFacts.nothing())))
                .isEmpty();
    }

    /** A condition that goes through too many entries fails; one that is false beside that does not. */
    @Test
    void whatIsFalseIsFalseAlsoBesideWhatGoesOnTooLong() {
        String numbers = IntStream.range(0, 30).boxed().toList().toString();
        String tooLong = numbers + ".all(a, " + numbers + ".all(b, " + numbers + ".all(c, a + b + c >= 0)))";
        Facts facts = Sample.toStranger(FindingFacts.nothing());

        assertThat(outcome(tooLong, facts)).isInstanceOf(Condition.Outcome.Failed.class);
        assertThat(outcome(tooLong + " && patient.known", facts)).isEqualTo(new Condition.Outcome.Differs());
        assertThat(outcome("patient.known && " + tooLong, facts)).isEqualTo(new Condition.Outcome.Differs());
    }

    private static Condition.Outcome outcome(String written, Facts facts) {
        RuleSet rules = rules(written);
        return rules.rules().getFirst().condition().evaluate(Variables.of(facts, rules.lists()));
    }

    private static RuleSet rules(String condition) {
        return rules(List.of(condition));
    }

    private static RuleSet rules(List<String> conditions) {
        StringBuilder file = new StringBuilder(RULES);
        for (int i = 0; i < conditions.size(); i++) {
            file.append("  - {name: r%d, when: \"%s\", require: tls, note: \"%s\"}\n"
                    .formatted(i, conditions.get(i), conditions.get(i)));
        }
        return Sample.rules(file.toString());
    }

    @Provide
    Arbitrary<List<String>> conditions() {
        return condition(2).list().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<String> condition(int depth) {
        Arbitrary<String> atom = Arbitraries.of(ATOMS);
        if (depth == 0) {
            return atom;
        }
        Arbitrary<String> inner = condition(depth - 1);
        Arbitrary<String> joined = Combinators.combine(inner, Arbitraries.of(" && ", " || "), inner)
                .as((one, operator, other) -> "(" + one + ")" + operator + "(" + other + ")");
        Arbitrary<String> chosen = Combinators.combine(inner, inner, inner)
                .as((one, two, three) -> "((" + one + ") ? (" + two + ") : (" + three + "))");
        return Arbitraries.oneOf(atom, atom, joined, inner.map(one -> "!(" + one + ")"), chosen);
    }

    /** The messages of the other properties, with other subjects, fields and doubts. */
    @Provide
    Arbitrary<Facts> facts() {
        Arbitrary<String> subjects =
                Arbitraries.of("", "Hello", "[Secure] Hello", "[SECURE]", "\u00c4rzte", "\u00e4rzte [secure]");
        Arbitrary<Map<String, List<String>>> headers = Arbitraries.of(
                Map.of(),
                Map.of("Sensitivity", List.of("Private")),
                Map.of("Sensitivity", List.of("")),
                Map.of("X-Sealpost-Label", List.of("a", "b")),
                Map.of("X-Sealpost-Label", List.of("part2"), "Sensitivity", List.of("Company-Confidential")),
                Map.of("X-Sealpost-Purpose", List.of("marketing")));
        Arbitrary<Set<AddressFinding>> doubts =
                Arbitraries.of(AddressFinding.class).set();
        Arbitrary<List<AttachmentFacts>> attachments = Arbitraries.of(
                List.of(),
                List.of(new AttachmentFacts("a.zip", "application/zip", 5)),
                List.of(new AttachmentFacts("b.pdf", "application/pdf", 50), new AttachmentFacts("c", "", 60)));
        return Combinators.combine(world.facts(), subjects, headers, doubts, attachments)
                .as((facts, subject, fields, doubtful, files) -> new Facts(
                        new MessageFacts(
                                facts.message().practice(),
                                subject,
                                facts.message().from(),
                                facts.message().size(),
                                fields),
                        facts.sender(),
                        facts.recipient(),
                        facts.patient(),
                        facts.consent(),
                        facts.findings().of(doubtful),
                        files,
                        facts.time(),
                        facts.failures()));
    }
}
