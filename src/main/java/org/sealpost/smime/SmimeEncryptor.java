package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.sealpost.mail.RawMessage;

/**
 * Encrypts a message for certificates: S/MIME authEnveloped-data (RFC 8551 section 3.4) with AES-256-GCM (RFC 5083, RFC
 * 5084) and header protection (RFC 9788).
 *
 * <p>Guarantees: nobody but the holders of the recipients' keys reads the body or the header fields that are not needed
 * outside, and no octet of the body can be changed unnoticed. The payload's body is the message's, octet by octet.
 *
 * <p>Does not guarantee: who the sender is (nothing is signed), that a certificate may be used (whoever chose it
 * decided that), or that the number and size of messages and the outer fields stay secret. The certificates' serial
 * numbers stand in the message, so blind recipients must not share one message with others.
 */
public final class SmimeEncryptor {

    private static final String MIME_FIELDS = """
            MIME-Version: 1.0\r
            Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data;\r
             name="smime.p7m"\r
            Content-Transfer-Encoding: base64\r
            Content-Disposition: attachment; filename="smime.p7m"\r
            \r
            """;

    private static final int LINE = 76;
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Octets of ciphertext in one segment of the streamed OCTET STRING. */
    private static final int SEGMENT = 32 * 1024;

    /** Octets that one RecipientInfo takes at most: a wrapped key of RSA-8192 and an issuer's name of moderate length. */
    private static final int RECIPIENT_INFO = 2048;

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Encrypts the message for all certificates at once, with a fresh content key. Blind copy fields and HP-Outer
     * fields of the message are dropped.
     *
     * @param message the message as it would be sent; it is not changed
     * @param recipients one certificate or more, RSA of 2048 bits or more, P-256 or P-384
     * @return a 7-bit message (but for header fields that were not)
     * @throws SmimeException when there is no recipient, a key is too weak, the Content-Type is malformed or there are
     *     several; nothing is encrypted then
     */
    public RawMessage encrypt(RawMessage message, List<X509Certificate> recipients) throws SmimeException {
        if (recipients.isEmpty()) {
            throw new SmimeException("There is no certificate to encrypt for.");
        }
        List<RecipientKey> keys = new ArrayList<>(recipients.size());
        for (X509Certificate certificate : recipients) {
            keys.add(RecipientKey.of(certificate));
        }
        ProtectedMessage parts = ProtectedMessage.of(message);
        try {
            MessageBuffer out = new MessageBuffer(expectedSize(parts, keys.size()));
            parts.writeOuterFields(out);
            out.write(MIME_FIELDS);
            // Closing the encoder writes its last group; the buffer below has nothing to close.
            try (OutputStream base64 = Base64.getMimeEncoder(LINE, CRLF).wrap(out);
                    OutputStream plaintext = open(base64, keys)) {
                parts.writePayload(plaintext);
            }
            out.writeBytes(CRLF);
            return out.toMessage();
        } catch (CMSException | IOException fault) {
            throw new SmimeException("The message cannot be encrypted for a recipient's certificate.", fault);
        }
    }

    private static OutputStream open(OutputStream ciphertext, List<RecipientKey> keys)
            throws SmimeException, CMSException, IOException {
        CMSAuthEnvelopedDataStreamGenerator generator = new CMSAuthEnvelopedDataStreamGenerator();
        generator.setBufferSize(SEGMENT);
        for (RecipientKey key : keys) {
            generator.addRecipientInfoGenerator(key.recipientInfo());
        }
        OutputAEADEncryptor aes256Gcm = (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                .setProvider("SunJCE")
                .setSecureRandom(RANDOM)
                .build();
        return generator.open(CMSObjectIdentifiers.data, ciphertext, aes256Gcm);
    }

    private static int expectedSize(ProtectedMessage parts, int recipients) {
        long ciphertext = parts.payloadSize() + parts.payloadSize() / 1024 + (long) RECIPIENT_INFO * recipients;
        long lines = ciphertext / 57 + 1;
        return Math.toIntExact(parts.outerSize() + MIME_FIELDS.length() + lines * (LINE + CRLF.length));
    }
}
