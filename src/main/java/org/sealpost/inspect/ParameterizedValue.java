package org.sealpost.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The value of Content-Type or Content-Disposition: a word and parameters (RFC 2045 section 5.1), with continued and
 * encoded parameters put together (RFC 2231).
 *
 * @param parameters by name in lower case, without RFC 2231's stars
 */
record ParameterizedValue(String value, Map<String, String> parameters) {

    private static final String SPECIALS = "()<>@,;:\\\"/[]?=";

    /** A bit for each of them, of the characters up to 63 and of those above. */
    private static final long LOW = bits(0);

    private static final long HIGH = bits(Long.SIZE);

    private static final int SEGMENTS = 100;

    /** @return nothing when it does not follow the grammar, or when a parameter stands twice */
    static Optional<ParameterizedValue> parse(String text) {
        Scanner scanner = new Scanner(text);
        scanner.skipSpace();
        StringBuilder value = new StringBuilder(scanner.token());
        if (scanner.take('/')) {
            value.append('/').append(scanner.token());
        }
        Map<String, String> raw = new HashMap<>();
        while (true) {
            scanner.skipSpace();
            if (scanner.atEnd()) {
                break;
            }
            if (!scanner.take(';')) {
                return Optional.empty();
            }
            scanner.skipSpace();
            if (scanner.atEnd()) {
                break;
            }
            String name = scanner.token().toLowerCase(Locale.ROOT);
            scanner.skipSpace();
            if (name.isEmpty() || !scanner.take('=')) {
                return Optional.empty();
            }
            scanner.skipSpace();
            Optional<String> parameter = scanner.parameterValue();
            if (parameter.isEmpty() || raw.put(name, parameter.get()) != null) {
                return Optional.empty();
            }
        }
        return value.isEmpty()
                ? Optional.empty()
                : joined(raw).map(parameters -> new ParameterizedValue(value.toString(), parameters));
    }

    static boolean isTokenCharacter(int c) {
        return c > ' ' && c < 0x7f && ((c < Long.SIZE ? LOW : HIGH) >>> c & 1) == 0;
    }

    private static long bits(int from) {
        return SPECIALS.chars()
                .filter(c -> c >= from && c < from + Long.SIZE)
                .mapToLong(c -> 1L << c)
                .reduce(0, (a, b) -> a | b);
    }

    /** RFC 2231: {@code name*0*=utf-8''a%20} and {@code name*1=b} are one parameter. */
    private static Optional<Map<String, String>> joined(Map<String, String> raw) {
        Map<String, String> parameters = new HashMap<>();
        Map<String, TreeMap<Integer, String>> segments = new HashMap<>();
        for (Map.Entry<String, String> entry : raw.entrySet()) {
            String[] name = entry.getKey().split("\\*", -1);
            boolean encoded = name.length > 1 && name[name.length - 1].isEmpty();
            boolean numbered = name.length > 1 && name[1].matches("[0-9]{1,2}");
            if (name.length > 3 || (name.length > 1 && !encoded && !numbered)) {
                return Optional.empty();
            }
            String value = (encoded ? "*" : "=") + entry.getValue();
            TreeMap<Integer, String> ofName = segments.computeIfAbsent(name[0], ignored -> new TreeMap<>());
            // A plain value and a continued one under one name are two readings.
            if (ofName.put(numbered ? Integer.parseInt(name[1]) : -1, value) != null || ofName.size() > SEGMENTS) {
                return Optional.empty();
            }
        }
        for (Map.Entry<String, TreeMap<Integer, String>> entry : segments.entrySet()) {
            boolean whole = entry.getValue().containsKey(-1);
            if (whole && entry.getValue().size() > 1) {
                return Optional.empty();
            }
            Optional<String> value = decoded(entry.getValue());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            parameters.put(entry.getKey(), value.get());
        }
        return Optional.of(parameters);
    }

    private static Optional<String> decoded(TreeMap<Integer, String> segments) {
        String charset = "";
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        boolean first = true;
        for (String segment : segments.values()) {
            String text = segment.substring(1);
            if (segment.charAt(0) == '*') {
                if (first) {
                    String[] pieces = text.split("'", 3);
                    if (pieces.length < 3) {
                        return Optional.empty();
                    }
                    charset = pieces[0];
                    text = pieces[2];
                }
                octets.writeBytes(percentDecoded(text));
            } else {
                octets.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            }
            first = false;
        }
        if (charset.isEmpty()) {
            return Optional.of(octets.toString(StandardCharsets.ISO_8859_1));
        }
        return CharsetText.charset(charset).flatMap(known -> CharsetText.strictly(octets.toByteArray(), known));
    }

    private static byte[] percentDecoded(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (text.charAt(i) == '%' && low >= 0) {
                octets.write(high * 16 + low);
                i += 2;
            } else {
                octets.write(text.charAt(i));
            }
        }
        return octets.toByteArray();
    }

    /** Walks over one value. */
    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return at >= text.length();
        }

        boolean take(char wanted) {
            if (!atEnd() && text.charAt(at) == wanted) {
                at++;
                return true;
            }
            return false;
        }

        /** White space and comments (RFC 5322 section 3.2.2). */
        void skipSpace() {
            int depth = 0;
            for (; !atEnd(); at++) {
                char c = text.charAt(at);
                if (c == '(') {
                    depth++;
                } else if (c == ')' && depth > 0) {
                    depth--;
                } else if (c == '\\' && depth > 0 && at + 1 < text.length()) {
                    at++;
                } else if (depth == 0 && c != ' ' && c != '\t') {
                    return;
                }
            }
        }

        String token() {
            int start = at;
            while (!atEnd() && isTokenCharacter(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        Optional<String> parameterValue() {
            if (!take('"')) {
                String token = token();
                return token.isEmpty() ? Optional.empty() : Optional.of(token);
            }
            StringBuilder quoted = new StringBuilder();
            for (; !atEnd(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return Optional.of(quoted.toString());
                }
                if (c == '\\' && at + 1 < text.length()) {
                    at++;
                }
                quoted.append(text.charAt(at));
            }
            return Optional.empty();
        }
    }
}
