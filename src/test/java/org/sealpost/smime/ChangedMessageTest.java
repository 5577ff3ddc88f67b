package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** What the reader gives out of a message that was changed on its way, or was never proven to be unchanged: nothing. */
class ChangedMessageTest {

    private final TestIdentity bo =
            TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();
    private final SmimeReader reader = new SmimeReader(false);

    /** Whatever octet is changed: the message does not open, or (outside what is authenticated) opens unchanged. */
    @Test
    void givesOutNothingOfAMessageInWhichAnyOctetWasChanged() throws Exception {
        RawMessage encrypted = encrypted();
        byte[] view = SmimeMessages.read(encrypted, bo).view().octets();
        byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(encrypted));
        int refused = 0;
        for (int at = 0; at < cms.length; at++) {
            byte[] changed = cms.clone();
            changed[at] ^= 0x01;
            if (read(withBody(encrypted, changed)) instanceof SmimeReading.Read read) {
                assertThat(read.view().octets()).as("octet %d", at).isEqualTo(view);
            } else {
                refused++;
            }
        }
        // The ciphertext, its tag, the wrapped key and the ephemeral key are most of the octets.
        assertThat(refused).isGreaterThan(SmimeMessages.payload(encrypted, bo).octets().length + 16 + 40 + 64);
    }

    @Test
    void givesOutNothingOfAMessageWhoseCiphertextOrTagWasChanged() throws Exception {
        RawMessage encrypted = encrypted();
        byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(encrypted));
        int payload = SmimeMessages.payload(encrypted, bo).octets().length;
        // The tag and the ends of the enclosing structures are the last octets, the ciphertext stands before them.
        for (int fromEnd : List.of(20, 24, 64, payload - 1)) {
            byte[] changed = cms.clone();
            changed[cms.length - fromEnd] ^= (byte) 0x80;
            assertThat(read(withBody(encrypted, changed)))
                    .as("octet %d from the end", fromEnd)
                    .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
        }
    }

    @Test
    void givesOutNothingOfAMessageThatWasCutOff() throws Exception {
        RawMessage encrypted = encrypted();
        byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(encrypted));
        for (int length = 0; length < cms.length - 16; length += 13) {
            byte[] cut = Arrays.copyOf(cms, length);
            assertThat(read(withBody(encrypted, cut)))
                    .as("first %d octets", length)
                    .isInstanceOf(SmimeReading.Unread.class);
        }
    }

    @Test
    void refusesEncryptionWithoutAuthenticationEfailCve201717689() throws Exception {
        TestIdentity rsa = TestCertificate.of("CN=Cy", "cy@patient.example")
                .key("RSA-2048")
                .issue();
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(RecipientKey.of(rsa.certificate()).recipientInfo());
        byte[] cbc = generator
                .generate(
                        new CMSProcessableByteArray(
                                "Content-Type: text/plain\r\n\r\nHello".getBytes(StandardCharsets.US_ASCII)),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .getEncoded();

        assertThat(reader.read(withBody(encrypted(), cbc), List.of(rsa.smime())))
                .isEqualTo(new SmimeReading.Unread(UnreadReason.NOT_AUTHENTIC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\n\nHello.\n",
                "Content-Type: text/plain\n\nHello.\n",
                "Content-Type: application/pkcs7-mime\nContent-Type: text/plain\n\nHello.\n",
                "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: 8bit\n\nHello.\n",
                "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n\n",
                "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n====\n"
            })
    void readsNothingThatIsNotEncrypted(String message) {
        assertThat(read(SmimeMessages.of(message))).isNotInstanceOf(SmimeReading.Read.class);
    }

    private SmimeReading read(RawMessage message) {
        return reader.read(message, List.of(bo.smime()));
    }

    private RawMessage encrypted() throws SmimeException {
        return new SmimeEncryptor().encrypt(SmimeMessages.of(SmimeMessages.LETTER), List.of(bo.certificate()));
    }

    private static RawMessage withBody(RawMessage message, byte[] cms) {
        String header = SmimeMessages.header(message).replace("\r\n", "\n");
        return SmimeMessages.of(
                header.substring(0, header.length() - 1),
                Base64.getMimeEncoder().encodeToString(cms).getBytes(StandardCharsets.US_ASCII));
    }
}
