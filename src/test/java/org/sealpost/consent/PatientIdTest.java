package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatientIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"D5", " D5", "D5\u00a0", "\u2003D5\u3000", "D5\u200b", "\ufeffD5"})
    void isTheSameWhateverSpaceStandsAroundIt(String text) {
        assertThat(new PatientId(text)).isEqualTo(new PatientId("D5"));
    }

    @Test
    void differsByCaseAndBySpaceWithin() {
        assertThat(new PatientId("d5")).isNotEqualTo(new PatientId("D5"));
        assertThat(new PatientId("D 5")).isNotEqualTo(new PatientId("D5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u200b", "\u3164", "--"})
    void saysWhoItIs(String text) {
        assertThatThrownBy(() -> new PatientId(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
