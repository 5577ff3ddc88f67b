package org.sealpost.smime;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * Decrypts authEnveloped-data (RFC 8551 section 3.4) as a recipient's mail program does.
 *
 * <p>Guarantees: nothing of the content is returned before the tag over all of it was verified, and envelopedData
 * without authentication is refused (EFAIL, CVE-2017-17689). Does not guarantee who the sender is.
 */
public final class SmimeDecryptor {

    private static final Set<String> MEDIA_TYPES = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");

    private final SmimeIdentity identity;

    /**
     * @param certificate of the recipient
     * @param key that belongs to it
     */
    public SmimeDecryptor(X509Certificate certificate, PrivateKey key) {
        this.identity = new SmimeIdentity(certificate, List.of(), key, Optional.empty());
    }

    /**
     * Decrypts a message and puts its protected header fields in place.
     *
     * @throws SmimeException when it is not authEnveloped-data, is for somebody else, or was changed on the way
     */
    public DecryptedMessage decrypt(RawMessage message) throws SmimeException {
        RawMessage payload = RawMessage.of(content(message));
        boolean headerProtected = isHeaderProtected(payload);
        return new DecryptedMessage(
                payload, headerProtected ? protectedView(payload) : outerView(message, payload), headerProtected);
    }

    private byte[] content(RawMessage message) throws SmimeException {
        checkEncoding(message);
        try {
            ContentInfo info = TransferDecoded.contentInfo(message);
            if (!info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)) {
                throw new SmimeException(
                        "The message is not encrypted with a tag, so nobody could see a change of it.");
            }
            return new EnvelopeOpener(List.of(identity), false)
                    .open(Envelope.of(info))
                    .content();
        } catch (UnreadException unread) {
            throw new SmimeException(
                    unread.reason() == UnreadReason.NO_KEY
                            ? "The message is encrypted for another certificate."
                            : "The message cannot be decrypted: "
                                    + unread.reason().words() + ".",
                    unread);
        } catch (RuntimeException broken) {
            // Bouncy Castle answers broken ASN.1 with exceptions of many unchecked types.
            throw new SmimeException("The message cannot be decrypted: it is damaged.", broken);
        }
    }

    private static void checkEncoding(RawMessage message) throws SmimeException {
        List<HeaderField> types = message.fields("Content-Type");
        if (types.size() != 1
                || !MEDIA_TYPES.contains(
                        ContentTypeField.parse(types.getFirst()).mediaType())) {
            throw new SmimeException("The message is not encrypted with S/MIME.");
        }
        String encoding = message.value("Content-Transfer-Encoding").orElse("7bit");
        if (!encoding.toLowerCase(Locale.ROOT).equals("base64")) {
            throw new SmimeException("The encrypted message is not encoded in base64.");
        }
    }

    /** Whether the payload says that its header fields are the protected ones (RFC 9788 section 4.2). */
    private static boolean isHeaderProtected(RawMessage payload) {
        List<HeaderField> types = payload.fields("Content-Type");
        if (types.size() != 1) {
            return false;
        }
        try {
            String hp = ContentTypeField.parse(types.getFirst()).parameters().getOrDefault("hp", "");
            return hp.equalsIgnoreCase("cipher") || hp.equalsIgnoreCase("clear");
        } catch (SmimeException malformed) {
            // Nothing is promised by a field that cannot be read; the outer fields are shown as unprotected.
            return false;
        }
    }

    private static RawMessage protectedView(RawMessage payload) {
        return payload.withoutFields(name -> name.equalsIgnoreCase("HP-Outer"));
    }

    private static RawMessage outerView(RawMessage message, RawMessage payload) {
        List<String> outer = new ArrayList<>();
        for (HeaderField field :
                message.withoutFields(SmimeDecryptor::isStructural).fields()) {
            outer.add(field.name() + ": " + field.value());
        }
        return payload.withoutFields(name -> !isStructural(name)).withFieldsPrepended(outer);
    }

    private static boolean isStructural(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-") || lower.equals("mime-version");
    }
}
