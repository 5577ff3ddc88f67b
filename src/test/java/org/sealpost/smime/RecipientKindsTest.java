package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Each kind of recipient, alone and beside the others, as Bouncy Castle reads it. */
class RecipientKindsTest {

    private static final List<String> KINDS =
            List.of("RSA-2048", "P-256", "P-384", "X25519", "ML-KEM-768", "ML-KEM-1024");

    private static final TestIdentity SIGNER =
            TestCertificate.of("CN=Practice", "ada@practice.example").issue();

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, aes-256-gcm rsa-oaep",
        "RSA-2048, aes-256-gcm rsa-pkcs1",
        "RSA-2048, aes-256-cbc rsa-oaep",
        "RSA-2048, aes-256-cbc rsa-pkcs1",
        "P-256, aes-256-gcm",
        "P-256, aes-256-cbc",
        "P-384, aes-256-gcm",
        "P-384, aes-256-cbc",
        "X25519, aes-256-gcm",
        "X25519, aes-256-cbc",
        "ML-KEM-768, aes-256-gcm",
        "ML-KEM-768, aes-256-cbc",
        "ML-KEM-1024, aes-256-gcm",
        "ML-KEM-1024, aes-256-cbc"
    })
    void encryptsForAKeyOf(String kind, String capabilities) throws Exception {
        TestIdentity bo = recipient("CN=Bo", kind);
        RawMessage message = SmimeMessages.of(SmimeMessages.LETTER);

        EncryptedMessage encrypted = encrypt(
                message, List.of(new SmimeRecipient(bo.certificate(), EncryptionCapabilities.parse(capabilities))));

        RawMessage payload = CmsReader.verify(CmsReader.decrypt(encrypted.message(), bo), SIGNER.certificate());
        assertThat(SmimeMessages.body(payload)).isEqualTo(SmimeMessages.body(message));
        assertThat(payload.value("Subject")).contains("Your potassium is  too high");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes-256-gcm", "aes-256-cbc"})
    void encryptsOnceForOneOfEachKind(String contentEncryption) throws Exception {
        List<TestIdentity> all = new ArrayList<>();
        for (String kind : KINDS) {
            all.add(recipient("CN=" + kind, kind));
        }
        List<SmimeRecipient> recipients = all.stream()
                .map(one -> new SmimeRecipient(one.certificate(), EncryptionCapabilities.parse(contentEncryption)))
                .toList();

        EncryptedMessage encrypted = encrypt(SmimeMessages.of(SmimeMessages.LETTER), recipients);

        for (TestIdentity one : all) {
            assertThat(SmimeMessages.text(
                            CmsReader.verify(CmsReader.decrypt(encrypted.message(), one), SIGNER.certificate())))
                    .contains("6.2 mmol/l");
        }
    }

    /** RFC 9936 section 2.2 with the numbers of RFC 9629, RFC 8619 and RFC 3565. */
    @ParameterizedTest
    @CsvSource({"ML-KEM-768, 2.16.840.1.101.3.4.4.2, 1088", "ML-KEM-1024, 2.16.840.1.101.3.4.4.3, 1568"})
    void writesKemRecipientInfoWithTheNumbersOfRfc9936(String kind, String oid, int ciphertext) throws Exception {
        OtherRecipientInfo other =
                (OtherRecipientInfo) recipientInfo(recipient("CN=Bo", kind)).getInfo();

        assertThat(other.getType().getId()).isEqualTo("1.2.840.113549.1.9.16.13.3");
        KEMRecipientInfo kem = KEMRecipientInfo.getInstance(other.getValue());
        assertThat(kem.getKem()).isEqualTo(algorithm(oid));
        assertThat(kem.getKemct().getOctets()).hasSize(ciphertext);
        assertThat(kem.getKdf()).isEqualTo(algorithm("1.2.840.113549.1.9.16.3.28"));
        assertThat(kem.getWrap()).isEqualTo(algorithm("2.16.840.1.101.3.4.1.45"));
        assertThat(kem.getUkm()).isNull();
        assertThat(kem.getEncryptedKey().getOctets()).hasSize(40);
        assertThat(org.bouncycastle.asn1.ASN1Sequence.getInstance(kem.toASN1Primitive())
                        .getObjectAt(0))
                .as("version")
                .isEqualTo(new org.bouncycastle.asn1.ASN1Integer(0));
        assertThat(org.bouncycastle.asn1.ASN1Sequence.getInstance(kem.toASN1Primitive())
                        .getObjectAt(5))
                .as("kekLength")
                .isEqualTo(new org.bouncycastle.asn1.ASN1Integer(32));
    }

    @Test
    void agreesWithAnX25519KeyAsRfc8418Says() throws Exception {
        KeyAgreeRecipientInfo info = (KeyAgreeRecipientInfo)
                recipientInfo(recipient("CN=Bo", "X25519")).getInfo();

        assertThat(info.getOriginator().getOriginatorKey().getAlgorithm()).isEqualTo(algorithm("1.3.101.110"));
        assertThat(info.getOriginator().getOriginatorKey().getPublicKeyData().getOctets())
                .hasSize(32);
        assertThat(info.getKeyEncryptionAlgorithm())
                .isEqualTo(new AlgorithmIdentifier(
                        new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.19"),
                        algorithm("2.16.840.1.101.3.4.1.45")));
    }

    /** RFC 5652 section 6.1. */
    @ParameterizedTest
    @CsvSource({"RSA-2048, 0", "P-256, 2", "X25519, 2", "ML-KEM-768, 3"})
    void givesEnvelopedDataTheVersionThatItsRecipientsDemand(String kind, int version) throws Exception {
        EncryptedMessage encrypted = encrypt(
                SmimeMessages.of(SmimeMessages.LETTER),
                List.of(new SmimeRecipient(
                        recipient("CN=Bo", kind).certificate(), EncryptionCapabilities.parse("aes-256-cbc"))));

        assertThat(EnvelopedData.getInstance(ContentInfo.getInstance(CmsReader.cms(encrypted.message()))
                                .getContent())
                        .getVersion()
                        .intValueExact())
                .isEqualTo(version);
    }

    private static RecipientInfo recipientInfo(TestIdentity recipient) throws Exception {
        RawMessage encrypted =
                new SmimeEncryptor().encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of(recipient.certificate()));
        return RecipientInfo.getInstance(AuthEnvelopedData.getInstance(
                        ContentInfo.getInstance(CmsReader.cms(encrypted)).getContent())
                .getRecipientInfos()
                .getObjectAt(0));
    }

    private static EncryptedMessage encrypt(RawMessage message, List<SmimeRecipient> recipients) throws SmimeException {
        SmimeIdentity practice = new SmimeIdentity(SIGNER.certificate(), List.of(), SIGNER.key(), Optional.empty());
        return new SmimeEncryptor()
                .encrypt(message, recipients, EncryptionOptions.DEFAULT.signedBy(new SmimeSigner(practice)));
    }

    private static AlgorithmIdentifier algorithm(String oid) {
        return new AlgorithmIdentifier(new org.bouncycastle.asn1.ASN1ObjectIdentifier(oid));
    }

    private static TestIdentity recipient(String subject, String kind) {
        return TestCertificate.of(subject, "bo@patient.example").key(kind).issue();
    }
}
