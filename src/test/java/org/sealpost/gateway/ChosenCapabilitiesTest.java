package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
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
        "'', '', '', aes-256-gcm rsa-oaep rfc9788",
        "'', '', aes-256-cbc legacy-display, aes-256-cbc rsa-oaep legacy-display",
        "aes-256-cbc, '', '', aes-256-cbc rsa-oaep rfc9788",
        "aes-256-gcm, '', aes-256-cbc rsa-pkcs1, aes-256-gcm rsa-pkcs1 rfc9788",
        "'', aes-256-cbc rsa-pkcs1 rfc9788, legacy-display, aes-256-cbc rsa-pkcs1 rfc9788",
        "aes-256-gcm, aes-256-cbc rsa-pkcs1 rfc9788, '', aes-256-gcm rsa-pkcs1 rfc9788",
        "aes-256-cbc legacy-display, aes-256-gcm rsa-oaep rfc9788, '', aes-256-cbc rsa-oaep legacy-display",
        // What signed mail announces.
        "'', aes-256-cbc rsa-pkcs1, legacy-display, aes-256-cbc rsa-pkcs1 legacy-display",
        "message-rfc822, aes-256-cbc rsa-pkcs1, legacy-display, aes-256-cbc rsa-pkcs1 message-rfc822",
        "'', 'AES-256-CBC,legacy-display', rsa-pkcs1, aes-256-cbc rsa-pkcs1 legacy-display",
    })
    void whatARuleSaysComesFirstAndTheSettingLast(String rule, String known, String setting, String expected)
            throws Exception {
        SmimeForm form = new SmimeForm(rule.isEmpty() ? List.of() : List.of(rule.split(" ")), false, List.of());
        Optional<String> told = known.isEmpty() ? Optional.empty() : Optional.of(known);

        assertThat(ChosenCapabilities.of(form, told, EncryptionCapabilities.parse(setting))
                        .toString())
                .isEqualTo(expected);
    }

    /** RFC 8551 section 2.5.2 has no word for how a program shows header fields. */
    @Test
    void signedMailLeavesTheFormOfHeaderFieldsToTheSetting() throws Exception {
        byte[] announced = new DERSequence(new DERSequence(NISTObjectIdentifiers.id_aes256_CBC)).getEncoded();

        assertThat(SignerCertificates.announced(announced)).contains("aes-256-cbc rsa-pkcs1");
        assertThat(ChosenCapabilities.of(
                                SmimeForm.DEFAULT,
                                SignerCertificates.announced(announced),
                                EncryptionCapabilities.parse("legacy-display"))
                        .toString())
                .isEqualTo("aes-256-cbc rsa-pkcs1 legacy-display");
    }

    @Test
    void whatCannotBeReadIsAnErrorThatProtectsMoreStrongly() {
        assertThatThrownBy(() ->
                        ChosenCapabilities.of(SmimeForm.DEFAULT, Optional.of("rot13"), EncryptionCapabilities.DEFAULT))
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
