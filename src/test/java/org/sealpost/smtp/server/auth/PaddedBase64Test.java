package org.sealpost.smtp.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaddedBase64Test {

    @ParameterizedTest
    @CsvSource({"'', ''", "YQ==, a", "YWI=, ab", "YWJj, abc"})
    void readsWhatIsPadded(String base64, String text) {
        assertThat(PaddedBase64.decode(base64))
                .hasValueSatisfying(octets ->
                        assertThat(octets).asString(StandardCharsets.US_ASCII).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"YQ", "YQ=", "YWI", "YQ===", "=", "YQ==YQ==", "YW J", "YW-_", "YW\u00e4j", "YW\u0100j"})
    void rfc4648RefusesWhatLacksPaddingAndEveryOtherSpelling(String base64) {
        assertThat(PaddedBase64.decode(base64)).isEmpty();
    }
}
