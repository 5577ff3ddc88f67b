package org.sealpost.smime;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sealpost.mail.HeaderField;

/**
 * A part's Content-Type as some reader may understand it, however it is written: for finding what must not be there.
 *
 * @param mediaType {@code type/subtype} in lower case
 * @param parameters values by name in lower case
 */
record PartType(String mediaType, Map<String, String> parameters) {

    /** Reads the field; where it is malformed, every piece between semicolons that may be a parameter is one. */
    static PartType of(HeaderField field) {
        try {
            ContentTypeField strict = ContentTypeField.parse(field);
            return new PartType(strict.mediaType(), strict.parameters());
        } catch (SmimeException malformed) {
            return lenient(field.value());
        }
    }

    /** Whether it claims a header protection (RFC 9788 section 2.1). */
    boolean claimsHeaderProtection() {
        return parameters.keySet().stream().anyMatch(MessageEntity::isOfHeaderProtection);
    }

    boolean isMultipart() {
        return mediaType.startsWith("multipart/");
    }

    boolean isMessage() {
        return mediaType.startsWith("message/");
    }

    private static PartType lenient(String value) {
        String[] pieces = value.split(";");
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < pieces.length; i++) {
            int equals = pieces[i].indexOf('=');
            if (equals > 0) {
                String name = pieces[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.putIfAbsent(
                        name, pieces[i].substring(equals + 1).replace("\"", "").strip());
            }
        }
        return new PartType(pieces.length == 0 ? "" : pieces[0].strip().toLowerCase(Locale.ROOT), parameters);
    }
}
