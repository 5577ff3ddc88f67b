package org.sealpost.keys;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who signs a new key's certificate. */
public enum KeyIssuer {
    /** An authority outside: the key waits with a request (PKCS#10). */
    OUTSIDE,
    /** The key itself. */
    SELF,
    /** The practice's internal authority. */
    AUTHORITY;

    /** As the API names it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return none when there is no such issuer */
    public static Optional<KeyIssuer> parse(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(one -> one.key().equals(lower)).findFirst();
    }
}
