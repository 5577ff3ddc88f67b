package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other rules are tried on decisions that were kept without their messages' content. */
class ReplayTest {

    private static final String THEN = """
            version: 1
            lists: {partners: [mail.example]}
            rules:
              - {name: secure keyword, when: 'message.subject.startsWith("[secure]")', require: smime}
              - {name: health, when: findings.clinical, require: verified-tls}
            """;

    /** What is decided for a message with a diagnosis code to a stranger at mail.example, subject "Your visit". */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            (nothing more)                                                       | same
            {name: n, when: 'recipient.domain == "mail.example"', require: smime} | verified-tls -> smime
            {name: n, when: 'recipient.domain in lists.partners', hold: look}     | verified-tls -> hold
            {name: n, when: 'recipient.domain == "other.example"', require: smime} | same
            {name: n, when: 'sender.address == "office@practice.example"', tag: seen} | tags: none -> [seen]
            {name: n, when: 'size(attachments) == 1', require: portal}            | verified-tls -> portal
            {name: n, when: 'consent.status == "not-a-patient"', require: portal} | verified-tls -> portal
            {name: n, when: 'message.header("X-Sealpost-Purpose") == ""', hold: look} | verified-tls -> hold
            # What was not kept: nobody can tell, unless it makes no difference.
            {name: n, when: 'message.subject.contains("visit")', require: smime}  | unknown
            {name: n, when: 'message.header("Sensitivity") == "Private"', require: smime} | unknown
            {name: n, when: 'attachments.exists(a, a.name.endsWith(".pdf"))', hold: look} | unknown
            {name: n, when: 'message.from == "x@a.example" && findings.malware', require: smime} | unknown
            {name: n, when: '[message].exists(m, m.subject == "x")', require: smime} | unknown
            {name: n, when: '(true ? message : message).subject == "x"', require: smime} | unknown
            {name: n, when: 'message.subject == "x"', require: plain}             | same
            """)
    void whatWouldChange(String rule, String expected) {
        String after = rule.startsWith("(") ? THEN : THEN + "  - " + rule + "\n";
        RuleSet then = Sample.rules(THEN);
        KeptDecision kept = kept(then, Sample.toStranger(Sample.phi()));

        assertThat(outcome(then, Sample.rules(after), then, kept)).isEqualTo(expected);
    }

    @Test
    void aRuleThatStoodThenIsAnsweredByTheRecord() {
        RuleSet then = Sample.rules(THEN);
        RuleSet without = Sample.rules(THEN.replaceAll("(?m)^.*secure keyword.*\\n", ""));
        Facts secured = withSubject("[secure] results");

        assertThat(outcome(then, without, then, kept(then, secured))).isEqualTo("smime -> verified-tls");
        assertThat(outcome(then, without, then, kept(then, withSubject("results"))))
                .isEqualTo("same");
    }

    @Test
    void aRuleThatWasChangedSinceIsNot() {
        RuleSet then = Sample.rules(THEN);
        RuleSet changed = Sample.rules(THEN.replace("[secure]", "[private]"));

        assertThat(outcome(then, changed, then, kept(then, withSubject("[secure] results"))))
                .isEqualTo("unknown");
    }

    /** Both ask for the subject, which is not kept. What a list holds is part of what a condition asks. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            partners: [mail.example]                 | same
            partners: [mail.example, other.example]  | unknown
            partners: [other.example]                | unknown
            others: [x.example], partners: [mail.example] | same
            """)
    void aRuleWhoseListsHoldSomethingElseIsNot(String lists, String expected) {
        for (String condition : List.of(
                "message.subject.contains(\"visit\") && recipient.domain in lists.partners",
                "message.subject.contains(\"results\") && lists.partners.exists(p, recipient.domain == p)",
                "message.subject.contains(\"visit\") && size(lists.partners) == 1")) {
            String yaml = "version: 1\nlists: {%s}\nrules: [{name: n, require: smime, when: '" + condition + "'}]\n";
            RuleSet then = Sample.rules(yaml.formatted("partners: [mail.example]"));
            RuleSet after = Sample.rules(yaml.formatted(lists));

            assertThat(outcome(then, after, then, kept(then, withSubject("Your visit"))))
                    .as(condition)
                    .isEqualTo(expected);
        }
    }

    @Property
    void theRulesOfThatTimeDecideAsTheyDidWhateverTheMessageWas(@ForAll("facts") Facts facts) {
        RuleSet then = Sample.rules(THEN);
        Decision decision = new Decider(then.numbered(3)).decide(facts, Feasibility.everything());
        KeptDecision kept = KeptDecision.ofJson(KeptDecision.of(facts, decision).toJson());

        Replay.Outcome outcome = new Replay(RuleSet.empty(), then, Map.of(3L, then))
                .of(kept, facts.sender().address(), facts.recipient().address());

        Protection again = switch (outcome) {
            case Replay.Outcome.Changed(Decision before, Decision after) -> after.protection();
            case Replay.Outcome.Same same ->
                new Decider(RuleSet.empty())
                        .decide(facts, Feasibility.everything())
                        .protection();
            case Replay.Outcome.Unknown unknown -> throw new AssertionError();
        };
        assertThat(again).isEqualTo(decision.protection());
    }

    @Property
    void nothingOfTheContentIsKept(@ForAll("facts") Facts facts) {
        Decision decision = new Decider(RuleSet.empty()).decide(facts, Feasibility.everything());

        assertThat(KeptDecision.of(facts, decision).toJson())
                .doesNotContain("Your visit", "office@practice", "jane.roe", "results.pdf", "form 12", "nonsense");
    }

    /** A sender may write anything into the type of an attachment. */
    @ParameterizedTest
    @CsvSource({
        "application/pdf, application/pdf",
        "image/jpeg, image/jpeg",
        "application/x-jane-roe-hiv-results, ''",
        "hiv/jane-roe, ''",
        "text/plain x, ''",
    })
    void ofAnAttachmentsTypeOnlyWhatIsCommonIsKept(String type, String kept) {
        KeptDecision decision = kept(RuleSet.empty(), withAttachment(type));

        assertThat(decision.attachments())
                .extracting(KeptDecision.KeptAttachment::type)
                .containsExactly(kept);
        assertThat(decision.toJson()).doesNotContain("jane-roe");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"application/pdf, plain -> verified-tls", "application/x-odd, unknown"})
    void aRuleOnTypesIsAnsweredWhereAllWereKept(String type, String expected) {
        RuleSet then = RuleSet.empty();
        RuleSet after = Sample.rules("version: 1\nrules: [{name: n, require: verified-tls,"
                + " when: 'attachments.exists(a, a.type == \"application/pdf\")'}]\n");

        assertThat(outcome(then, after, then, kept(then, withAttachment(type)))).isEqualTo(expected);
    }

    private static Facts withAttachment(String type) {
        Facts facts = Sample.toStranger(FindingFacts.nothing());
        return new Facts(
                facts.message(),
                facts.sender(),
                facts.recipient(),
                facts.patient(),
                facts.consent(),
                facts.findings(),
                List.of(new AttachmentFacts("results.pdf", type, 1024)),
                facts.time());
    }

    @Provide
    Arbitrary<Facts> facts() {
        return new OnlyStrongerTest().facts();
    }

    private static Facts withSubject(String subject) {
        Facts facts = Sample.toStranger(Sample.phi());
        MessageFacts message = facts.message();
        return new Facts(
                new MessageFacts(message.practice(), subject, message.from(), message.size(), message.headers()),
                facts.sender(),
                facts.recipient(),
                facts.patient(),
                facts.consent(),
                facts.findings(),
                facts.attachments(),
                facts.time());
    }

    private static KeptDecision kept(RuleSet then, Facts facts) {
        Decision decision = new Decider(then.numbered(3)).decide(facts, Feasibility.everything());
        return KeptDecision.ofJson(KeptDecision.of(facts, decision).toJson());
    }

    private static String outcome(RuleSet before, RuleSet after, RuleSet then, KeptDecision kept) {
        Replay replay = new Replay(before, after, Map.of(3L, then));
        return switch (replay.of(kept, "office@practice.example", "jane.roe@mail.example")) {
            case Replay.Outcome.Same same -> "same";
            case Replay.Outcome.Unknown unknown -> "unknown";
            case Replay.Outcome.Changed(Decision was, Decision is) ->
                String.join("; ", only(Replay.differences(was, is)));
        };
    }

    private static List<String> only(List<String> changes) {
        return changes.subList(0, 1);
    }
}
