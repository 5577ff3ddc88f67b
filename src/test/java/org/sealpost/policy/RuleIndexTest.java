package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Asking only the rules that the index gives comes to the same as asking all, whatever rules and message. */
class RuleIndexTest {

    private static final String LISTS =
            "lists: {mails: [mail.example, other.example], people: [jane.roe@mail.example]," + " nobody: []}\n";

    private final OnlyStrongerTest world = new OnlyStrongerTest();

    /** A condition, and whether a message from practice.example to jane.roe@mail.example leaves it out. */
    private record Row(String condition, boolean leftOut) {}

    @TestFactory
    Stream<DynamicTest> leavesOutWhatIsCertainlyFalse() {
        return Stream.of(
                        new Row("recipient.domain == 'mail.example'", false),
                        new Row("recipient.domain == 'far.example'", true),
                        new Row("'far.example' == recipient.domain", true),
                        new Row("recipient.domain in ['far.example', 'mail.example']", false),
                        new Row("recipient.domain in ['far.example', 'near.example']", true),
                        new Row("recipient.domain in lists.mails", false),
                        new Row("sender.domain in lists.mails", true),
                        new Row("recipient.address in lists.people", false),
                        new Row("recipient.domain in lists.nobody", true),
                        new Row("message.from == 'office@practice.example'", false),
                        new Row("sender.address == 'boss@practice.example'", true),
                        new Row("patient.known && recipient.domain == 'far.example' && time.hour > 8", true),
                        new Row("!patient.known && recipient.domain == 'mail.example' && time.hour > 8", false),
                        new Row("recipient.domain == 'far.example' || sender.domain == 'practice.example'", false),
                        new Row("recipient.domain == 'far.example' || sender.domain == 'far.example'", true),
                        new Row("recipient.domain == 'far.example' || time.hour > 8", false),
                        new Row(
                                "(recipient.domain == 'far.example' && patient.known)"
                                        + " || (sender.domain == 'far.example' && findings.phi)",
                                true),
                        new Row("message.headers['none'][0] == 'x' && recipient.domain == 'far.example'", true),
                        new Row("false && patient.known", true),
                        // What cannot be looked up, and is told by a look at the facts.
                        new Row("recipient.domain != 'mail.example'", true),
                        new Row("!(recipient.domain == 'mail.example')", true),
                        new Row("recipient.domain.endsWith('far.example')", true),
                        new Row("recipient.domain != 'far.example'", false),
                        new Row("recipient.domain.endsWith('mail.example')", false),
                        // What neither tells is asked.
                        new Row("recipient.domain == message.subject", false),
                        new Row("recipient.domain in ['far.example', message.subject]", false),
                        new Row("recipient.domain == 'far.example' ? true : false", false),
                        new Row("(recipient.domain == 'far.example') == false", false))
                .map(row -> DynamicTest.dynamicTest(row.condition(), () -> {
                    RuleSet rules = Sample.rules(file(List.of(row.condition())));
                    List<Rule> asked = rules.index().candidates(Sample.toStranger(FindingFacts.nothing()));
                    assertThat(asked.isEmpty()).isEqualTo(row.leftOut());
                }));
    }

    @Property
    void givesTheSameAsAskingEveryRule(@ForAll("conditions") List<String> conditions, @ForAll("facts") Facts facts) {
        RuleSet rules = Sample.rules(file(conditions));

        Demands indexed = new Demands(facts);
        rules.demand(facts, indexed, "rule");
        Demands all = new Demands(facts);
        Variables variables = Variables.of(facts, rules.lists());
        rules.rules().forEach(rule -> rule.demand(variables, all, "rule"));

        assertThat(indexed.requirement(facts, 1, OptionalLong.empty()))
                .isEqualTo(all.requirement(facts, 1, OptionalLong.empty()));
    }

    /** Each condition with several outcomes, so that their order shows, too. */
    private static String file(List<String> conditions) {
        StringBuilder file = new StringBuilder("version: 1\n" + LISTS + "rules:\n");
        for (int i = 0; i < conditions.size(); i++) {
            file.append("  - {name: r%d, when: \"%s\", refuse: Text %d., via: 'h%d.example:25', tag: t%d}\n"
                    .formatted(i, conditions.get(i), i, i, i));
        }
        return file.toString();
    }

    @Provide
    Arbitrary<List<String>> conditions() {
        return condition(3).list().ofMinSize(1).ofMaxSize(8);
    }

    private static Arbitrary<String> condition(int depth) {
        Arbitrary<String> atom = Arbitraries.of(
                "recipient.domain == 'mail.example'",
                "'other.example' == recipient.domain",
                "recipient.domain in ['other.example', 'far.example']",
                "recipient.domain in lists.mails",
                "recipient.address in lists.people",
                "recipient.address == 'jane.roe@mail.example'",
                "sender.domain == 'practice.example'",
                "sender.domain in lists.nobody",
                "sender.address == ''",
                "message.from == 'office@practice.example'",
                "message.from in ['a@practice.example', recipient.address]",
                "patient.known",
                "findings.total > 2",
                "true",
                "false",
                // These fail, always or for some messages.
                "1 / (message.size - message.size) > 0",
                "message.headers['x-sealpost-label'][0] == 'part2'",
                "findings.counts['phone'] > 0",
                "recipient.domain.substring(9) == 'mple'");
        if (depth == 0) {
            return atom;
        }
        Arbitrary<String> inner = condition(depth - 1);
        Arbitrary<String> joined = Combinators.combine(inner, Arbitraries.of(" && ", " && ", " || "), inner)
                .as((one, operator, other) -> "(" + one + ")" + operator + "(" + other + ")");
        Arbitrary<String> chosen = Combinators.combine(inner, inner, inner)
                .as((one, two, three) -> "((" + one + ") ? (" + two + ") : (" + three + "))");
        return Arbitraries.oneOf(atom, joined, joined, inner.map(one -> "!(" + one + ")"), chosen);
    }

    /** The messages of the other properties, from and to several. */
    @Provide
    Arbitrary<Facts> facts() {
        Arbitrary<SenderFacts> senders = Arbitraries.of(
                new SenderFacts("office@practice.example", "office", "practice.example"),
                new SenderFacts("a@mail.example", "a", "mail.example"),
                new SenderFacts("", "", ""));
        Arbitrary<RecipientFacts> recipients = Arbitraries.of(
                new RecipientFacts("jane.roe@mail.example", "jane.roe", "mail.example"),
                new RecipientFacts("x@other.example", "x", "other.example"),
                new RecipientFacts("x@elsewhere.example", "x", "elsewhere.example"));
        Arbitrary<String> from = Arbitraries.of("office@practice.example", "a@practice.example", "");
        return Combinators.combine(world.facts(), senders, recipients, from)
                .as((facts, sender, recipient, author) -> new Facts(
                        new MessageFacts(
                                facts.message().practice(),
                                facts.message().subject(),
                                author,
                                facts.message().size(),
                                Map.copyOf(facts.message().headers())),
                        sender,
                        recipient,
                        facts.patient(),
                        facts.consent(),
                        facts.findings(),
                        facts.attachments(),
                        facts.time(),
                        facts.failures()));
    }
}
