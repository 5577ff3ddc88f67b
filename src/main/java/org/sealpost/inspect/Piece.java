package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;

/**
 * A range of a message that is looked at in place: parts within parts are never copied.
 *
 * @param latin the whole message, each octet one character, which the JDK searches many octets at a time
 * @param from where the range begins
 * @param to where it ends
 */
record Piece(String latin, int from, int to) {

    static Piece of(String latin) {
        return new Piece(latin, 0, latin.length());
    }

    static Piece of(byte[] octets) {
        return of(new String(octets, StandardCharsets.ISO_8859_1));
    }

    int size() {
        return to - from;
    }

    Piece range(int start, int end) {
        return new Piece(latin, start, end);
    }

    /** At most so many octets of it, up to the end of a line if there is one. */
    Piece beginning(int most) {
        int lineEnd = latin.lastIndexOf('\n', from + most - 1);
        return range(from, lineEnd < from ? from + most : lineEnd + 1);
    }

    /** The octet there, 0 to 255. */
    char at(int place) {
        return latin.charAt(place);
    }

    /** Each octet as one character. */
    String text() {
        return text(from, to);
    }

    String text(int start, int end) {
        return latin.substring(start, end);
    }

    byte[] octets() {
        return text().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Where the line that starts at {@code start} ends, its line end included; LF alone ends one too. */
    int lineEnd(int start) {
        int end = latin.indexOf('\n', start, to);
        return end < 0 ? to : end + 1;
    }

    boolean startsWith(String prefix, int start) {
        return start + prefix.length() <= to && latin.startsWith(prefix, start);
    }

    /** Where those characters stand next, or a negative number. */
    int find(String wanted, int start) {
        return latin.indexOf(wanted, start, to);
    }

    /** Whether the line that starts at {@code start} holds nothing but its end. */
    boolean isEmptyLine(int start) {
        return at(start) == '\n' || (at(start) == '\r' && start + 1 < to && at(start + 1) == '\n');
    }

    boolean contains(char wanted) {
        return latin.indexOf(wanted, from, to) >= 0;
    }
}
