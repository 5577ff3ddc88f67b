package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class SmimeDecryptorTest {

    private final TestIdentity bo =
            TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();
    private final SmimeDecryptor decryptor = new SmimeDecryptor(bo.certificate(), bo.key());

    /** Whatever octet is changed: the message does not open, or (outside what is authenticated) opens unchanged. */
    @Test
    void givesOutNothingOfAMessageInWhichAnyOctetWasChanged() throws SmimeException {
        RawMessage encrypted = encrypted();
        byte[] payload = decryptor.decrypt(encrypted).payload().octets();
        byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(encrypted));
        int refused = 0;
        for (int at = 0; at < cms.length; at++) {
            byte[] changed = cms.clone();
            changed[at] ^= 0x01;
            try {
                assertThat(decryptor
                                .decrypt(withBody(encrypted, changed))
                                .payload()
                                .octets())
                        .as("octet %d", at)
                        .isEqualTo(payload);
            } catch (SmimeException expected) {
                refused++;
            }
        }
        // The ciphertext, its tag, the wrapped key and the ephemeral key are most of the octets.
        assertThat(refused).isGreaterThan(payload.length + 16 + 40 + 64);
    }

    @Test
    void givesOutNothingOfAMessageWhoseCiphertextOrTagWasChanged() throws SmimeException {
        RawMessage encrypted = encrypted();
        byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(encrypted));
        int payload = decryptor.decrypt(encrypted).payload().octets().length;
        // The tag and the ends of the enclosing structures are the last octets, the ciphertext stands before them.
        for (int fromEnd : List.of(20, 24, 64, payload - 1)) {
            byte[] changed = cms.clone();
            changed[cms.length - fromEnd] ^= (byte) 0x80;
            assertThatThrownBy(() -> decryptor.decrypt(withBody(encrypted, changed)))
                    .as("octet %d from the end", fromEnd)
                    .isInstanceOf(SmimeException.class);
        }
    }

    @Test
    void givesOutNothingOfAMessageThatWasCutOff() throws SmimeException {
        RawMessage encrypted = encrypted();
        byte[] cms = Base64.getMimeDecoder().decode(SmimeMessages.body(encrypted));
        for (int length = 0; length < cms.length - 16; length += 13) {
            byte[] cut = Arrays.copyOf(cms, length);
            assertThatThrownBy(() -> decryptor.decrypt(withBody(encrypted, cut)))
                    .as("first %d octets", length)
                    .isInstanceOf(SmimeException.class);
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

        assertThatThrownBy(() -> new SmimeDecryptor(rsa.certificate(), rsa.key()).decrypt(withBody(encrypted(), cbc)))
                .isInstanceOf(SmimeException.class);
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
    void refusesWhatIsNotEncrypted(String message) {
        assertThatThrownBy(() -> decryptor.decrypt(SmimeMessages.of(message))).isInstanceOf(SmimeException.class);
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
