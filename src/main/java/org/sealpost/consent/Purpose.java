package org.sealpost.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** For what a patient agreed to be written to (45 CFR 164.501). An e-mail consent is no marketing authorisation. */
public enum Purpose {
    TREATMENT,
    PAYMENT,
    OPERATIONS,
    MARKETING,
    /** Treatment, payment and operations. */
    ALL;

    /** As it stands in files and in the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The purpose of that name, exactly. */
    public static Optional<Purpose> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
