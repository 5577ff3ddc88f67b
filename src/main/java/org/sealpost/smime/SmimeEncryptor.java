package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cms.CMSException;
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
            AuthEnvelope envelope = AuthEnvelope.of(keys, parts.payloadSize());
            // Exactly what is needed: growing would take a second copy of a large message.
            MessageBuffer out = new MessageBuffer(
                    Math.toIntExact(parts.outerSize() + MIME_FIELDS.length() + Base64Lines.size(envelope.size())));
            parts.writeOuterFields(out);
            out.write(MIME_FIELDS);
            try (OutputStream base64 = new Base64Lines(out, envelope.size());
                    OutputStream plaintext = envelope.open(base64)) {
                parts.writePayload(plaintext);
            }
            return out.toMessage();
        } catch (CMSException | IOException fault) {
            throw new SmimeException("The message cannot be encrypted for a recipient's certificate.", fault);
        }
    }
}
