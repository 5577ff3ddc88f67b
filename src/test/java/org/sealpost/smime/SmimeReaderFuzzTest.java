package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Any octets as a message for the practice. {@code ./sealpost fuzz} fuzzes, else the seeds run. */
class SmimeReaderFuzzTest {

    private static final TestIdentity ADA =
            TestCertificate.of("CN=Ada", "ada@practice.example").issue();
    private static final List<SmimeIdentity> IDENTITIES =
            List.of(new SmimeIdentity(ADA.certificate(), List.of(), ADA.key(), Optional.empty()));
    private static final SmimeReader READER = new SmimeReader(true);

    @FuzzTest(maxDuration = "10s")
    void readsAnyMessageOrSaysWhyNot(byte[] octets) {
        SmimeReading reading = READER.read(RawMessage.of(octets.clone()), IDENTITIES);
        if (reading instanceof SmimeReading.Read read && read.decryption().isEmpty()) {
            assertThat(read.view().octets()).as("passed on as it came").isEqualTo(octets);
        }
    }

    @FuzzTest(maxDuration = "10s")
    void readsWhateverIsInAnEnvelopeAndWithoutATagOnlyWhatIsSigned(byte[] content) throws Exception {
        boolean authenticated = content.length % 2 == 0;
        SmimeReading reading = READER.read(sealed(content, authenticated), IDENTITIES);
        if (reading instanceof SmimeReading.Read read) {
            assertThat(TextLines.areSendable(read.view().octets())).isTrue();
            assertThat(authenticated || !(read.signature() instanceof SignatureVerdict.None))
                    .isTrue();
        }
    }

    private static RawMessage sealed(byte[] content, boolean authenticated) throws Exception {
        RecipientInfoGenerator recipient = new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF,
                        ADA.key(),
                        ADA.certificate().getPublicKey(),
                        CMSAlgorithm.AES256_WRAP)
                .addRecipient(ADA.certificate())
                .setProvider(CmsProvider.get());
        byte[] cms;
        if (authenticated) {
            CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient);
            cms = generator
                    .generate(new CMSProcessableByteArray(content), (OutputAEADEncryptor)
                            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).build())
                    .getEncoded();
        } else {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient);
            cms = generator
                    .generate(
                            new CMSProcessableByteArray(content),
                            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC).build())
                    .getEncoded();
        }
        return SmimeMessages.of(
                "From: bo@patient.example\nContent-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n",
                Base64.getMimeEncoder().encode(cms));
    }
}
