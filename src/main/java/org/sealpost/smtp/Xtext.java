package org.sealpost.smtp;

import java.util.HexFormat;

/**
 * Text that may stand as a parameter's value (RFC 3461 section 4, xtext), and the same for addresses beyond ASCII (RFC
 * 6533 section 3). Both read strictly: what has a second spelling, or would put a control character into a
 * notification, is refused.
 */
final class Xtext {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Xtext() {}

    /** As xtext. The text is printable ASCII. */
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            if (c > ' ' && c < 0x7f && c != '+' && c != '=') {
                out.append(c);
            } else {
                out.append('+').append(HEX.toHexDigits((byte) c));
            }
        }
        return out.toString();
    }

    /**
     * Reads xtext.
     *
     * @return printable ASCII and spaces
     * @throws IllegalArgumentException when it is none
     */
    static String decode(String xtext) {
        StringBuilder out = new StringBuilder(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                c = (char) hex(xtext, i + 1, i + 3);
                i += 2;
                if (c < ' ') {
                    throw notXtext();
                }
            } else if (c <= ' ' || c == '=') {
                throw notXtext();
            }
            if (c >= 0x7f) {
                throw notXtext();
            }
            out.append(c);
        }
        return out.toString();
    }

    /** As utf-8-addr-xtext, which is ASCII. */
    static String encodeUtf8(String address) {
        StringBuilder out = new StringBuilder(address.length());
        address.codePoints().forEach(point -> {
            if (point > ' ' && point < 0x7f && point != '+' && point != '=' && point != '\\') {
                out.appendCodePoint(point);
            } else {
                out.append(String.format("\\x{%02X}", point));
            }
        });
        return out.toString();
    }

    /**
     * Reads utf-8-addr-xtext or utf-8-addr-unitext.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static String decodeUtf8(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point == '\\') {
                int end = text.indexOf('}', i);
                if (!text.startsWith("\\x{", i) || end < i + 5 || end > i + 9) {
                    throw notXtext();
                }
                out.appendCodePoint(character(hex(text, i + 3, end)));
                i = end + 1;
            } else {
                if (point <= ' ' || point == '+' || point == '=') {
                    throw notXtext();
                }
                out.appendCodePoint(character(point));
                i += Character.charCount(point);
            }
        }
        return out.toString();
    }

    private static int character(int point) {
        boolean text = Character.isValidCodePoint(point)
                && !Character.isISOControl(point)
                && Character.getType(point) != Character.SURROGATE;
        if (!text) {
            throw notXtext();
        }
        return point;
    }

    /** Upper-case digits only: one spelling for one text. */
    private static int hex(String text, int from, int to) {
        if (to > text.length()) {
            throw notXtext();
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) {
                throw notXtext();
            }
        }
        return HexFormat.fromHexDigits(text, from, to);
    }

    private static IllegalArgumentException notXtext() {
        return new IllegalArgumentException("not xtext");
    }
}
