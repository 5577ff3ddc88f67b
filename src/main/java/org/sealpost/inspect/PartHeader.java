package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The header of a message or part (RFC 5322 section 2.2, RFC 2045 section 3), read as mail readers do.
 *
 * @param bodyStart where the body begins in the piece
 * @param broken whether a line was no field, or a field's name was oddly written: readers disagree about those
 */
record PartHeader(List<Field> fields, int bodyStart, boolean broken, boolean tooLarge) {

    /** One field: its name in lower case, its value without line ends, each octet one character. */
    record Field(String name, String value) {

        /** The value with UTF-8 read as such (RFC 6532) where it is valid. */
        String text() {
            byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
            return CharsetText.strictly(octets, StandardCharsets.UTF_8).orElse(value);
        }
    }

    static PartHeader read(Piece piece, int limit) {
        List<Field> fields = new ArrayList<>();
        boolean broken = false;
        int at = piece.from();
        while (at < piece.to() && !piece.isEmptyLine(at)) {
            int end = fieldEnd(piece, at);
            if (end - piece.from() > limit) {
                return new PartHeader(fields, at, broken, true);
            }
            String raw = piece.text(at, end);
            int colon = raw.indexOf(':');
            if (colon < 1 || !isName(raw.substring(0, colon).strip())) {
                // What is no field begins the body for some readers and is skipped by others.
                return new PartHeader(fields, at, true, false);
            }
            String name = raw.substring(0, colon);
            broken |= !name.equals(name.strip());
            fields.add(new Field(name.strip().toLowerCase(Locale.ROOT), unfolded(raw.substring(colon + 1))));
            at = end;
        }
        return new PartHeader(fields, at < piece.to() ? piece.lineEnd(at) : at, broken, false);
    }

    List<Field> all(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).toList();
    }

    Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** Whether one of these fields stands there more than once. */
    boolean repeatsAny(Set<String> names) {
        Set<String> seen = new HashSet<>();
        for (Field field : fields) {
            if (names.contains(field.name()) && !seen.add(field.name())) {
                return true;
            }
        }
        return false;
    }

    private static int fieldEnd(Piece piece, int at) {
        int end = piece.lineEnd(at);
        while (end < piece.to() && (piece.at(end) == ' ' || piece.at(end) == '\t')) {
            end = piece.lineEnd(end);
        }
        return end;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static String unfolded(String raw) {
        return raw.replace("\r", "").replace("\n", "").strip();
    }
}
