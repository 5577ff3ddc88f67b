package org.sealpost.demo.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer of the site.
 *
 * @param status of HTTP
 * @param fields header fields beside those that every answer has
 */
record Page(int status, String mediaType, byte[] octets, Map<String, String> fields) {

    /** Of pages: nothing but our own style sheet and our own frame. */
    private static final String OF_PAGES = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    /** Of a message's HTML: nothing at all but its own styles; links open in a window of their own. */
    private static final String OF_MESSAGES = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none';"
            + " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    Page {
        fields = Map.copyOf(fields);
    }

    static Page html(int status, String html) {
        return new Page(status, "text/html; charset=utf-8", utf8(html), Map.of("Content-Security-Policy", OF_PAGES));
    }

    /** HTML that a stranger wrote, already made harmless. */
    static Page foreignHtml(String html) {
        return new Page(200, "text/html; charset=utf-8", utf8(html), Map.of("Content-Security-Policy", OF_MESSAGES));
    }

    static Page of(String mediaType, byte[] octets) {
        return new Page(200, mediaType, octets, Map.of("Content-Security-Policy", OF_MESSAGES));
    }

    /** A file to be saved, never shown. */
    static Page download(byte[] octets, String fileName) {
        return new Page(
                200,
                "application/octet-stream",
                octets,
                Map.of("Content-Security-Policy", OF_MESSAGES, "Content-Disposition", disposition(fileName)));
    }

    static Page text(int status, String text) {
        return new Page(status, "text/plain; charset=utf-8", utf8(text), Map.of("Content-Security-Policy", OF_PAGES));
    }

    /** A name for saving (RFC 6266 section 4.3, RFC 8187): octets of attr-char, everything else percent-encoded. */
    private static String disposition(String fileName) {
        StringBuilder name = new StringBuilder("attachment; filename*=UTF-8''");
        for (byte octet : fileName.replace('/', '_').replace('\\', '_').getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
            name.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return name.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
