package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EncryptedData;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** What the reader calls messages that go on as they came: each by what it is. */
class LeftAloneTest {

    private static final byte[] LETTER = octets("Content-Type: text/plain\r\n\r\nThe dose is 20 mg.\r\n");

    private final SmimeReader reader = new SmimeReader(false);
    private final TestIdentity ada =
            TestCertificate.of("CN=Ada", "ada@practice.example").issue();
    private final TestIdentity bo =
            TestCertificate.of("CN=Bo", "bo@patient.example").issue();

    @Test
    void ordinaryMailIsNothing() {
        assertThat(read(LETTER)).isEqualTo(new SmimeReading.NotSmime(SmimeReading.Left.NOTHING));
    }

    @Test
    void certificatesAloneAreNoPartOfAMessageRfc8551Section37() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(List.of(bo.certificate())));

        assertThat(read(entity(generator.generate(new CMSAbsentContent()).getEncoded())))
                .isEqualTo(new SmimeReading.NotSmime(SmimeReading.Left.CERTIFICATES));
    }

    /** Somebody signed, and nobody can tell what: not the same as that nobody signed. */
    @Test
    void aSignatureWithoutItsContentIsNotCertificatesAlone() throws Exception {
        byte[] signature = entity(signed(LETTER, false));

        assertThat(read(signature)).isInstanceOfSatisfying(SmimeReading.Read.class, read -> {
            assertThat(read.signature()).isEqualTo(new SignatureVerdict.Invalid(SignatureFault.NO_CONTENT));
            assertThat(read.view().octets())
                    .as("passed on as it came")
                    .isEqualTo(from(signature).octets());
        });
    }

    @Test
    void whatIsEncryptedUnderAPasswordIsEncryptedRfc5652Section8() throws Exception {
        ContentInfo encrypted = new ContentInfo(
                CMSObjectIdentifiers.encryptedData,
                new EncryptedData(new EncryptedContentInfo(
                        CMSObjectIdentifiers.data,
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC),
                        new DEROctetString(new byte[32]))));

        assertThat(read(entity(encrypted.getEncoded()))).isEqualTo(new SmimeReading.Unread(UnreadReason.ALGORITHM));
    }

    @Test
    void aSignatureAroundWhatIsNotReadIsTold() throws Exception {
        assertThat(read(clearSigned(encryptedInCbc(LETTER))))
                .as("nothing inside proves it")
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC, true));
        assertThat(reader.read(from(clearSigned(encryptedInCbc(LETTER))), List.of(bo.smime())))
                .as("for others")
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NO_KEY, true));
        assertThat(read(entity(signed(encryptedInCbc(LETTER), true))))
                .as("in one object with it")
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC, true));
    }

    /** Of what nothing proves yet, nothing is told (CVE-2017-17688). */
    @Test
    void aSignatureInsideOfWhatIsNotReadIsNotTold() throws Exception {
        byte[] changed = octets(new String(clearSigned(LETTER), StandardCharsets.US_ASCII).replace("20 mg", "90 mg"));

        assertThat(read(encryptedInCbc(changed))).isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC, false));
    }

    /** Not even that it is no CMS where it should be: that comes out of another part of the program. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.113549.1.7.3",
                "1.2.840.113549.1.9.16.1.9",
                "1.2.840.113549.1.9.16.1.23",
                "1.2.840.113549.1.7.2"
            })
    void whatIsBrokenInsideOfWhatNothingProvesIsNotTold(String type) throws Exception {
        byte[] broken = entity(new ContentInfo(new ASN1ObjectIdentifier(type), new ASN1Integer(5)).getEncoded());

        assertThat(read(broken)).as("alone").isEqualTo(new SmimeReading.Unread(UnreadReason.MALFORMED));
        assertThat(read(encryptedInCbc(broken))).isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
    }

    private SmimeReading read(byte[] entity) {
        return reader.read(from(entity), List.of(ada.smime()));
    }

    private static RawMessage from(byte[] entity) {
        return RawMessage.of(entity).withFieldsPrepended(List.of("From: bo@patient.example"));
    }

    private byte[] clearSigned(byte[] entity) throws Exception {
        return octets(
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b\r\n\r\n--b\r\n"
                        + new String(entity, StandardCharsets.US_ASCII) + "\r\n--b\r\n"
                        + "Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(signed(entity, false)) + "\r\n--b--\r\n");
    }

    private byte[] signed(byte[] entity, boolean within) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(bo.key()), bo.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(bo.certificate())));
        return generator.generate(new CMSProcessableByteArray(entity), within).getEncoded();
    }

    private byte[] encryptedInCbc(byte[] entity) throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF,
                        ada.key(),
                        ada.certificate().getPublicKey(),
                        CMSAlgorithm.AES256_WRAP)
                .addRecipient(ada.certificate())
                .setProvider(CmsProvider.get()));
        return entity(generator
                .generate(
                        new CMSProcessableByteArray(entity),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .getEncoded());
    }

    private static byte[] entity(byte[] cms) {
        return octets(
                "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(cms) + "\r\n");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
