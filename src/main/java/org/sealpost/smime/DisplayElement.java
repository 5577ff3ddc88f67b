package org.sealpost.smime;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.sealpost.mail.HeaderField;

/**
 * A Legacy Display Element in the character set of the text that it goes into.
 *
 * @param html for text/html (RFC 9788 section 5.2.3), else for text/plain (section 5.2.2)
 * @param lines the fields, each as {@code Name: value}
 * @param charset of the text
 */
record DisplayElement(boolean html, String lines, Charset charset) {

    /** Longer lines would not be sent; a display that has them is left out. */
    private static final int MAX_LINE = 900;

    /** @return empty when the text's character set has no letters for it */
    static Optional<DisplayElement> of(List<HeaderField> fields, ContentTypeField type) {
        boolean html = type.mediaType().equals("text/html");
        String lines = fields.stream().map(DisplayElement::line).collect(Collectors.joining("\r\n"));
        String shown = html ? escaped(lines) : lines;
        return charset(type)
                .filter(charset -> charset.newEncoder().canEncode(shown))
                .filter(charset -> lines.lines().allMatch(line -> line.length() <= MAX_LINE))
                .map(charset -> new DisplayElement(html, shown, charset));
    }

    /**
     * The element's octets.
     *
     * @param padding white space to put in, which shows nowhere
     */
    byte[] octets(int padding) {
        String space = " ".repeat(padding);
        return (html
                        ? "\r\n<div class=\"header-protection-legacy-display\">\r\n<pre>" + lines + "</pre>\r\n</div>"
                                + space + "\r\n"
                        : lines + space + "\r\n\r\n")
                .getBytes(charset);
    }

    /** Which octet of the text it goes before; none when that is uncertain. */
    OptionalInt position(DecodedText text) {
        return html ? VisibleStart.of(new String(text.octets(), StandardCharsets.ISO_8859_1)) : OptionalInt.of(0);
    }

    /** A field as the element has it. */
    static String line(HeaderField field) {
        return field.name() + ": " + decoded(field.value()).replaceAll("\\p{Cntrl}", " ");
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(value);
        } catch (UnsupportedEncodingException unknownCharset) {
            return value;
        }
    }

    private static String escaped(String lines) {
        return lines.codePoints()
                .mapToObj(c -> c > 0x7e || c == '&' || c == '<' || c == '>' ? "&#" + c + ";" : Character.toString(c))
                .collect(Collectors.joining());
    }

    /** The text's character set if it is one in which US-ASCII is written as itself. */
    static Optional<Charset> charset(ContentTypeField type) {
        try {
            Charset charset = Charset.forName(type.parameters().getOrDefault("charset", "us-ascii"));
            String ascii = "Subject: <aA0>";
            return charset.canEncode()
                            && Arrays.equals(ascii.getBytes(charset), ascii.getBytes(StandardCharsets.US_ASCII))
                    ? Optional.of(charset)
                    : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
