package org.sealpost.portal;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.io.InputStream;

/** The octets of a part. */
final class PartOctets {

    private PartOctets() {}

    /** Decoded; those of a broken transfer encoding as they stand in the message. */
    static byte[] of(MimePart part) throws IOException, MessagingException {
        try (InputStream decoded = part.getInputStream()) {
            return decoded.readAllBytes();
        } catch (IOException | MessagingException | RuntimeException broken) {
            try (InputStream asItStands = raw(part)) {
                return asItStands.readAllBytes();
            }
        }
    }

    private static InputStream raw(MimePart part) throws MessagingException {
        return switch (part) {
            case MimeBodyPart body -> body.getRawInputStream();
            case MimeMessage message -> message.getRawInputStream();
            default -> InputStream.nullInputStream();
        };
    }
}
