package org.sealpost.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Octets that a link writes as % and two digits (RFC 3986 section 2.1), as mail programs and browsers show them. */
final class PercentEncoding {

    private PercentEncoding() {}

    /** Each word of the text that holds such octets, decoded once, in its own lines; nothing when there is none. */
    static String decoded(String text) {
        int at = next(text, 0);
        if (at < 0) {
            return "";
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int end = 0;
        while (at >= 0) {
            int from = at;
            while (from > end && !endsLink(text.charAt(from - 1))) {
                from--;
            }
            end = at;
            while (end < text.length() && !endsLink(text.charAt(end))) {
                end++;
            }
            word(text, from, end, out);
            at = next(text, end);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void word(String text, int from, int end, ByteArrayOutputStream out) {
        int plain = from;
        for (int at = from; at < end; at++) {
            char c = text.charAt(at);
            boolean encoded = c == '%' && isEncoded(text, at);
            if (encoded || c == '&' || c == '?') {
                out.writeBytes(text.substring(plain, at).getBytes(StandardCharsets.UTF_8));
                // A field of a form ends where the next begins.
                out.write(encoded ? Integer.parseInt(text, at + 1, at + 3, 16) : '\n');
                at += encoded ? 2 : 0;
                plain = at + 1;
            }
        }
        out.writeBytes(text.substring(Math.min(plain, end), end).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    private static int next(String text, int from) {
        int at = text.indexOf('%', from);
        while (at >= 0 && !isEncoded(text, at)) {
            at = text.indexOf('%', at + 1);
        }
        return at;
    }

    private static boolean isEncoded(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0
                && text.charAt(at + 1) < 0x80
                && text.charAt(at + 2) < 0x80;
    }

    private static boolean endsLink(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>';
    }
}
