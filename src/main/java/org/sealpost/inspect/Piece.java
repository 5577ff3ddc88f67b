package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A range of octets that is looked at in place: parts within parts are never copied. */
record Piece(byte[] octets, int from, int to) {

    static Piece of(byte[] octets) {
        return new Piece(octets, 0, octets.length);
    }

    int size() {
        return to - from;
    }

    Piece range(int start, int end) {
        return new Piece(octets, start, end);
    }

    /** Each octet as one character. */
    String latin() {
        return latin(from, to);
    }

    String latin(int start, int end) {
        return new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Where the line that starts at {@code start} ends, its line end included; LF alone ends one too. */
    int lineEnd(int start) {
        for (int i = start; i < to; i++) {
            if (octets[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    /** Whether the line that starts at {@code start} holds nothing but its end. */
    boolean isEmptyLine(int start) {
        return octets[start] == '\n' || (octets[start] == '\r' && start + 1 < to && octets[start + 1] == '\n');
    }

    boolean startsWithIgnoringCase(String prefix) {
        return size() >= prefix.length()
                && latin(from, from + prefix.length()).toLowerCase(Locale.ROOT).equals(prefix);
    }

    boolean contains(byte wanted) {
        for (int i = from; i < to; i++) {
            if (octets[i] == wanted) {
                return true;
            }
        }
        return false;
    }
}
