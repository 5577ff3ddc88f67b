package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKEMRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;

/** Which of our keys open a message, and what is told of those that do not. */
class EnvelopeOpenerTest {

    private final SmimeReader reader = new SmimeReader(false);
    private final SampleEnvelopes envelopes = new SampleEnvelopes();

    /** RFC 8418. */
    @Test
    void decryptsForAnX25519Key() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        X509Certificate certificate = envelopes.certificate(keys);
        KeyPair ephemeral =
                KeyPairGenerator.getInstance("X25519", CmsProvider.get()).generateKeyPair();
        RecipientInfoGenerator recipient = new JceKeyAgreeRecipientInfoGenerator(
                        X25519Recipient.ECDH_HKDF_SHA_256,
                        ephemeral.getPrivate(),
                        ephemeral.getPublic(),
                        CMSAlgorithm.AES256_WRAP)
                .addRecipient(certificate)
                .setProvider(CmsProvider.get());

        assertThat(decrypted(
                        SampleEnvelopes.encrypted(recipient),
                        new SmimeIdentity(certificate, List.of(), keys.getPrivate(), Optional.empty())))
                .contains("20 mg");
    }

    /** RFC 9936; the key from the JDK and from Bouncy Castle. */
    @ParameterizedTest
    @CsvSource({"ML-KEM-768, jdk", "ML-KEM-1024, jdk", "ML-KEM-768, bc", "ML-KEM-1024, bc"})
    void decryptsForAnMlKemKey(String kind, String from) throws Exception {
        KeyPair keys = (from.equals("jdk")
                        ? KeyPairGenerator.getInstance(kind)
                        : KeyPairGenerator.getInstance(kind, CmsProvider.get()))
                .generateKeyPair();
        X509Certificate certificate = envelopes.certificate(keys);
        RecipientInfoGenerator recipient = new JceKEMRecipientInfoGenerator(
                        new JcaX509CertificateConverter()
                                .setProvider(CmsProvider.get())
                                .getCertificate(new JcaX509CertificateHolder(certificate)),
                        CMSAlgorithm.AES256_WRAP)
                .setKDF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_alg_hkdf_with_sha256))
                .setProvider(CmsProvider.get());

        assertThat(decrypted(
                        SampleEnvelopes.encrypted(recipient),
                        new SmimeIdentity(certificate, List.of(), keys.getPrivate(), Optional.empty())))
                .contains("20 mg");
    }

    @Test
    void findsItsCertificateByTheSubjectsKeyIdentifier() throws Exception {
        KeyPair keys = TestCertificate.of("CN=x", "x@practice.example")
                .key("RSA-2048")
                .issue()
                .keys();
        X509Certificate certificate = envelopes.certificate(keys);
        byte[] id = SubjectKeyIdentifier.getInstance(JcaX509ExtensionUtils.parseExtensionValue(
                        certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId())))
                .getKeyIdentifier();
        RecipientInfoGenerator recipient = new JceKeyTransRecipientInfoGenerator(id, keys.getPublic());

        assertThat(decrypted(
                        SampleEnvelopes.encrypted(recipient),
                        new SmimeIdentity(certificate, List.of(), keys.getPrivate(), Optional.empty())))
                .contains("20 mg");
    }

    /** RFC 3218 section 2.3.2: a message that opens for the next recipient only if this one's padding is wrong tells which. */
    @Test
    void rfc3218AWrongPaddingIsNotToldByTheNextRecipientsKey() throws Exception {
        // Bouncy Castle puts recipients in the order of their octets.
        boolean ordered = Arrays.compareUnsigned(
                        SampleEnvelopes.keyId(SampleEnvelopes.rsa("one")),
                        SampleEnvelopes.keyId(SampleEnvelopes.rsa("other")))
                < 0;
        KeyPair first = SampleEnvelopes.rsa(ordered ? "one" : "other");
        KeyPair second = SampleEnvelopes.rsa(ordered ? "other" : "one");
        byte[] ofFirst = SampleEnvelopes.keyId(first);
        byte[] ofSecond = SampleEnvelopes.keyId(second);
        List<SmimeIdentity> both = List.of(envelopes.of(first), envelopes.of(second));
        RecipientInfoGenerator right = new JceKeyTransRecipientInfoGenerator(ofSecond, second.getPublic());
        RecipientInfoGenerator wrong = new JceKeyTransRecipientInfoGenerator(ofFirst, second.getPublic());

        assertThat(reader.read(SampleEnvelopes.encrypted(right), both)).isInstanceOf(SmimeReading.Read.class);
        assertThat(reader.read(SampleEnvelopes.encrypted(wrong), both))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
        assertThat(reader.read(SampleEnvelopes.encrypted(wrong, right), both))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
    }

    /** A token that is away is nothing to wait for when another key of ours opens the message. */
    @ParameterizedTest
    @CsvSource({"one, other", "other, one"})
    void opensWithTheKeyThatIsThereWhileAnotherIsAway(String here, String gone) throws Exception {
        RawMessage message =
                SampleEnvelopes.encrypted(SampleEnvelopes.transport(here), SampleEnvelopes.transport(gone));
        RawMessage agreed = SampleEnvelopes.encrypted(new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF,
                        envelopes.ada().key(),
                        envelopes.ada().certificate().getPublicKey(),
                        CMSAlgorithm.AES256_WRAP)
                .addRecipient(envelopes.certificate(SampleEnvelopes.elliptic(gone)))
                .addRecipient(envelopes.certificate(SampleEnvelopes.elliptic(here)))
                .setProvider(CmsProvider.get()));

        assertThat(reader.read(
                        message,
                        List.of(envelopes.away(SampleEnvelopes.rsa(gone)), envelopes.of(SampleEnvelopes.rsa(here)))))
                .isInstanceOf(SmimeReading.Read.class);
        assertThat(reader.read(
                        agreed,
                        List.of(
                                envelopes.away(SampleEnvelopes.elliptic(gone)),
                                envelopes.of(SampleEnvelopes.elliptic(here)))))
                .as("both in one recipient of a key agreement")
                .isInstanceOf(SmimeReading.Read.class);
        assertThat(reader.read(
                        message,
                        List.of(envelopes.away(SampleEnvelopes.rsa(here)), envelopes.of(SampleEnvelopes.rsa(here)))))
                .as("the same key twice")
                .isInstanceOf(SmimeReading.Read.class);
    }

    @Test
    void waitsForAKeyThatIsAwayWhenNoOtherOpens() throws Exception {
        RecipientInfoGenerator wrong = new JceKeyTransRecipientInfoGenerator(
                SampleEnvelopes.keyId(SampleEnvelopes.rsa("one")),
                SampleEnvelopes.rsa("other").getPublic());
        List<SmimeIdentity> keys =
                List.of(envelopes.of(SampleEnvelopes.rsa("one")), envelopes.away(SampleEnvelopes.rsa("third")));

        assertThat(reader.read(SampleEnvelopes.encrypted(SampleEnvelopes.transport("third")), keys))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.KEY_AWAY));
        assertThat(reader.read(SampleEnvelopes.encrypted(wrong, SampleEnvelopes.transport("third")), keys))
                .as("the one that is there does not open it")
                .isEqualTo(new SmimeReading.Unread(UnreadReason.KEY_AWAY));
        assertThat(reader.read(SampleEnvelopes.encrypted(wrong), keys))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
    }

    /** A token is asked nothing before the agreement itself, so that only there it is seen that it went. */
    @Test
    void waitsForATokenThatWentAfterItsKeyWasOpened() throws Exception {
        SmimeIdentity gone = new SmimeIdentity(
                envelopes.ada().certificate(), List.of(), envelopes.ada().key(), Optional.of(new GoneToken()));
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(
                RecipientKey.of(envelopes.ada().certificate()).recipientInfo());
        RawMessage withoutTag = SampleEnvelopes.message(generator
                .generate(
                        new CMSProcessableByteArray(SampleEnvelopes.LETTER.getBytes(StandardCharsets.US_ASCII)),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .getEncoded());

        assertThat(reader.read(envelopes.sealed(SampleEnvelopes.LETTER), List.of(gone)))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.KEY_AWAY));
        assertThat(reader.read(withoutTag, List.of(gone))).isEqualTo(new SmimeReading.Unread(UnreadReason.KEY_AWAY));
    }

    /** What has no tag is only proven by a signature inside, whichever key it was that opened it. */
    @Test
    void waitsForAKeyThatIsAwayWhenWhatAnotherOpenedIsNotProven() throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(SampleEnvelopes.transport("one"));
        generator.addRecipientInfoGenerator(SampleEnvelopes.transport("third"));
        RawMessage message = SampleEnvelopes.message(generator
                .generate(
                        new CMSProcessableByteArray(SampleEnvelopes.LETTER.getBytes(StandardCharsets.US_ASCII)),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .getEncoded());

        assertThat(reader.read(
                        message,
                        List.of(
                                envelopes.of(SampleEnvelopes.rsa("one")),
                                envelopes.away(SampleEnvelopes.rsa("third")))))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.KEY_AWAY));
        assertThat(reader.read(message, List.of(envelopes.of(SampleEnvelopes.rsa("one")))))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
    }

    private String decrypted(RawMessage message, SmimeIdentity identity) {
        SmimeReading reading = reader.read(message, List.of(identity));
        assertThat(reading).isInstanceOf(SmimeReading.Read.class);
        return SmimeMessages.text(((SmimeReading.Read) reading).view());
    }
}
