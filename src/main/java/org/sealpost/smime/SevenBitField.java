package org.sealpost.smime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header field in ASCII: what stands in it beyond that, in names, comments and text, as encoded words (RFC 2047). So an
 * encrypted message needs no 8BITMIME of the servers on its way (RFC 6152), although its sender wrote names in raw UTF-8,
 * which RFC 6532 knows under SMTPUTF8 only.
 *
 * <p>Guarantees: addresses stay as they are. What has no such form (an address beyond ASCII), or would be read otherwise
 * (encoded words beside raw octets, brackets that do not match), stays as it came, the whole field.
 */
final class SevenBitField {

    /** RFC 5322 section 3.6 and their kin: lists of mailboxes and groups. */
    private static final Set<String> ADDRESSES = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "resent-from",
            "resent-sender",
            "resent-to",
            "resent-cc",
            "mail-reply-to",
            "mail-followup-to",
            "disposition-notification-to");

    /** RFC 2047 section 5 (1): text, where an encoded word may stand anywhere; fields with X- are such, too. */
    private static final Set<String> TEXT = Set.of("subject", "comments", "thread-topic", "organization");

    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?[^?\\s]+\\?[BbQq]\\?[^?]*\\?=");

    /** RFC 2047 section 2: lines with encoded words have 76 characters at most. */
    private static final int MAX_LINE = 76;

    /** The field is recorded behind this name too, on the same line. */
    private static final int RECORD = "HP-Outer: ".length();

    /** Octets in one encoded word, which then stands beside the field's name on one line. */
    private static final int MAX_OCTETS = 30;

    private final String value;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int comments;
    /** Whether something was encoded that is a name only if brackets or a group's colon follow. */
    private boolean named;

    private SevenBitField(String value) {
        this.value = value;
    }

    /**
     * The field in ASCII.
     *
     * @param raw the field in its octets read as ISO-8859-1, with its CRLF
     * @return the same field where it is ASCII, or cannot be
     */
    static String of(String raw) {
        if (isAscii(raw)) {
            return raw;
        }
        int colon = raw.indexOf(':');
        String name = raw.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
        String value = raw.substring(colon + 1, raw.length() - 2);
        Optional<String> encoded = ADDRESSES.contains(name)
                ? new SevenBitField(value).addresses()
                : TEXT.contains(name) || name.startsWith("x-") ? encoded(value, value) : Optional.empty();
        return encoded.map(ascii -> folded(raw.substring(0, colon + 1) + ascii) + "\r\n")
                .orElse(raw);
    }

    private Optional<String> addresses() {
        while (at < value.length()) {
            int start = at;
            Optional<String> text = segment();
            Optional<String> ascii = text.flatMap(read -> encoded(value.substring(start, at), read));
            if (ascii.isEmpty()) {
                return Optional.empty();
            }
            boolean changed = !isAscii(value.substring(start, at));
            named |= changed && comments == 0;
            // RFC 2047 section 5: white space stands around an encoded word, but within the parentheses of a comment.
            out.append(changed && start > 0 && comments == 0 && isPrintable(ascii.get(), 0) ? " " : "")
                    .append(ascii.get())
                    .append(
                            changed
                                            && comments == 0
                                            && isPrintable(
                                                    ascii.get(), ascii.get().length() - 1)
                                    ? " "
                                    : "");
            if (at < value.length() && !delimiter()) {
                return Optional.empty();
            }
        }
        return named || comments > 0 ? Optional.empty() : Optional.of(out.toString());
    }

    /** Moves to the next character that divides, and gives what is before it as people read it: without quotes. */
    private Optional<String> segment() {
        StringBuilder text = new StringBuilder();
        int start = at;
        boolean quoted = false;
        boolean address = false;
        for (; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\\' && (quoted || comments > 0) && at + 1 < value.length()) {
                text.append(value.charAt(++at));
            } else if (c == '"' && comments == 0) {
                quoted = !quoted;
            } else if (!quoted && (comments > 0 ? "()" : "()<>,;:").indexOf(c) >= 0) {
                break;
            } else {
                // Neither stands in a name outside of quotes.
                address |= !quoted && comments == 0 && (c == '@' || c == '\\');
                text.append(c);
            }
        }
        boolean readable = !quoted && !(address && !isAscii(value.substring(start, at)));
        return readable ? Optional.of(text.toString()) : Optional.empty();
    }

    private boolean delimiter() {
        char c = value.charAt(at++);
        out.append(c);
        switch (c) {
            case '(' -> comments++;
            case ')' -> comments--;
            case '<' -> {
                int end = value.indexOf('>', at);
                String address = value.substring(at, end < 0 ? value.length() : end + 1);
                out.append(address);
                at += address.length();
                named = false;
                return end >= 0 && isAscii(address);
            }
            case ':' -> named = false;
            default -> {
                return c != '>' && !named;
            }
        }
        return comments >= 0;
    }

    /**
     * As encoded words, with the white space around them.
     *
     * @param text what they are to say
     * @return the same when it is ASCII; nothing when it has encoded words already, or control characters
     */
    private static Optional<String> encoded(String raw, String text) {
        if (isAscii(raw)) {
            return Optional.of(raw);
        }
        String unfolded = text.replace("\r\n", "").strip();
        if (ENCODED_WORD.matcher(text).find() || unfolded.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
            return Optional.empty();
        }
        int start = 0;
        while (!isPrintable(raw, start)) {
            start++;
        }
        int end = raw.length();
        while (!isPrintable(raw, end - 1)) {
            end--;
        }
        return Optional.of(raw.substring(0, start) + words(unfolded) + raw.substring(end));
    }

    private static String words(String latin) {
        byte[] octets = latin.getBytes(StandardCharsets.ISO_8859_1);
        boolean utf8 = isUtf8(octets);
        // RFC 1428 section 3: what 8-bit octets are called of which nobody says what they mean.
        String head = utf8 ? "=?UTF-8?B?" : "=?unknown-8bit?B?";
        StringBuilder words = new StringBuilder();
        for (int from = 0; from < octets.length; ) {
            int to = Math.min(octets.length, from + MAX_OCTETS);
            // RFC 2047 section 5: each word holds whole characters.
            while (utf8 && to < octets.length && (octets[to] & 0xc0) == 0x80) {
                to--;
            }
            words.append(from == 0 ? "" : " ")
                    .append(head)
                    .append(Base64.getEncoder().encodeToString(Arrays.copyOfRange(octets, from, to)))
                    .append("?=");
            from = to;
        }
        return words.toString();
    }

    /** The lines as they are, and those that became too long, folded. */
    private static String folded(String field) {
        StringBuilder folded = new StringBuilder();
        int room = MAX_LINE - RECORD;
        for (String line : field.split("\r\n", -1)) {
            folded.append(folded.isEmpty() ? "" : "\r\n");
            String rest = line;
            while (rest.length() > room && ENCODED_WORD.matcher(rest).find()) {
                int space = space(rest, room);
                if (space < 0) {
                    break;
                }
                folded.append(rest, 0, space).append("\r\n");
                rest = rest.substring(space);
                room = MAX_LINE;
            }
            folded.append(rest);
            room = MAX_LINE;
        }
        return folded.toString();
    }

    /** The last space before which the line fits, else the first one; a line of white space alone is none. */
    private static int space(String line, int room) {
        int found = -1;
        boolean begun = false;
        for (int i = 0; i + 1 < line.length() && (i <= room || found < 0); i++) {
            begun |= isPrintable(line, i);
            if (begun && line.charAt(i) == ' ' && isPrintable(line, i + 1)) {
                found = i;
            }
        }
        return found;
    }

    private static boolean isUtf8(byte[] octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException another) {
            return false;
        }
    }

    private static boolean isPrintable(String text, int index) {
        return " \t\r\n".indexOf(text.charAt(index)) < 0;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(octet -> octet < 0x80);
    }
}
