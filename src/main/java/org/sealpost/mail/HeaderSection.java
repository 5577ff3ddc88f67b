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

    /** Fields of mail; {@code resent-} and {@code content-} besides. Some of them text may have as well. */
    private static final Set<String> TELLING =
            Set.of("sender", "reply-to", "to", "cc", "subject", "date", "message-id", "mime-version", "return-path");

    /** One of these alone, and a header is meant. */
    private static final Set<String> SURE = Set.of("from", "received");

    /** Whoever is named there must not be shown to the others, whatever the header is. */
    private static final Set<String> BLIND = Set.of("bcc", "resent-bcc");

    /** Octets of a name that is looked at: those of mail are shorter. */
    private static final int LONGEST_NAME = 76;

    /** Reads the section of a message that is the first {@code length} octets. */
    public static HeaderSection of(byte[] octets, int length) {
        int fields = 0;
        int at = 0;
        while (at < length && !isEmptyLine(octets, at, length)) {
            if (nameEnd(octets, at, length) < 0) {
                return new HeaderSection(at, fields, ending(octets, at, length));
            }
            fields++;
            at = fieldEnd(octets, at, length);
        }
        return new HeaderSection(at, fields, Ending.REGULAR);
    }

    /** Of text whose first lines look like fields, no header is meant unless what stands there is what mail has. */
    private static Ending ending(byte[] octets, int stray, int length) {
        int telling = 0;
        // Where the stray line is the first, what belongs to a header stands right behind it.
        boolean within = true;
        for (int at = 0; at < length && !isEmptyLine(octets, at, length); at = fieldEnd(octets, at, length)) {
            String name = lookedAt(octets, at, length);
            within &= at <= stray || stray > 0 || !name.isEmpty();
            if (BLIND.contains(name) || within && (SURE.contains(name) || name.startsWith("content-"))) {
                return Ending.STRAY_LINE;
            }
            telling += within && (TELLING.contains(name) || name.startsWith("resent-")) ? 1 : 0;
        }
        return telling > 1 ? Ending.STRAY_LINE : Ending.NO_HEADER;
    }

    /** In lower case; empty where the line is no field, or one that nobody has to know. */
    private static String lookedAt(byte[] octets, int at, int length) {
        int colon = nameEnd(octets, at, length);
        return colon < 0 || colon - at > LONGEST_NAME
                ? ""
                : name(octets, at, colon).toLowerCase(Locale.ROOT);
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
