package org.sealpost.smtp.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.sealpost.mail.RawMessage;

/**
 * Looks for octets beyond ASCII in the headers of a message's parts and of messages within it: one of them makes it an
 * internationalised message (RFC 6531 section 3.2, RFC 6532 section 3.7), whatever its own header looks like. What may be a
 * header or not counts as one: to ask for SMTPUTF8 in vain returns a message at worst, and not to ask gives a server what
 * it never agreed to take. One pass, and no copy of the body.
 */
final class EightBitHeaders extends OutputStream {

    /** Multiparts that are told apart; each costs a comparison for each line that may be a delimiter. */
    private static final int MAX_BOUNDARIES = 64;

    /** Characters of a Content-Type that are looked at. */
    private static final int MAX_FIELD = 64 * 1024;

    /** Characters of a line that may be a delimiter (RFC 2046 section 5.1.1: 70, the hyphens and white space). */
    private static final int MAX_DELIMITER = 1000;

    private static final String CONTENT_TYPE = "content-type";
    private static final String BOUNDARY = "boundary";

    private final Set<String> delimiters = new HashSet<>();
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder field = new StringBuilder();
    private boolean inHeader = true;
    private boolean typed;
    private boolean message;
    private boolean digest;
    /** Whether boundaries are written in a way that is not read here: each line with two hyphens may be a delimiter. */
    private boolean unsure;

    private boolean found;

    private EightBitHeaders() {}

    /** Whether a header within the message has such an octet. */
    static boolean areWithin(RawMessage message) {
        EightBitHeaders headers = new EightBitHeaders();
        message.fields().forEach(one -> headers.see(one.raw()));
        headers.endHeader();
        try {
            message.writeBody(headers);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return headers.found;
    }

    @Override
    public void write(int octet) {
        char one = (char) (octet & 0xff);
        found |= inHeader && one >= 0x80;
        if (one == '\n') {
            endLine();
        } else if (line.length() < MAX_DELIMITER || inHeader && line.length() < MAX_FIELD) {
            line.append(one);
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length && !found; i++) {
            write(octets[i]);
        }
    }

    private void endLine() {
        String text = line.toString().stripTrailing();
        line.setLength(0);
        if (text.startsWith("--") && isDelimiter(text)) {
            endField();
            inHeader |= !isClose(text);
            typed = false;
            message = false;
        } else if (inHeader && text.isEmpty()) {
            endField();
            endHeader();
        } else if (inHeader) {
            if (text.charAt(0) != ' ' && text.charAt(0) != '\t') {
                endField();
            }
            if (field.length() < MAX_FIELD) {
                field.append(text).append('\n');
            }
        }
    }

    /** Whatever its case, for what is taken for a boundary too often does no harm. */
    private boolean isDelimiter(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return unsure || delimiters.stream().anyMatch(lower::startsWith);
    }

    /** What follows the last delimiter is no part. */
    private boolean isClose(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return !unsure
                && lower.endsWith("--")
                && !delimiters.contains(lower)
                && delimiters.contains(lower.substring(0, lower.length() - 2));
    }

    /** A message within begins with a header of its own; so does a digest's part that names no type (RFC 2046 5.1.5). */
    private void endHeader() {
        inHeader = message || digest && !typed;
        // What names no type within a message is text, not one more message.
        typed = inHeader;
        message = false;
    }

    private void endField() {
        see(field.toString());
        field.setLength(0);
    }

    private void see(String raw) {
        String one = raw.toLowerCase(Locale.ROOT);
        if (!one.startsWith(CONTENT_TYPE)) {
            return;
        }
        typed = true;
        message |= one.contains("message/");
        digest |= one.contains("multipart/digest");
        int at = one.indexOf(BOUNDARY);
        unsure |= at < 0 && one.contains("multipart/") || one.length() >= MAX_FIELD;
        while (at >= 0) {
            boundary(one, at + BOUNDARY.length());
            at = one.indexOf(BOUNDARY, at + BOUNDARY.length());
        }
    }

    /** Takes the boundary behind the parameter's name. In comments or pieces (RFC 2231), readers differ about it. */
    private void boundary(String one, int behindName) {
        int equals = notWhite(one, behindName);
        int start = equals < one.length() && one.charAt(equals) == '=' ? notWhite(one, equals + 1) : one.length();
        String value = "";
        if (start < one.length() && one.charAt(start) == '"') {
            int end = one.indexOf('"', start + 1);
            value = end < 0 ? "" : one.substring(start + 1, end).stripTrailing();
        } else {
            int end = start;
            while (end < one.length() && one.charAt(end) > ' ' && one.charAt(end) != ';') {
                end++;
            }
            value = one.substring(start, end);
        }
        boolean plain = !value.isEmpty() && value.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '\\' && c != '(');
        if (plain && delimiters.size() < MAX_BOUNDARIES) {
            delimiters.add("--" + value);
        } else {
            unsure = true;
        }
    }

    private static int notWhite(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }
}
