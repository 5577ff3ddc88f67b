package org.sealpost.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By which way a patient agreed to be written to. */
public enum Channel {
    /** Ordinary e-mail: the patient was warned of the risk and prefers it (78 FR 5634). */
    UNENCRYPTED,
    /** E-mail over proven TLS. */
    TLS,
    /** E-mail encrypted with S/MIME. */
    SMIME,
    /** The patient portal, with a notice by e-mail. */
    PORTAL,
    /** No e-mail at all (45 CFR 164.522(b)). Stands alone. */
    NONE;

    /** As it stands in files and in the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of that name, exactly. */
    public static Optional<Channel> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
