package org.sealpost.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Who did something.
 *
 * @param id names them within their kind: a staff member's or token's id, a patient's id, a part of Sealpost. Never an
 *     address
 */
public record Actor(Kind kind, String id) {

    /** The closed set of kinds. */
    public enum Kind {
        STAFF,
        PATIENT,
        SYSTEM;

        /** As it is stored, such as {@code staff}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A member of the practice's staff, or the token that stands for them. */
    public static Actor staff(String id) {
        return new Actor(Kind.STAFF, id);
    }

    /** A patient, by the practice's patient id. */
    public static Actor patient(String id) {
        return new Actor(Kind.PATIENT, id);
    }

    /** A part of Sealpost, such as {@code rules-file}. */
    public static Actor system(String part) {
        return new Actor(Kind.SYSTEM, part);
    }
}
