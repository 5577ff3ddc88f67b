package org.sealpost.keys;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whom the internal authority issues a certificate to. */
public enum Holder {
    STAFF,
    PATIENT;

    /** As the database and the API name it. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return none when there is no such holder */
    public static Optional<Holder> parse(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(one -> one.key().equals(lower)).findFirst();
    }
}
