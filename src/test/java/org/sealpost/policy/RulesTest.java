package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What rules do to a decision. */
class RulesTest {

    private static final FindingFacts NOTHING = FindingFacts.nothing();
    private static final Facts STRANGER = Sample.toStranger(NOTHING);
    private static final Facts PATIENT =
            Sample.toPatient(Sample.consentTo(ConsentChannel.TLS, ConsentChannel.PORTAL), Sample.phi());

    /** A condition, and whether it is true for {@link #PATIENT}. */
    @TestFactory
    Stream<DynamicTest> conditionsSeeEveryVariable() {
        return Map.ofEntries(
                        Map.entry("message.subject == 'Your visit' && message.from == 'office@practice.example'", true),
                        Map.entry("message.size == 2048 && message.practice == 'default'", true),
                        Map.entry("message.header('PRECEDENCE') == 'bulk, list'", true),
                        Map.entry("message.header('Missing') == ''", true),
                        Map.entry(
                                "'precedence' in message.headers && message.headers['precedence'][1] == 'list'", true),
                        Map.entry("sender.domain == 'practice.example' && sender.local_part == 'office'", true),
                        Map.entry("recipient.address == 'jane.roe@mail.example'", true),
                        Map.entry("recipient.domain in lists.mail", true),
                        Map.entry("recipient.domain in lists.empty", false),
                        Map.entry("patient.known && patient.count == 1 && patient.language == 'en'", true),
                        Map.entry("consent.status == 'granted' && consent.channels == ['tls', 'portal']", true),
                        Map.entry("consent.purposes == ['treatment']", true),
                        Map.entry(
                                "findings.phi && findings.health && !findings.other_patient && !findings.uninspectable",
                                true),
                        Map.entry("findings.kinds == ['diagnosis-code', 'phone'] && findings.total == 3", true),
                        Map.entry("findings.counts['phone'] == 2", true),
                        Map.entry("attachments.exists(a, a.type == 'application/pdf' && a.size > 1000)", true),
                        Map.entry("attachments.all(a, a.name.endsWith('.exe'))", false),
                        Map.entry("time.hour == 10 && time.minute == 0 && time.weekday == 'monday'", true),
                        Map.entry(
                                "time.date == '2026-11-23' && time.day == 23 && time.month == 11 && time.year == 2026",
                                true),
                        Map.entry("message.subject.matches('(?i)VISIT$')", true),
                        Map.entry("message.subject.lowerAscii().startsWith('your')", true))
                .entrySet()
                .stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
                    RuleSet rules = Sample.rules("version: 1\nlists: {mail: [Mail.Example], empty: []}\nrules:\n"
                            + "  - name: a\n    when: \"" + one.getKey() + "\"\n    tag: seen\n");
                    Facts facts = Sample.facts(
                            Map.of("Precedence", List.of("bulk", "list")), PATIENT.consent(), Sample.phi(), List.of());
                    Requirement requirement = new Decider(rules).require(facts);
                    assertThat(requirement.floors()).noneMatch(floor -> floor.origin() instanceof Origin.Failure);
                    assertThat(requirement.additions().tags()).isEqualTo(one.getValue() ? List.of("seen") : List.of());
                }));
    }

    @Test
    void aFloorRaisesAndNamesItsRuleAndLine() {
        Decision decision = decide("  - {name: a, when: 'true', require: smime}\n", STRANGER);

        assertThat(decision.protection()).isEqualTo(Protection.SMIME);
        assertThat(decision.floors())
                .containsExactly(
                        new Floor(Protection.SMIME, new Origin.Rule("a", 3), "rule \"a\" requires S/MIME or stronger"));
        assertThat(decision.rules()).containsExactly("a");
    }

    @Test
    void exactlyLeavesOnlyHoldingWhenItIsNotPossible() {
        String rule = "  - {name: a, when: 'true', exactly: verified-tls}\n";
        Feasibility noTls =
                Feasibility.everything().without(Protection.VERIFIED_TLS, "its certificate does not verify");

        assertThat(decide(rule, STRANGER).protection()).isEqualTo(Protection.VERIFIED_TLS);
        assertThat(new Decider(rules(rule)).decide(STRANGER, noTls).protection())
                .isEqualTo(Protection.HOLD);
    }

    @Test
    void exactlyPlainSendsNoHealthInformationInClear() {
        assertThat(decide("  - {name: a, when: 'true', exactly: plain}\n", Sample.toStranger(Sample.phi()))
                        .protection())
                .isEqualTo(Protection.HOLD);
    }

    @Test
    void allRulesThatMatchAddUpAndTheFirstRouteAndTextWin() {
        Decision decision = decide("""
                  - {name: a, when: 'true', require: tls, via: 'first.example:25', tag: one}
                  - {name: b, when: 'true', via: 'second.example:26', tag: two}
                  - {name: c, when: 'true', refuse: First text.}
                  - {name: d, when: 'true', refuse: Second text.}
                """, STRANGER);

        assertThat(decision.protection()).isEqualTo(Protection.REJECT);
        assertThat(decision.refusalText()).contains("First text.");
        assertThat(decision.route().map(Route::toString)).contains("first.example:25");
        assertThat(decision.tags()).containsExactly("one", "two");
        assertThat(decision.rules()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aReasonOfHoldingReachesThePersonWhoLooks() {
        Decision decision = decide("  - {name: a, when: 'true', hold: Check the insurer.}\n", STRANGER);

        assertThat(decision.protection()).isEqualTo(Protection.HOLD);
        assertThat(decision.summary()).endsWith("rule \"a\" holds: Check the insurer.");
    }

    @Test
    void aConditionThatFailsHoldsTheMessageAndNamesTheRuleButNoContent() {
        Decision decision =
                decide("  - {name: a, when: 'message.headers[message.subject][0] == \"x\"', tag: t}\n", STRANGER);

        assertThat(decision.protection()).isEqualTo(Protection.HOLD);
        assertThat(decision.floors())
                .singleElement()
                .extracting(Floor::why)
                .isEqualTo("the condition of rule \"a\" (line 3) failed: it asks for an entry that is not there");
        assertThat(decision.toString()).doesNotContain("Your visit");
    }

    @Test
    void aConditionThatGoesThroughTooMuchHoldsTheMessage() {
        String nested = "[1,2,3,4,5,6,7,8,9,0].all(a, ".repeat(5) + "true" + ")".repeat(5);
        assertThat(decide("  - {name: a, when: '" + nested.replace("all(a", "all(a") + "', tag: t}\n", STRANGER)
                        .protection())
                .isEqualTo(Protection.HOLD);
    }

    @Test
    void aRefusalByConsentTellsThePatientsWishBeforeTheRulesText() {
        Facts noEmail = Sample.toPatient(new ConsentFacts.Refused("c"), NOTHING);

        assertThat(decide("  - {name: a, when: 'true', refuse: No.}\n", noEmail)
                        .refusalText()
                        .orElseThrow())
                .contains("write a letter or call");
    }

    @Test
    void carriesTheVersionItIsNumberedWithAndAHashOfItsText() {
        RuleSet rules = rules("  - {name: a, when: 'true', tag: t}\n");

        assertThat(rules.version()).isZero();
        assertThat(rules.numbered(7).hash()).isEqualTo(rules.hash()).hasSize(64);
        assertThat(new Decider(rules.numbered(7))
                        .decide(STRANGER, Feasibility.everything())
                        .rulesVersion())
                .isEqualTo(7);
        assertThat(rules("  - {name: b, when: 'true', tag: t}\n").hash()).isNotEqualTo(rules.hash());
    }

    @Test
    void variablesAndTheirTypesNameTheSameFields() {
        VariableTypes types = new VariableTypes(RuleLists.none());
        Map<String, Object> values = Variables.of(PATIENT, RuleLists.none()).asMap();

        assertThat(values.keySet()).isEqualTo(types.variables().keySet());
        values.forEach((name, value) -> {
            Object one = value instanceof List<?> list ? list.getFirst() : value;
            String structure = value instanceof List<?> ? "attachment" : name;
            assertThat(((Map<?, ?>) one).keySet()).as(name).isEqualTo(java.util.Set.copyOf(types.fieldsOf(structure)));
        });
    }

    @Test
    void routesAreHostAndPort() {
        Origin.Rule rule = new Origin.Rule("a", 1);
        for (String wrong : List.of(
                "",
                ":25",
                "host",
                "host:",
                "host:0",
                "host:65536",
                "host:2x",
                "a b:25",
                "u@h:25",
                "1.2.3.256:25",
                "1.2.3:25",
                "01.2.3.4:25")) {
            assertThat(Route.parse(wrong, rule)).as(wrong).isEmpty();
        }
        assertThat(Route.parse("127.0.0.1:2526", rule)).contains(new Route("127.0.0.1", 2526, rule));
        assertThat(Route.parse("SMTP.lab.example:25", rule))
                .isEqualTo(Optional.of(new Route("smtp.lab.example", 25, rule)));
    }

    @Test
    void aWordForTrueIsNoReasonToHoldAndTheSameInQuotesIs() {
        for (String word : List.of("true", "True", "yes", "Y", "on", "\"true\"")) {
            assertThat(held(word)).as(word).doesNotContain(": " + word.replace("\"", ""));
        }
        assertThat(held("\"yes\"")).contains("yes");
        assertThat(held("Not without Ms. Roe")).contains("Not without Ms. Roe");
    }

    private static String held(String hold) {
        Decision decision = decide("  - {name: a, when: \"true\", hold: " + hold + "}\n", STRANGER);
        assertThat(decision.protection()).isEqualTo(Protection.HOLD);
        return decision.summary();
    }

    @Test
    void whyNoConsentOfSeveralPatientsIsInForceDoesNotHangOnTheirOrder() {
        for (ConsentFacts.NoConsent.Reason one : ConsentFacts.NoConsent.Reason.values()) {
            for (ConsentFacts.NoConsent.Reason other : ConsentFacts.NoConsent.Reason.values()) {
                assertThat(reasonOf(one, other)).isEqualTo(reasonOf(other, one));
            }
            assertThat(reasonOf(one, ConsentFacts.NoConsent.Reason.NONE_ON_RECORD))
                    .as("that nothing is on record tells least")
                    .isEqualTo(one.key());
        }
    }

    private static String reasonOf(ConsentFacts.NoConsent.Reason... each) {
        List<ConsentFacts> patients =
                Stream.of(each).<ConsentFacts>map(ConsentFacts.NoConsent::new).toList();
        return Variables.reason(Sample.toPatient(new ConsentFacts.Shared(patients), NOTHING));
    }

    private static RuleSet rules(String rules) {
        return Sample.rules("version: 1\nrules:\n" + rules);
    }

    private static Decision decide(String rules, Facts facts) {
        return new Decider(rules(rules)).decide(facts, Feasibility.everything());
    }
}
