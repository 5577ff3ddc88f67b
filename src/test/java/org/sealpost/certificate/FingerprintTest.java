package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    @Test
    void readsWhatOpensslAndBrowsersShow() {
        assertThat(Fingerprint.parse(HEX).value()).isEqualTo(HEX);
        assertThat(Fingerprint.parse("01:23:45:67:89:AB:CD:EF:".repeat(4).substring(0, 95))
                        .value())
                .isEqualTo(HEX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Fingerprint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
