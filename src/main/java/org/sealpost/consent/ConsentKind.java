package org.sealpost.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a record of a patient's wishes is. */
public enum ConsentKind {
    /** The patient agrees to be written to by some ways. The newest for a purpose takes the place of those before. */
    CONSENT,
    /**
     * The patient asks for confidential communication by certain ways only (45 CFR 164.522(b)), which no rule of the
     * practice and no consent widens, until it is revoked or another request takes its place.
     */
    REQUEST,
    /** The patient has signed an authorisation of marketing (45 CFR 164.508). It opens no channel. */
    AUTHORIZATION;

    /** As it stands in files and in the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name, exactly. */
    public static Optional<ConsentKind> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
