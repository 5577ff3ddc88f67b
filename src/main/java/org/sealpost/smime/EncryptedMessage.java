package org.sealpost.smime;

import java.util.Optional;
import org.sealpost.mail.RawMessage;

/**
 * An encrypted message, and what was done to it.
 *
 * @param message what is to be sent, 7-bit but for header fields that were not
 * @param contentEncryption how its content is encrypted
 * @param signed whether our signature is inside
 * @param headerForm how the header fields were protected, which is {@link HeaderForm#RFC_9788} where a legacy display
 *     was wanted and the body's encoding or character set did not allow it; empty when they were not, because the message
 *     was signed already
 */
public record EncryptedMessage(
        RawMessage message, ContentEncryption contentEncryption, boolean signed, Optional<HeaderForm> headerForm) {}
