package org.sealpost.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose address it is, seen from the patient. */
public enum Relationship {
    SELF,
    PARENT,
    GUARDIAN,
    REPRESENTATIVE;

    /** As it stands in files and in the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The relationship of that name, exactly. */
    public static Optional<Relationship> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
