package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Compressed data in what was encrypted (RFC 8551 section 3.6), and the layers around it in every order. */
class CompressedContentTest {

    private static final String LETTER = "Content-Type: text/plain\r\n\r\nThe dose is 20 mg.\r\n";
    private static final LongPredicate NEVER = octets -> false;

    private final SmimeReader reader = new SmimeReader(false);
    private final TestIdentity ada =
            TestCertificate.of("CN=Ada", "ada@practice.example").issue();
    private final TestIdentity bo =
            TestCertificate.of("CN=Bo", "bo@patient.example").issue();
    private final List<Long> asked = new ArrayList<>();

    @Test
    void isUnfoldedWithinWhatWasEncrypted() throws Exception {
        SmimeReading.Read read = (SmimeReading.Read) read(encrypted(compressed(octets(LETTER))), NEVER);

        assertThat(SmimeMessages.text(read.view())).contains("The dose is 20 mg.");
        assertThat(read.view().value("Content-Type")).contains("text/plain");
        assertThat(read.decryption()).isPresent();
    }

    @Test
    void isUnfoldedInsideAndOutsideOfASignature() throws Exception {
        for (byte[] entity : List.of(signed(compressed(octets(LETTER))), compressed(signed(octets(LETTER))))) {
            for (RawMessage message : List.of(encrypted(entity), encryptedInCbc(entity))) {
                SmimeReading.Read read = (SmimeReading.Read) read(message, NEVER);

                assertThat(SmimeMessages.text(read.view())).contains("The dose is 20 mg.");
                assertThat(read.signature()).isInstanceOf(SignatureVerdict.Valid.class);
            }
        }
    }

    /** RFC 2634 section 1.1. */
    @Test
    void signedEncryptedAndSignedAgainIsReadToTheInnermost() throws Exception {
        byte[] inner = octets(SmimeMessages.text(encrypted(signed(octets(LETTER)))));
        byte[] innerCbc = octets(SmimeMessages.text(encryptedInCbc(signed(octets(LETTER)))));
        for (byte[] entity : List.of(inner, innerCbc)) {
            SmimeReading.Read read = (SmimeReading.Read) read(RawMessage.of(signed(entity)), NEVER);

            assertThat(SmimeMessages.text(read.view())).contains("The dose is 20 mg.");
            assertThat(read.signature()).isInstanceOf(SignatureVerdict.Valid.class);
            assertThat(read.decryption()).isPresent();
        }
    }

