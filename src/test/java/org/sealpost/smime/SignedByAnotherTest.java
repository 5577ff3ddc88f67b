package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/**
 * Whose what was encrypted is, where Bo sends it. Whoever has what Cy wrote to the practice could send it on as theirs,
 * and be quoted it in the answer.
 */
class SignedByAnotherTest {

    private static final String HEADER_BO = "From: bo@patient.example";
    private static final String STRONG = "SHA256withECDSA";

    private final SmimeReader reader = new SmimeReader(false);
    private final SampleEnvelopes envelopes = new SampleEnvelopes();
    private final TestIdentity bo =
            TestCertificate.of("CN=Bo", "bo@patient.example").issue();
    private final TestIdentity cy =
            TestCertificate.of("CN=Cy", "cy@patient.example").issue();

    @Test
    void itIsTheirsWhoSignedItWithin() throws Exception {
        assertThat(read(envelope(within(cy))).anothers()).isTrue();
        assertThat(read(envelope(within(bo))).anothers()).isFalse();
        assertThat(read(envelope(SampleEnvelopes.LETTER)).anothers())
                .as("nobody signed it")
                .isFalse();
        assertThat(read(within(cy)).anothers()).as("not encrypted").isFalse();
    }

    /** A signature that anyone can put around what they have takes no word away from the one within. */
    @ParameterizedTest
    @CsvSource({"junk, MALFORMED", "SHA256withECDSA, CONTENT_CHANGED", "SHA1withECDSA, WEAK"})
    void itStaysTheirsBehindASignatureThatIsWrong(String kind, SignatureFault fault) throws Exception {
        byte[] signature = kind.equals("junk")
                ? "junk".getBytes(StandardCharsets.US_ASCII)
                : signed(bo, kind, "Content-Type: text/plain\r\n\r\nOf something else.\r\n", false);

        SmimeReading.Read read = read(beside(envelope(within(cy)), signature));

        assertThat(read.anothers()).isTrue();
        assertThat(read.signature()).isEqualTo(new SignatureVerdict.Invalid(fault));
        assertThat(read(beside(envelope(within(bo)), signature)).anothers()).isFalse();
    }

    /** Their From is protected with it, so nobody else wrote it: another address of the same person. */
    @Test
    void itIsTheAuthorsWhoseFromIsProtectedWithIt() throws Exception {
        String letter = "Content-Type: text/plain; hp=\"cipher\"\r\n" + HEADER_BO + "\r\n\r\nThe dose is 20 mg.\r\n";
        String entity = opaque(signed(cy, STRONG, letter, true));

        assertThat(read(envelope(entity)).anothers()).isFalse();
        assertThat(read(beside(envelope(entity), new byte[] {1})).anothers()).isFalse();
    }

    /** Nobody can say that the author of such a From signed it. */
    @Test
    void itIsAnothersWhereFromNamesSeveralAuthors() throws Exception {
        String several = HEADER_BO + ", cy@patient.example";

        assertThat(read(envelope(within(bo)), several).anothers()).isTrue();
        assertThat(read(beside(envelope(within(bo)), new byte[] {1}), several).anothers())
                .isTrue();
    }

    private SmimeReading.Read read(String entity) {
        return read(entity, HEADER_BO);
    }

    private SmimeReading.Read read(String entity, String from) {
        RawMessage message = RawMessage.of((from + "\r\n" + entity).getBytes(StandardCharsets.ISO_8859_1));
        return (SmimeReading.Read) reader.read(message, List.of(envelopes.identity()));
    }

    private String envelope(String content) throws Exception {
        return opaque(envelopes.cms(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String within(TestIdentity signer) throws Exception {
        return opaque(signed(signer, STRONG, SampleEnvelopes.LETTER, true));
    }

    private static String opaque(byte[] cms) {
        return "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(cms) + "\r\n";
    }

    private static String beside(String entity, byte[] signature) {
        return "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b\r\n\r\n--b\r\n"
                + entity + "\r\n--b\r\n"
                + "Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(signature) + "\r\n--b--\r\n";
    }

    private static byte[] signed(TestIdentity signer, String algorithm, String entity, boolean within)
            throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                        .build(new JcaContentSignerBuilder(algorithm).build(signer.key()), signer.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(signer.certificate())));
        return generator
                .generate(new CMSProcessableByteArray(entity.getBytes(StandardCharsets.US_ASCII)), within)
                .getEncoded();
    }
}
