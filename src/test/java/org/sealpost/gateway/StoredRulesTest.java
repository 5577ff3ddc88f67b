package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.RuleSet;

/** What is in force of a stored version, understood or not. */
class StoredRulesTest {

    private static final PracticeId PRACTICE = new PracticeId("north");
    private static final String RIGHT = "version: 1\nrules: [{name: all, when: 'true', require: smime}]\n";

    /** As programs of earlier versions took it. */
    private static final String WRONG = "version: 1\nrules: [{name: all, when: 'true', refuse: true}]\n";

    @Test
    void whatIsUnderstoodIsInForceUnderItsNumber() {
        RuleSet rules = read(7, RIGHT, Optional.empty());

        assertThat(rules.isUnderstood()).isTrue();
        assertThat(rules.version()).isEqualTo(7);
        assertThat(rules.names()).containsExactly("all");
    }

    @Test
    void whatIsNotUnderstoodLeavesInForceWhatWasUnderstoodBefore() {
        RuleSet before = read(7, RIGHT, Optional.empty());

        assertThat(read(8, WRONG, Optional.of(before))).isSameAs(before);
    }

    @Test
    void withNothingUnderstoodBeforeItIsNeverNoRules() {
        for (PracticeId practice : new PracticeId[] {PracticeId.DEFAULT, PRACTICE}) {
            // At a start, the installation's rules are none yet.
            RuleSet first = StoredRules.read(practice, 7, WRONG, Optional.of(RuleSet.empty()));

            assertThat(first.isUnderstood()).isFalse();
            assertThat(first.version()).isEqualTo(7);
        }
        assertThat(read(7, WRONG, Optional.empty()).isUnderstood()).isFalse();
    }

    @Test
    void thatLastsUntilAVersionIsUnderstood() {
        RuleSet first = read(7, WRONG, Optional.empty());
        RuleSet second = read(8, WRONG + "# again\n", Optional.of(first));
        RuleSet third = read(9, RIGHT, Optional.of(second));

        assertThat(second.isUnderstood()).isFalse();
        assertThat(second.version()).isEqualTo(8);
        assertThat(third.names()).containsExactly("all");
    }

    private static RuleSet read(long number, String yaml, Optional<RuleSet> before) {
        return StoredRules.read(PRACTICE, number, yaml, before);
    }
}
