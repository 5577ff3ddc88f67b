package org.sealpost.gateway;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * Adds texts that a decision demands to a message: a rule's disclaimer, the notice of 42 CFR 2.32. The message becomes the
 * first part of a multipart/mixed, octet for octet as it came whatever it is (HTML, signed), and the texts are the second,
 * which mail readers show below it. To what would be broken by it, nothing was decided to be added.
 */
final class AddedNotices {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BOUNDARY_OCTETS = 18;
    private static final Set<String> SEALS = Set.of("dkim-signature", "domainkey-signature");

    private AddedNotices() {}

    /** The message with the texts, or the message itself when there are none. */
    static RawMessage add(RawMessage message, List<String> notices) {
        if (notices.isEmpty()) {
            return message;
        }
        byte[] body = body(message);
        String boundary = boundary(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(message.size()) + 1024);
        message.fields().stream()
                .filter(field -> !isOfContent(field) && !isSealOfBody(field))
                .forEach(field -> write(out, field.raw()));
        write(out, "MIME-Version: 1.0\r\n");
        write(out, "Content-Type: multipart/mixed;\r\n boundary=\"" + boundary + "\"\r\n");
        if (isEightBit(body)) {
            // RFC 2045 section 6.4: what a part needs, the whole needs.
            write(out, "Content-Transfer-Encoding: 8bit\r\n");
        }
        write(out, "\r\n--" + boundary + "\r\n");
        message.fields().stream()
                .filter(field -> isOfContent(field) && !field.is("MIME-Version"))
                .forEach(field -> write(out, field.raw()));
        write(out, "\r\n");
        out.writeBytes(body);
        write(out, "\r\n--" + boundary + "\r\n");
        write(out, "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: inline\r\n");
        write(out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        out.writeBytes(quotedPrintable(String.join("\r\n\r\n", notices)));
        write(out, "\r\n--" + boundary + "--\r\n");
        return RawMessage.of(out.toByteArray());
    }

    /** Fields that say how the body is to be read, and so go with it. */
    private static boolean isOfContent(HeaderField field) {
        return field.is("MIME-Version") || field.name().toLowerCase(Locale.ROOT).startsWith("content-");
    }

    /**
     * Signatures by servers over a body that is another one now: a DKIM signature that does not verify harms delivery, and an
     * ARC chain (RFC 8617) that is broken in one place is so as a whole.
     */
    private static boolean isSealOfBody(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return SEALS.contains(name) || name.startsWith("arc-");
    }

    private static boolean isEightBit(byte[] octets) {
        int all = 0;
        for (byte octet : octets) {
            all |= octet;
        }
        return all < 0;
    }

    /** A line that does not stand in the body, not even by chance. */
    private static String boundary(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        while (true) {
            byte[] random = new byte[BOUNDARY_OCTETS];
            RANDOM.nextBytes(random);
            String boundary = "=_" + HexFormat.of().formatHex(random);
            if (!text.contains(boundary)) {
                return boundary;
            }
        }
    }

    private static byte[] body(RawMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.bodySize());
        try {
            message.writeBody(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] quotedPrintable(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encoder = MimeUtility.encode(out, "quoted-printable")) {
            encoder.write(text.replaceAll("\\R", "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | jakarta.mail.MessagingException impossible) {
            throw new IllegalStateException("quoted-printable is always there", impossible);
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String latin) {
        out.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
    }
}
