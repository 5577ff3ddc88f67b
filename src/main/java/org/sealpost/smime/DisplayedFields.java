package org.sealpost.smime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sealpost.mail.HeaderField;

/** The header fields that are shown, to be found again at the beginning of a text. */
final class DisplayedFields {

    /** RFC 9788 section 5.2.3. */
    private static final Pattern ELEMENT = Pattern.compile(
            "\\s*<div\\s+class\\s*=\\s*([\"']?)header-protection-legacy-display\\1\\s*>\\s*<pre>([^<]*)</pre>\\s*</div>"
                    + "[ \\t]*(?:\\r?\\n)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE = Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{1,8});|&");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    private final Set<String> fields;

    DisplayedFields(List<HeaderField> shown) {
        this.fields =
                shown.stream().map(field -> normal(DisplayElement.line(field))).collect(Collectors.toSet());
    }

    /** Octets of a decoded text. */
    record Range(int from, int to) {}

    /** The text's display, if there is one that says nothing but what these fields say. */
    Optional<Range> in(ContentTypeField type, DecodedText text) {
        return DisplayElement.charset(type)
                .flatMap(charset ->
                        type.mediaType().equals("text/html") ? inHtml(text, charset) : inPlain(text, charset));
    }

    /** Section 4.5.3.2: up to the first line that is entirely empty. */
    private Optional<Range> inPlain(DecodedText text, Charset charset) {
        byte[] octets = text.octets();
        int lineStart = 0;
        for (int at = 0; at < octets.length; at++) {
            if (octets[at] != '\n') {
                continue;
            }
            if (at == lineStart || at == lineStart + 1 && octets[lineStart] == '\r') {
                return says(new String(octets, 0, lineStart, charset))
                        ? Optional.of(new Range(0, at + 1))
                        : Optional.empty();
            }
            lineStart = at + 1;
        }
        return Optional.empty();
    }

    /** Section 4.5.3.3: the element that the visible part of the document begins with. */
    private Optional<Range> inHtml(DecodedText text, Charset charset) {
        String document = new String(text.octets(), StandardCharsets.ISO_8859_1);
        OptionalInt start = VisibleStart.of(document);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        Matcher element = ELEMENT.matcher(document).region(start.getAsInt(), document.length());
        if (!element.lookingAt()) {
            return Optional.empty();
        }
        String lines = new String(element.group(2).getBytes(StandardCharsets.ISO_8859_1), charset);
        return unescaped(lines).filter(this::says).map(saying -> new Range(element.start(), element.end()));
    }

    /** Whether each line, with those by which it is folded, is one of the fields. */
    private boolean says(String lines) {
        List<String> all = lines.replaceAll("\r?\n[ \t]+", " ")
                .lines()
                .map(DisplayedFields::normal)
                .filter(line -> !line.isEmpty())
                .toList();
        return !all.isEmpty() && fields.containsAll(all);
    }

    private static Optional<String> unescaped(String html) {
        StringBuilder text = new StringBuilder();
        Matcher reference = REFERENCE.matcher(html);
        while (reference.find()) {
            Optional<String> meant = Optional.ofNullable(reference.group(1)).flatMap(DisplayedFields::meant);
            if (meant.isEmpty()) {
                return Optional.empty();
            }
            reference.appendReplacement(text, Matcher.quoteReplacement(meant.get()));
        }
        return Optional.of(reference.appendTail(text).toString());
    }

    private static Optional<String> meant(String reference) {
        if (!reference.startsWith("#")) {
            return Optional.ofNullable(NAMED.get(reference));
        }
        boolean hexadecimal = Character.toLowerCase(reference.charAt(1)) == 'x';
        int point = Integer.parseInt(reference.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
        return Character.isValidCodePoint(point) ? Optional.of(Character.toString(point)) : Optional.empty();
    }

    /** Letters of the name, folding and other white space make no other field. */
    private static String normal(String line) {
        String text = line.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        int colon = text.indexOf(':');
        return colon < 0
                ? text
                : text.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":"
                        + text.substring(colon + 1).strip();
    }
}
