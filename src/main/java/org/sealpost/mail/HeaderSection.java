package org.sealpost.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Where the header section of a message ends: at the first empty line, or at the first line that is no field (RFC 5322
 * section 2.2), which belongs to the body as most mail readers show it. Found without taking the fields apart.
 *
 * @param length octets of the section, without the empty line behind it
 * @param fields how many there are
 */
public record HeaderSection(int length, int fields, Ending ending) {

    /** What ends the section. */
    public enum Ending {
        /** An empty line, or the end of the message. */
        REGULAR,
        /** The very first line is text: the message has no header. */
        NO_HEADER,
        /** A line that is no field, while fields stand before it or behind it: readers disagree what the header is. */
        STRAY_LINE
    }

    /** Fields by which one knows that a header was meant, also behind the line of a mailbox file ({@code From }). */
    private static final Set<String> TELLING = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "received",
            "return-path");

    /** Reads the section of a message that is the first {@code length} octets. */
    public static HeaderSection of(byte[] octets, int length) {
        int fields = 0;
        int at = 0;
        while (at < length && !isEmptyLine(octets, at, length)) {
            if (nameEnd(octets, at, length) < 0) {
                return new HeaderSection(at, fields, ending(octets, at, length, fields));
            }
            fields++;
            at = fieldEnd(octets, at, length);
        }
        return new HeaderSection(at, fields, Ending.REGULAR);
    }

    private static Ending ending(byte[] octets, int from, int length, int fields) {
        boolean stray = fields > 0;
        for (int at = from; !stray && at < length && !isEmptyLine(octets, at, length); ) {
            stray = isTelling(octets, at, length);
            at = fieldEnd(octets, at, length);
        }
        return stray ? Ending.STRAY_LINE : Ending.NO_HEADER;
    }

    private static boolean isTelling(byte[] octets, int at, int length) {
        int colon = nameEnd(octets, at, length);
        if (colon < 0) {
            return false;
        }
        String name = name(octets, at, colon).toLowerCase(Locale.ROOT);
        return TELLING.contains(name) || name.startsWith("resent-") || name.startsWith("content-");
    }

    /** The name of the field that starts at {@code at}. */
    static String name(byte[] octets, int at, int colon) {
        return new String(octets, at, colon - at, StandardCharsets.US_ASCII).strip();
    }

    static boolean isEmptyLine(byte[] octets, int at, int length) {
        return at + 1 < length && octets[at] == '\r' && octets[at + 1] == '\n';
    }

    /** Where the field that starts at {@code at} ends: after the CRLF that no white space follows. */
    static int fieldEnd(byte[] octets, int at, int length) {
        for (int i = at; i < length; i++) {
            if (octets[i] == '\n' && (i + 1 == length || !isBlank(octets[i + 1]))) {
                return i + 1;
            }
        }
        return length;
    }

    /** Where the colon is that ends the name of the field at {@code at}, or -1 when the line is no field. */
    static int nameEnd(byte[] octets, int at, int length) {
        int end = at;
        while (end < length && octets[end] > ' ' && octets[end] < 0x7f && octets[end] != ':') {
            end++;
        }
        // White space before the colon is obsolete syntax that old software still writes (RFC 5322 section 4.5).
        int colon = end;
        while (colon < length && isBlank(octets[colon])) {
            colon++;
        }
        return end > at && colon < length && octets[colon] == ':' ? colon : -1;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
