package org.sealpost.certificate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What follows when it cannot be learnt whether a certificate was revoked. One that is known to be revoked is never
 * used, but for {@link #OFF}.
 */
public enum RevocationPolicy {

    /** It is not used. */
    REQUIRED,

    /** It is not used if it names a place to ask; one that names none is used, as private authorities issue them. */
    OFFERED,

    /** It is used. */
    SOFT,

    /** Nobody is asked. */
    OFF;

    /** Its name in settings, calls and the database. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of that name; nothing when there is none. */
    public static Optional<RevocationPolicy> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }

    /** This one, or the other if that is milder. */
    RevocationPolicy atMost(RevocationPolicy other) {
        return compareTo(other) < 0 ? other : this;
    }
}
