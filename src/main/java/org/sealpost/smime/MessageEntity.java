package org.sealpost.smime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * A message whose Content-Type can be read in one way only.
 *
 * @param contentType empty when the message names none
 */
record MessageEntity(RawMessage message, Optional<ContentTypeField> contentType) {

    /** The Cryptographic Layers of S/MIME and PGP/MIME (RFC 9787 section 4.1). */
    private static final Set<String> PROTECTED =
            Set.of("multipart/signed", "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime");

    /** @throws SmimeException when it could be read in two ways, or claims a protection that it cannot have yet */
    static MessageEntity of(RawMessage message) throws SmimeException {
        MessageEntity entity = decrypted(message);
        if (entity.readContentType().parameters().keySet().stream().anyMatch(MessageEntity::isOfHeaderProtection)) {
            throw new SmimeException("The message's Content-Type claims a header protection that it does not have.");
        }
        return entity;
    }

    /**
     * One that was decrypted, whose claims are about the protection that was around it.
     *
     * @throws SmimeException when it could be read in two ways
     */
    static MessageEntity decrypted(RawMessage message) throws SmimeException {
        List<HeaderField> fields = message.fields("Content-Type");
        if (fields.size() > 1) {
            throw new SmimeException("The message has more than one Content-Type, so its header cannot be protected.");
        }
        return new MessageEntity(
                message, fields.isEmpty() ? Optional.empty() : Optional.of(ContentTypeField.parse(fields.getFirst())));
    }

    /**
     * Refuses what a reader would believe of a part under the protection that is put around it, such as that its first lines
     * are a display of header fields and to be left out. Attached messages and what is signed within claim for themselves.
     *
     * @throws SmimeException when a part claims a header protection, or there are more of them than are looked at
     */
    void refuseClaimsOfParts() throws SmimeException {
        AtomicBoolean claimed = new AtomicBoolean();
        boolean read = PartFields.read(message, PartFields.Reach.SENDERS_OWN, field -> {
            if (field.is("Content-Type") && PartType.of(field).claimsHeaderProtection()) {
                claimed.set(true);
            }
        });
        if (claimed.get()) {
            throw new SmimeException("A part of the message claims a header protection that it does not have.");
        }
        if (!read) {
            throw new SmimeException(
                    "The message's parts are too many or too uncertain to be read, so its header cannot be protected.");
        }
    }

    /** The parameters of RFC 9788, as RFC 2231 writes them too. */
    static boolean isOfHeaderProtection(String parameter) {
        return parameter.equals("hp") || parameter.startsWith("hp-") || parameter.startsWith("hp*");
    }

    /** Whether it is signed or encrypted already: then nothing within it may be altered. */
    boolean isProtected() {
        return isProtected(readContentType().mediaType());
    }

    static boolean isProtected(String mediaType) {
        return PROTECTED.contains(mediaType);
    }

    /** The Content-Type, or what stands for one that is not named. */
    ContentTypeField readContentType() {
        return contentType.orElse(ContentTypeField.DEFAULT);
    }

    /** The words of Content-Transfer-Encoding, in lower case. */
    String transferEncoding() {
        return message.value("Content-Transfer-Encoding").orElse("7bit").toLowerCase(Locale.ROOT);
    }
}
