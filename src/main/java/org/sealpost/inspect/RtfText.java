package org.sealpost.inspect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * All text that stands in an RTF file, whatever destination it is of: a second reading beside that of the document's parser,
 * which passes over what it does not know. Nothing is laid out; what no reader would show is there, too.
 */
final class RtfText {

    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final String rtf;
    private final StringBuilder out;
    private final BitSet destinations = new BitSet();

    /** Groups in which text is hidden ({@code \v}). */
    private final BitSet hidden = new BitSet();

    private final boolean shownOnly;
    private boolean hides;
    private int depth;
    private int at;

    private RtfText(String rtf, boolean shownOnly) {
        this.rtf = rtf;
        this.shownOnly = shownOnly;
        this.out = new StringBuilder(rtf.length());
    }

    /** All of it. Linear in the file. */
    static String of(byte[] octets) {
        return read(text(octets), false);
    }

    /** What of it is shown; empty when nothing is hidden. */
    static String shown(byte[] octets) {
        String rtf = text(octets);
        return rtf.contains("\\v") ? read(rtf, true) : "";
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static String read(String rtf, boolean shownOnly) {
        RtfText text = new RtfText(rtf, shownOnly);
        text.read();
        return shownOnly && !text.hides ? "" : text.out.toString();
    }

    private void read() {
        while (at < rtf.length()) {
            char c = rtf.charAt(at++);
            switch (c) {
                case '\\' -> control();
                case '{' -> begin();
                case '}' -> endGroup();
                case '\r', '\n' -> {}
                default -> append(western(c));
            }
        }
    }

    private void append(char c) {
        if (!shownOnly || !hidden.get(depth)) {
            out.append(c);
        }
    }

    /** A group begins as the one around it is. */
    private void begin() {
        depth++;
        destinations.set(depth, destinations.get(depth - 1));
        hidden.set(depth, hidden.get(depth - 1));
    }

    private void hide(boolean on) {
        hidden.set(depth, on);
        hides |= on;
    }

    /** Text of a destination of its own is no part of the word that follows it, as formatted text is. */
    private void endGroup() {
        if (destinations.get(depth)) {
            out.append('\n');
        }
        depth = Math.max(0, depth - 1);
    }

    private void control() {
        if (at == rtf.length()) {
            return;
        }
        char c = rtf.charAt(at);
        if (isLetter(c)) {
            word();
            return;
        }
        at++;
        switch (c) {
            case '\'' -> hexadecimal();
            case '*' -> destinations.set(depth);
            case '~' -> append(' ');
            case '\\', '{', '}' -> append(c);
            case '\r', '\n' -> out.append('\n');
            case '_' -> append('-');
            default -> {}
        }
    }

    private void word() {
        int start = at;
        while (at < rtf.length() && isLetter(rtf.charAt(at))) {
            at++;
        }
        String word = rtf.substring(start, at);
        int from = at;
        int number = number();
        boolean off = at > from && number == 0;
        if (at < rtf.length() && rtf.charAt(at) == ' ') {
            at++;
        }
        switch (word) {
            case "u" -> {
                append((char) number);
                substitute();
            }
            case "par", "line", "row", "sect", "page" -> out.append('\n');
            case "tab" -> out.append('\t');
            case "cell" -> out.append(' ').append(TableColumns.CELL);
            case "endash", "emdash" -> append('-');
            case "v" -> hide(!off);
            case "plain" -> hide(false);
            default -> {}
        }
    }

    private int number() {
        int start = at;
        if (at < rtf.length() && rtf.charAt(at) == '-') {
            at++;
        }
        while (at < rtf.length() && at - start < 7 && Matches.isDigit(rtf, at)) {
            at++;
        }
        try {
            return start == at ? 0 : Integer.parseInt(rtf, start, at, 10);
        } catch (NumberFormatException onlyAHyphen) {
            return 0;
        }
    }

    /** What readers without Unicode show in place of the character before. */
    private void substitute() {
        if (at < rtf.length() && rtf.charAt(at) == '?') {
            at++;
        } else if (rtf.startsWith("\\'", at)) {
            at = Math.min(rtf.length(), at + 4);
        }
    }

    private void hexadecimal() {
        int high = at < rtf.length() ? Character.digit(rtf.charAt(at), 16) : -1;
        int low = at + 1 < rtf.length() ? Character.digit(rtf.charAt(at + 1), 16) : -1;
        if (high >= 0 && low >= 0) {
            append(western((char) (high * 16 + low)));
            at += 2;
        }
    }

    private static char western(char octet) {
        return octet < 0x80 ? octet : new String(new byte[] {(byte) octet}, WESTERN).charAt(0);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