    /** CVE-2017-17688: a signature outside of content without a tag is no signature inside. */
    @Test
    void aSignatureOutsideProvesNothingOfWhatIsCompressedInCbc() throws Exception {
        byte[] unsigned = octets(SmimeMessages.text(encryptedInCbc(compressed(octets(LETTER)))));

        assertThat(read(RawMessage.of(signed(unsigned)), NEVER))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC, true));
    }

    @Test
    void whatUnfoldsToMoreThanTheMessageHasIsReadOnlyWithRoomForIt() throws Exception {
        byte[] letter = octets("Content-Type: text/plain\r\n\r\n" + "A line of a long letter.\r\n".repeat(2_000));
        RawMessage message = encrypted(compressed(letter));
        assertThat(message.size()).isLessThan(letter.length);

        assertThat(read(message, octets -> {
                    asked.add(octets);
                    return false;
                }))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_LARGE));
        assertThat(asked).containsExactly((long) letter.length);
        assertThat(SmimeMessages.text(((SmimeReading.Read) read(message, octets -> true)).view()))
                .endsWith("A line of a long letter.\r\n");
    }

    /** What nobody has proven yet asks for no memory: whether there was any could be seen from outside. */
    @Test
    void contentWithoutATagAsksForRoomOnlyOnceItIsProven() throws Exception {
        byte[] letter = octets("Content-Type: text/plain\r\n\r\n" + "A line of a long letter.\r\n".repeat(2_000));

        assertThat(read(encryptedInCbc(compressed(signed(letter))), this::noted))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
        assertThat(asked).isEmpty();
        assertThat(read(encryptedInCbc(signed(compressed(letter))), this::noted))
                .isInstanceOf(SmimeReading.Read.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatUnfoldsToFiftyTimesItsSizeIsReadByNobody() throws Exception {
        RawMessage bomb = encrypted(compressed(new byte[64 << 20]));

        assertThat(read(bomb, this::noted)).isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
        assertThat(asked).isEmpty();
    }

    /** Each would multiply what the other made. */
    @Test
    void whatIsCompressedTwiceIsReadByNobody() throws Exception {
        assertThat(read(encrypted(compressed(compressed(octets(LETTER)))), this::noted))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.TOO_COMPLEX));
    }

    @Test
    void whatIsDamagedIsMalformed() throws Exception {
        byte[] noise = new byte[2_000];
        new Random(7).nextBytes(noise);
        byte[] whole = new CMSCompressedDataGenerator()
                .generate(new CMSProcessableByteArray(noise), new ZlibCompressor())
                .getEncoded();
        whole[whole.length - 3] ^= 1;

        assertThat(read(encrypted(entity("compressed-data", whole)), NEVER))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.MALFORMED));
    }

    /** Nobody encrypted or signed it: it is the practice's own programs' to unfold. */
    @Test
    void whatIsOnlyCompressedIsPassedOnAsItCame() throws Exception {
        assertThat(read(RawMessage.of(compressed(octets(LETTER))), NEVER))
                .isEqualTo(new SmimeReading.NotSmime(SmimeReading.Left.COMPRESSED));
    }

    @Test
    void whatIsOnlyCompressedAndHasAnEncryptedPartIsToldAsOneThatHas() throws Exception {
        String page = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                + SmimeMessages.text(encrypted(octets(LETTER))) + "\r\n--b--\r\n";

        assertThat(read(RawMessage.of(compressed(octets(page))), NEVER))
                .isEqualTo(new SmimeReading.NotSmime(SmimeReading.Left.PART));
    }

    private boolean noted(long octets) {
        asked.add(octets);
        return true;
    }

    private SmimeReading read(RawMessage message, LongPredicate room) {
        return reader.read(
                message.withFieldsPrepended(
                        message.fields("From").isEmpty() ? List.of("From: bo@patient.example") : List.of()),
                List.of(ada.smime()),
                room);
    }

    private byte[] signed(byte[] entity) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(bo.key()), bo.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(bo.certificate())));
        return entity(
                "signed-data",
                generator.generate(new CMSProcessableByteArray(entity), true).getEncoded());
    }

    private static byte[] compressed(byte[] entity) throws Exception {
        return entity(
                "compressed-data",
                new CMSCompressedDataGenerator()
                        .generate(new CMSProcessableByteArray(entity), new ZlibCompressor())
                        .getEncoded());
    }

    private RawMessage encrypted(byte[] entity) throws Exception {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(recipient());
        return RawMessage.of(entity(
                "authEnveloped-data",
                generator
                        .generate(new CMSProcessableByteArray(entity), (OutputAEADEncryptor)
                                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).build())
                        .getEncoded()));
    }

    private RawMessage encryptedInCbc(byte[] entity) throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(recipient());
        return RawMessage.of(entity(
                "enveloped-data",
                generator
                        .generate(
                                new CMSProcessableByteArray(entity),
                                new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                        .getEncoded()));
    }

    private RecipientInfoGenerator recipient() throws Exception {
        return new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF,
                        ada.key(),
                        ada.certificate().getPublicKey(),
                        CMSAlgorithm.AES256_WRAP)
                .addRecipient(ada.certificate())
                .setProvider(CmsProvider.get());
    }

    private static byte[] entity(String type, byte[] cms) {
        return octets("Content-Type: application/pkcs7-mime; smime-type=" + type + "; name=smime.p7m\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(cms) + "\r\n");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
