package org.sealpost.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a patient's wish came to the practice. */
public enum ConsentMethod {
    PAPER,
    IN_PERSON,
    PORTAL,
    /**
     * The patient wrote to the practice by e-mail first (HHS FAQ 570). A state of its own: e-mail is acceptable, and
     * nobody has warned of its risk. Ordinary mail is never agreed to in this way.
     */
    WROTE_FIRST,
    /** A record system told, by FHIR. */
    FHIR;

    /** As it stands in files and in the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The method of that name, exactly. */
    public static Optional<ConsentMethod> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
