package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.cryptography.Cryptography;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** S/MIME in the edition for FIPS 140-3: what is approved works, what is not is refused before anything is sent. */
class SmimeFipsTest {

    private static final RawMessage LETTER = SmimeMessages.of(SmimeMessages.LETTER);

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "RSA-3072", "P-256", "P-384"})
    void encryptsForAKeyOfAndReadsIt(String kind) throws Exception {
        assertThat(Cryptography.isFips()).isTrue();
        TestIdentity bo =
                TestCertificate.of("CN=Bo", "bo@patient.example").key(kind).issue();

        RawMessage encrypted = new SmimeEncryptor().encrypt(LETTER, List.of(bo.certificate()));

        assertThat(SmimeMessages.body(SmimeMessages.read(encrypted, bo).view())).isEqualTo(SmimeMessages.body(LETTER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-3072", "P-256", "P-384"})
    void signsAndVerifiesWithAKeyOf(String kind) throws Exception {
        TestIdentity ada =
                TestCertificate.of("CN=Ada", "ada@practice.example").key(kind).issue();
        SmimeSigner signer =
                new SmimeSigner(new SmimeIdentity(ada.certificate(), List.of(), ada.key(), Optional.empty()));

        SmimeReading reading = new SmimeReader(false).read(signer.signOpaque(LETTER), List.of());

        assertThat(reading)
                .isInstanceOfSatisfying(
                        SmimeReading.Read.class,
                        read -> assertThat(read.signature()).isInstanceOf(SignatureVerdict.Valid.class));
    }

    @Test
    void encryptsWithoutATagAndSignedInside() throws Exception {
        TestIdentity ada = TestCertificate.of("CN=Ada", "ada@practice.example")
                .key("RSA-3072")
                .issue();
        TestIdentity bo = TestCertificate.of("CN=Bo", "bo@patient.example")
                .key("RSA-3072")
                .issue();
        SmimeSigner signer =
                new SmimeSigner(new SmimeIdentity(ada.certificate(), List.of(), ada.key(), Optional.empty()));

        RawMessage encrypted = new SmimeEncryptor()
                .encrypt(
                        LETTER,
                        List.of(new SmimeRecipient(bo.certificate(), EncryptionCapabilities.parse("aes-256-cbc"))),
                        EncryptionOptions.DEFAULT.signedBy(signer))
                .message();

        assertThat(new SmimeReader(false)
                        .read(
                                encrypted,
                                List.of(new SmimeIdentity(bo.certificate(), List.of(), bo.key(), Optional.empty()))))
                .isInstanceOf(SmimeReading.Read.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X25519", "ML-KEM-768"})
    void refusesARecipientWithAKeyOf(String kind) throws Exception {
        TestIdentity bo =
                TestCertificate.of("CN=Bo", "bo@patient.example").key(kind).issue();

        assertThatThrownBy(() -> new SmimeEncryptor().encrypt(LETTER, List.of(bo.certificate())))
                .isInstanceOf(SmimeException.class)
                .hasMessageContaining("not approved here (FIPS 140-3)");
    }

    @Test
    void refusesPkcs1ForTheContentKey() throws Exception {
        TestIdentity bo = TestCertificate.of("CN=Bo", "bo@patient.example")
                .key("RSA-2048")
                .issue();

        assertThatThrownBy(() -> new SmimeEncryptor()
                        .encrypt(
                                LETTER,
                                List.of(new SmimeRecipient(
                                        bo.certificate(), EncryptionCapabilities.parse("rsa-pkcs1"))),
                                EncryptionOptions.DEFAULT))
                .isInstanceOf(SmimeException.class)
                .hasMessageContaining("PKCS #1 v1.5, which is not approved here");
    }
}
