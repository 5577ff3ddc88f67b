package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rules on record that the program does not understand. */
class RuleSetTest {

    private static final RuleSet NOT_UNDERSTOOD = RuleSet.notUnderstood("version: 9\n", 12);
    private static final Facts HARMLESS = Sample.toStranger(FindingFacts.nothing());

    @Test
    void ofTheInstallationTheyHoldEveryMessageAndSayWhatToDo() {
        Decision decision = new Decider(NOT_UNDERSTOOD).decide(HARMLESS, Feasibility.everything());

        assertThat(decision.protection()).isEqualTo(Protection.HOLD);
        assertThat(decision.rulesVersion()).isEqualTo(12);
        assertThat(decision.summary()).contains("version 12 of the rules on record cannot be read by this program");
        assertThat(new Decider(NOT_UNDERSTOOD).require(HARMLESS).holding())
                .containsExactly("version 12 of the rules on record cannot be read by this program: correct them with"
                        + " `./sealpost rules put`");
    }

    @Test
    void ofAPracticeTheyHoldWhateverTheInstallationsRulesSay() {
        Decision decision = new Decider(RuleSet.empty(), NOT_UNDERSTOOD).decide(HARMLESS, Feasibility.everything());

        assertThat(decision.protection()).isEqualTo(Protection.HOLD);
        assertThat(decision.practiceRulesVersion()).hasValue(12);
    }

    @Test
    void neitherANumberNorARefusalBesideThemUndoesThat() {
        RuleSet refusing = Sample.rules("version: 1\nrules: [{name: no, when: 'true', refuse: Not by mail.}]\n");

        assertThat(NOT_UNDERSTOOD.numbered(13).isUnderstood()).isFalse();
        assertThat(new Decider(refusing, NOT_UNDERSTOOD)
                        .decide(HARMLESS, Feasibility.everything())
                        .protection())
                .isEqualTo(Protection.REJECT);
    }
}
