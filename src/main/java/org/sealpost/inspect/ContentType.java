package org.sealpost.inspect;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a part (RFC 2045 section 5).
 *
 * @param type such as {@code text}, in lower case
 * @param subtype such as {@code plain}, in lower case
 * @param parameters by name in lower case
 */
record ContentType(String type, String subtype, Map<String, String> parameters) {

    ContentType {
        parameters = Map.copyOf(parameters);
    }

    /** What a part is that declares nothing (RFC 2045 section 5.2). */
    static ContentType plainText() {
        return new ContentType("text", "plain", Map.of());
    }

    /** What a part of multipart/digest is that declares nothing (RFC 2046 section 5.1.5). */
    static ContentType message() {
        return new ContentType("message", "rfc822", Map.of());
    }

    /**
     * Reads the field's value.
     *
     * @return nothing when it does not follow the grammar
     */
    static Optional<ContentType> parse(String value) {
        Optional<ParameterizedValue> read = ParameterizedValue.parse(value);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        String[] names = read.get().value().toLowerCase(Locale.ROOT).split("/", -1);
        if (names.length != 2 || !isToken(names[0]) || !isToken(names[1])) {
            return Optional.empty();
        }
        return Optional.of(new ContentType(names[0], names[1], read.get().parameters()));
    }

    String name() {
        return type + "/" + subtype;
    }

    boolean is(String otherName) {
        return name().equals(otherName);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The name of the file that it says the part is, as older programs write and read it; encoded words decoded. */
    Optional<String> fileName() {
        return parameter("name").map(ContentType::decoded);
    }

    /** The name of a file as a field has it. */
    static String decoded(String fileName) {
        return EncodedWords.decode(new PartHeader.Field("filename", fileName).text())
                .text();
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!ParameterizedValue.isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
