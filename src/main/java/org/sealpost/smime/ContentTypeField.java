package org.sealpost.smime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.sealpost.mail.HeaderField;

/**
 * A Content-Type field that was read once, strictly enough to know that a parameter added at its end is read as one by
 * everybody (RFC 2045 section 5.1): quotes and comments are closed, and each parameter has a name and a value.
 *
 * @param field as it came
 * @param mediaType {@code type/subtype} in lower case
 * @param parameters values, without quotes, by name in lower case; none is there twice
 */
record ContentTypeField(HeaderField field, String mediaType, Map<String, String> parameters) {

    /** The type of an entity that names none (RFC 2045 section 5.2). */
    static final ContentTypeField DEFAULT = new ContentTypeField(
            new HeaderField("Content-Type", "Content-Type: text/plain; charset=us-ascii\r\n"),
            "text/plain",
            Map.of("charset", "us-ascii"));

    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    /** How long a line may become before it is folded (RFC 5322 section 2.1.1). */
    private static final int LINE = 78;

    /** @throws SmimeException when it could be read in two ways */
    static ContentTypeField parse(HeaderField field) throws SmimeException {
        return new Scanner(field).parse();
    }

    /** The raw field with more parameters, everything before them octet by octet as it came. */
    String with(String... more) {
        StringBuilder raw = new StringBuilder(field.raw().stripTrailing());
        while (raw.charAt(raw.length() - 1) == ';') {
            raw = new StringBuilder(raw.substring(0, raw.length() - 1).stripTrailing());
        }
        for (String parameter : more) {
            int lastLine = raw.length() - (raw.lastIndexOf("\n") + 1);
            raw.append(lastLine + 2 + parameter.length() > LINE ? ";\r\n " : "; ")
                    .append(parameter);
        }
        return raw.append("\r\n").toString();
    }

    /** The field without some parameters; as it came when it has none of them. */
    HeaderField without(Predicate<String> unwanted) {
        if (parameters.keySet().stream().noneMatch(unwanted)) {
            return field;
        }
        StringBuilder raw = new StringBuilder(field.name()).append(": ").append(mediaType);
        parameters.entrySet().stream()
                .filter(parameter -> !unwanted.test(parameter.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(parameter -> raw.append(";\r\n ")
                        .append(parameter.getKey())
                        .append('=')
                        .append(written(parameter.getValue())));
        return new HeaderField(field.name(), raw.append("\r\n").toString());
    }

    /** A token as it is, for RFC 2231 knows no quotes; all else in quotes. */
    private static String written(String value) {
        boolean token = !value.isEmpty() && value.chars().allMatch(c -> Scanner.isToken((char) c));
        return token ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Reads the field from left to right, once. */
    private static final class Scanner {

        private final HeaderField field;
        private final String text;
        private int at;

        Scanner(HeaderField field) {
            this.field = field;
            String unfolded = field.raw().replace("\r\n", "");
            this.text = unfolded.substring(unfolded.indexOf(':') + 1);
        }

        ContentTypeField parse() throws SmimeException {
            if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
                throw malformed();
            }
            skipSpaceAndComments();
            String type = token();
            expect('/');
            String mediaType = (type + "/" + token()).toLowerCase(Locale.ROOT);
            Map<String, String> parameters = new LinkedHashMap<>();
            skipSpaceAndComments();
            while (at < text.length()) {
                expect(';');
                skipSpaceAndComments();
                if (at < text.length() && text.charAt(at) != ';') {
                    readParameter(parameters);
                }
            }
            return new ContentTypeField(field, mediaType, Map.copyOf(parameters));
        }

        private void readParameter(Map<String, String> parameters) throws SmimeException {
            String name = token().toLowerCase(Locale.ROOT);
            skipSpaceAndComments();
            expect('=');
            skipSpaceAndComments();
            boolean quoted = at < text.length() && text.charAt(at) == '"';
            String value = quoted ? quotedString() : unquotedValue();
            skipSpaceAndComments();
            if (parameters.put(name, value) != null) {
                throw malformed();
            }
        }

        private String token() throws SmimeException {
            int start = at;
            while (at < text.length() && isToken(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw malformed();
            }
            return text.substring(start, at);
        }

        /** Wider than RFC 2045's token: boundaries with = and ? are met unquoted, and nobody reads them otherwise. */
        private String unquotedValue() throws SmimeException {
            int start = at;
            while (at < text.length() && " \t;\"()\\".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (at == start) {
                throw malformed();
            }
            return text.substring(start, at);
        }

        private String quotedString() throws SmimeException {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
                value.append(text.charAt(at));
                at++;
            }
            expect('"');
            return value.toString();
        }

        private void skipSpaceAndComments() throws SmimeException {
            int depth = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '(') {
                    depth++;
                } else if (c == ')' && depth > 0) {
                    depth--;
                } else if (c == '\\' && depth > 0) {
                    at++;
                } else if (depth == 0 && c != ' ' && c != '\t') {
                    return;
                }
                at++;
            }
            if (depth > 0) {
                throw malformed();
            }
        }

        private void expect(char wanted) throws SmimeException {
            if (at >= text.length() || text.charAt(at) != wanted) {
                throw malformed();
            }
            at++;
        }

        private static boolean isToken(char c) {
            return c > ' ' && c < 0x7f && TSPECIALS.indexOf(c) < 0;
        }

        private static SmimeException malformed() {
            return new SmimeException("The message's Content-Type is malformed, so its header cannot be protected.");
        }
    }
}
