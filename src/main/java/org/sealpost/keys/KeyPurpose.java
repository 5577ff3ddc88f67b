package org.sealpost.keys;

import java.util.Arrays;
import java.util.Locale;

/** What a key is for. */
public enum KeyPurpose {
    /** Signs and decrypts mail. */
    SMIME,
    /** Signs certificates, and never mail. */
    AUTHORITY;

    /** As the database and the API name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeyPurpose of(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
