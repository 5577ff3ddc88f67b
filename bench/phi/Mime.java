package phi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Writes texts as mail programs carry them. Lines end in CRLF. */
final class Mime {

    static final String CRLF = "\r\n";
    private static final int LINE = 76;
    private static final Base64.Encoder BASE64 =
            Base64.getMimeEncoder(LINE, CRLF.getBytes(StandardCharsets.US_ASCII));

    private Mime() {}

    /** A part, header and all. */
    record Part(String header, String body) {

        String whole() {
            return header + CRLF + body;
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A text as it would be typed, as a page of HTML. */
    static String page(String text, RandomGenerator random) {
        boolean styled = random.nextBoolean();
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">")
                .append(styled ? "<style>p { margin: 0 0 12px 0; font: 14px Arial }</style>" : "")
                .append("</head>\n<body>\n");
        for (String paragraph : text.strip().split("\n\n+")) {
            page.append(styled ? "<p style=\"color:#222222\">" : "<div>")
                    .append(escape(paragraph).replace("\n", "<br>\n"))
                    .append(styled ? "</p>\n" : "</div>\n<div><br></div>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** A text part; encoding 7bit, quoted-printable or base64. */
    static Part text(String type, String parameters, String encoding, String text) {
        String header = "Content-Type: " + type + "; charset=" + (encoding.equals("7bit") ? "us-ascii" : "utf-8") + parameters
                + CRLF + "Content-Transfer-Encoding: " + encoding + CRLF;
        String lines = text.replace("\n", CRLF);
        String body = switch (encoding) {
            case "7bit" -> lines;
            case "base64" -> BASE64.encodeToString(lines.getBytes(StandardCharsets.UTF_8)) + CRLF;
            default -> quotedPrintable(lines);
        };
        return new Part(header, body);
    }

    static Part multipart(String subtype, String boundary, List<Part> parts) {
        StringBuilder body = new StringBuilder();
        for (Part part : parts) {
            body.append("--").append(boundary).append(CRLF).append(part.whole()).append(CRLF);
        }
        body.append("--").append(boundary).append("--").append(CRLF);
        return new Part("Content-Type: multipart/" + subtype + ";" + CRLF + " boundary=\"" + boundary + "\"" + CRLF,
                body.toString());
    }

    /** RFC 2045 section 6.7, with soft breaks wherever a line is full. */
    static String quotedPrintable(String text) {
        StringBuilder encoded = new StringBuilder(text.length() * 2);
        for (String line : text.split(CRLF, -1)) {
            if (!encoded.isEmpty()) {
                encoded.append(CRLF);
            }
            int length = 0;
            byte[] octets = line.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < octets.length; i++) {
                int octet = octets[i] & 0xff;
                boolean last = i + 1 == octets.length;
                boolean plain = octet >= 0x21 && octet < 0x7f && octet != '=' || (octet == ' ' || octet == '\t') && !last;
                String written = plain ? Character.toString(octet) : String.format(Locale.ROOT, "=%02X", octet);
                if (length + written.length() > LINE - 1) {
                    encoded.append('=').append(CRLF);
                    length = 0;
                }
                encoded.append(written);
                length += written.length();
            }
        }
        return encoded.toString();
    }

    /** A header's value, as encoded words where it must be (RFC 2047). */
    static String unstructured(String text) {
        if (isAscii(text)) {
            return fold(text);
        }
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 18);
            words.add("=?UTF-8?B?"
                    + Base64.getEncoder().encodeToString(text.substring(at, end).getBytes(StandardCharsets.UTF_8)) + "?=");
            at = end;
        }
        return String.join(CRLF + " ", words);
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder();
        int length = 10;
        for (String word : text.split(" ")) {
            if (!folded.isEmpty()) {
                boolean full = length + word.length() > LINE;
                folded.append(full ? CRLF + " " : " ");
                length = full ? 1 : length + 1;
            }
            folded.append(word);
            length += word.length();
        }
        return folded.toString();
    }

    /** Breaks long lines at spaces, as old programs do; what is quoted or laid out stays. */
    static String wrap(String text) {
        StringBuilder wrapped = new StringBuilder(text.length() + 50);
        for (String line : text.split("\n", -1)) {
            boolean laidOut = line.startsWith(">") || line.contains("  ") || line.contains("\t");
            int length = 0;
            for (String word : laidOut ? new String[] {line} : line.split(" ", -1)) {
                if (length > 0) {
                    boolean full = length + 1 + word.length() > LINE - 4;
                    wrapped.append(full ? '\n' : ' ');
                    length = full ? 0 : length + 1;
                }
                wrapped.append(word);
                length += word.length();
            }
            wrapped.append('\n');
        }
        wrapped.setLength(wrapped.length() - 1);
        return wrapped.toString();
    }
}
