package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

class SmimeEncryptorTest {

    private final SmimeEncryptor encryptor = new SmimeEncryptor();

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "RSA-3072", "P-256", "P-384"})
    void encryptsForAKeyOf(String kind) throws Exception {
        TestIdentity bo = identity("CN=Bo", kind);

        RawMessage encrypted = encryptor.encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of(bo.certificate()));

        assertThat(SmimeMessages.body(SmimeMessages.payload(encrypted, bo)))
                .isEqualTo(SmimeMessages.body(SmimeMessages.of(SmimeMessages.LETTER)));
    }

    @Test
    void encryptsOnceForSeveralRecipientsAndForNobodyElse() throws Exception {
        TestIdentity bo = identity("CN=Bo", "RSA-2048");
        TestIdentity cy = identity("CN=Cy", "P-384");
        TestIdentity stranger = identity("CN=Eve", "P-384");

        RawMessage encrypted =
                encryptor.encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of(bo.certificate(), cy.certificate()));

        assertThat(SmimeMessages.payload(encrypted, bo).octets())
                .isEqualTo(SmimeMessages.payload(encrypted, cy).octets());
        assertThat(new SmimeReader(false).read(encrypted, List.of(stranger.smime())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NO_KEY));
    }

    @Test
    void writesAes256GcmWithATagOf16OctetsRfc5084() throws Exception {
        TestIdentity bo = identity("CN=Bo", "RSA-2048");

        AlgorithmIdentifier cipher = AuthEnvelopedData.getInstance(
                        cms(encrypt(bo)).toASN1Structure().getContent())
                .getAuthEncryptedContentInfo()
                .getContentEncryptionAlgorithm();

        assertThat(cipher.getAlgorithm()).isEqualTo(NISTObjectIdentifiers.id_aes256_GCM);
        GCMParameters parameters = GCMParameters.getInstance(cipher.getParameters());
        assertThat(parameters.getNonce()).hasSize(12);
        assertThat(parameters.getIcvLen()).isEqualTo(16);
    }

    @Test
    void encryptsTheContentKeyWithOaepAndSha256Rfc4055() throws Exception {
        TestIdentity bo = identity("CN=Bo", "RSA-2048");

        RecipientInformation recipient =
                cms(encrypt(bo)).getRecipientInfos().getRecipients().iterator().next();

        assertThat(recipient).isInstanceOf(KeyTransRecipientInformation.class);
        assertThat(recipient.getKeyEncryptionAlgorithm().getAlgorithm()).isEqualTo(PKCSObjectIdentifiers.id_RSAES_OAEP);
        RSAESOAEPparams oaep = RSAESOAEPparams.getInstance(
                recipient.getKeyEncryptionAlgorithm().getParameters());
        assertThat(oaep.getHashAlgorithm().getAlgorithm()).isEqualTo(NISTObjectIdentifiers.id_sha256);
    }

    @Test
    void writesOnlyShortLinesOf7BitAndCrlf() throws SmimeException {
        byte[] octets = encryptor
                .encrypt(
                        SmimeMessages.of("From: ada@practice.example\n", random(100_000)),
                        List.of(identity("CN=Bo", "P-256").certificate()))
                .octets();
        String text = new String(octets, StandardCharsets.US_ASCII);

        assertThat(text.getBytes(StandardCharsets.US_ASCII)).isEqualTo(octets);
        assertThat(text).endsWith("\r\n");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text.split("\r\n")).allMatch(line -> line.length() <= 76);
    }

    @Test
    void usesAnotherKeyAndNonceEachTime() throws SmimeException {
        TestIdentity bo = identity("CN=Bo", "P-256");

        assertThat(encrypt(bo).octets()).isNotEqualTo(encrypt(bo).octets());
    }

    @Test
    void leavesTheMessageItselfAsItWas() throws SmimeException {
        RawMessage message = SmimeMessages.of(SmimeMessages.LETTER);

        encryptor.encrypt(message, List.of(identity("CN=Bo", "P-256").certificate()));

        assertThat(message.octets())
                .isEqualTo(SmimeMessages.of(SmimeMessages.LETTER).octets());
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-1024, A recipient's RSA key has 1024 bits",
        "P-521, A recipient's elliptic-curve key is on another curve",
        "Ed25519, A recipient's certificate has a key of the kind EdDSA"
    })
    void refusesAKeyOf(String kind, String reason) {
        X509Certificate weak = identity("CN=Bo", kind).certificate();
        X509Certificate good = identity("CN=Cy", "P-256").certificate();

        assertThatThrownBy(() -> encryptor.encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of(good, weak)))
                .isInstanceOf(SmimeException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void refusesToEncryptForNobody() {
        assertThatThrownBy(() -> encryptor.encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of()))
                .isInstanceOf(SmimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\nContent-Type: text/html\n",
                "Content-Type: text/plain; charset=\"utf-8\n",
                "Content-Type: text/plain; hp=\"clear\"\n",
                "Content-Type: text/plain; hp*=us-ascii''clear\n",
                "Content-Type: text/plain; hp*0=cle; hp*1=ar\n",
                "Content-Type: text/plain; hp-legacy-display=1\n"
            })
    void refusesAMessageOfTwoReadings(String header) {
        X509Certificate bo = identity("CN=Bo", "P-256").certificate();

        assertThatThrownBy(() -> encryptor.encrypt(SmimeMessages.of(header + "\nHello.\n"), List.of(bo)))
                .isInstanceOf(SmimeException.class)
                .hasMessageContaining("Content-Type");
    }

    private RawMessage encrypt(TestIdentity recipient) throws SmimeException {
        return encryptor.encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of(recipient.certificate()));
    }

    private static CMSAuthEnvelopedData cms(RawMessage message) throws Exception {
        return new CMSAuthEnvelopedData(Base64.getMimeDecoder().decode(SmimeMessages.body(message)));
    }

    private static byte[] random(int size) {
        byte[] octets = new byte[size];
        new Random(1).nextBytes(octets);
        return Arrays.copyOf(octets, size);
    }

    private static TestIdentity identity(String subject, String kind) {
        return TestCertificate.of(subject, "bo@patient.example").key(kind).issue();
    }
}
