package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cms.CMSException;
import org.sealpost.mail.RawMessage;

/**
 * Encrypts a message for certificates (RFC 8551 section 3.3 and 3.4) with header protection (RFC 9788), signed before
 * where that is wanted: AES-256-GCM (RFC 5083, RFC 5084), or AES-256-CBC for those who cannot read that, which is never
 * written without a signature inside.
 *
 * <p>Guarantees: nobody but the holders of the recipients' keys reads the body or the header fields that are not needed
 * outside, and no octet of the body can be changed unnoticed by whoever checks the tag or the signature. The payload's
 * body is the message's, octet by octet, but for the display of header fields that {@link HeaderForm#LEGACY_DISPLAY} asks
 * for.
 *
 * <p>Does not guarantee: who the sender is where nothing is signed, that a certificate may be used (whoever chose it
 * decided that), or that the number and size of messages and the outer fields stay secret. The certificates' serial
 * numbers stand in the message, so blind recipients must not share one message with others.
 */
public final class SmimeEncryptor {

    private static final String MIME_FIELDS = """
            MIME-Version: 1.0\r
            Content-Type: application/pkcs7-mime; smime-type=%s;\r
             name="smime.p7m"\r
            Content-Transfer-Encoding: base64\r
            Content-Disposition: attachment; filename="smime.p7m"\r
            \r
            """;

    /**
     * Encrypts the message for all certificates at once, of whose mail programs nothing is known, and signs nothing.
     *
     * @return a 7-bit message (but for header fields that were not)
     * @throws SmimeException as the other method does
     */
    public RawMessage encrypt(RawMessage message, List<X509Certificate> recipients) throws SmimeException {
        return encrypt(message, recipients.stream().map(SmimeRecipient::of).toList(), EncryptionOptions.DEFAULT)
                .message();
    }

    /**
     * Encrypts the message for all recipients at once, with a fresh content key. The weakest content encryption among
     * them is the message's; each gets the content key in the way that suits its certificate. Blind copy fields and
     * HP-Outer fields of the message are dropped.
     *
     * @param message the message as it would be sent; it is not changed
     * @param recipients one or more
     * @throws SmimeException when there is no recipient, a key is too weak or of a kind that is not supported, the
     *     Content-Type is malformed or there are several, a recipient needs AES-256-CBC and nobody signs, or the key
     *     that is to sign does not; nothing is encrypted then
     */
    public EncryptedMessage encrypt(RawMessage message, List<SmimeRecipient> recipients, EncryptionOptions options)
            throws SmimeException {
        if (recipients.isEmpty()) {
            throw new SmimeException("There is no certificate to encrypt for.");
        }
        ContentEncryption contentEncryption = EncryptionCapabilities.contentEncryptionFor(recipients);
        if (contentEncryption == ContentEncryption.AES_256_CBC
                && options.signer().isEmpty()) {
            throw new SmimeException(
                    "A recipient's mail program needs AES-256-CBC, which is sent with a signature only:"
                            + " set a signing certificate for the practice.");
        }
        List<RecipientKey> keys = new ArrayList<>(recipients.size());
        for (SmimeRecipient recipient : recipients) {
            keys.add(RecipientKey.of(
                    recipient.certificate(), recipient.capabilities().keyTransport()));
        }
        ProtectedMessage parts = ProtectedMessage.encrypted(
                message,
                EncryptionCapabilities.headerFormFor(recipients),
                options.confidentiality(),
                options.signedMessages());
        return new EncryptedMessage(
                write(parts, contentEncryption, keys, options.signer()),
                contentEncryption,
                options.signer().isPresent(),
                parts.headerForm());
    }

    private static RawMessage write(
            ProtectedMessage parts,
            ContentEncryption contentEncryption,
            List<RecipientKey> keys,
            Optional<SmimeSigner> signer)
            throws SmimeException {
        Optional<OpaqueSigned> signed =
                signer.isPresent() ? Optional.of(signer.get().sign(parts)) : Optional.empty();
        long plaintext = signed.map(OpaqueSigned::size).orElseGet(parts::payloadSize);
        String fields = MIME_FIELDS.formatted(contentEncryption.smimeType());
        try {
            ContentEnvelope envelope = ContentEnvelope.of(contentEncryption, keys, plaintext);
            // Exactly what is needed: growing would take a second copy of a large message.
            MessageBuffer out = new MessageBuffer(
                    Math.toIntExact(parts.outerSize() + fields.length() + Base64Lines.size(envelope.size())));
            parts.writeOuterFields(out);
            out.write(fields);
            try (OutputStream base64 = new Base64Lines(out, envelope.size());
                    OutputStream encrypted = envelope.open(base64)) {
                if (signed.isPresent()) {
                    signed.get().writeTo(encrypted);
                } else {
                    parts.writePayload(encrypted);
                }
            }
            return out.toMessage();
        } catch (CMSException | IOException fault) {
            throw new SmimeException("The message cannot be encrypted for a recipient's certificate.", fault);
        }
    }
}
