package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.certificate.CertificateSource;
import org.sealpost.policy.SmimeForm;
import org.sealpost.smime.EncryptionCapabilities;
import org.sealpost.smime.SmimeException;

/** What rules say of a recipient's mail program, and what is known of it, become one. */
class ChosenCapabilitiesTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', aes-256-gcm rsa-oaep rfc9788",
        "aes-256-cbc, '', aes-256-cbc rsa-oaep rfc9788",
        "'', aes-256-cbc rsa-pkcs1 rfc9788, aes-256-cbc rsa-pkcs1 rfc9788",
        "aes-256-gcm, aes-256-cbc rsa-pkcs1 rfc9788, aes-256-gcm rsa-pkcs1 rfc9788",
        "aes-256-cbc legacy-display, aes-256-gcm rsa-oaep rfc9788, aes-256-cbc rsa-oaep legacy-display"
    })
    void whatARuleSaysComesFirst(String rule, String known, String expected) throws Exception {
        SmimeForm form = new SmimeForm(rule.isEmpty() ? List.of() : List.of(rule.split(" ")), false, List.of());

        assertThat(ChosenCapabilities.of(form, known).toString()).isEqualTo(expected);
    }

    @Test
    void whatCannotBeReadIsAnErrorThatProtectsMoreStrongly() {
        assertThatThrownBy(() -> ChosenCapabilities.of(SmimeForm.DEFAULT, "rot13"))
                .isInstanceOf(SmimeException.class);
    }

    @Test
    void rulesKnowEveryWordOfEncryptionAndEverySourceOfCertificates() {
        SmimeForm.KINDS.forEach(kind -> kind.forEach(word ->
                assertThat(EncryptionCapabilities.parse(word).toString()).contains(word)));
        assertThat(SmimeForm.SOURCES)
                .containsExactlyElementsOf(Arrays.stream(CertificateSource.values())
                        .map(CertificateSource::key)
                        .toList());
    }
}
