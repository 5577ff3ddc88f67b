package org.sealpost.dkim;

import java.util.Arrays;
import java.util.Locale;

/** Where a key is in its life: published before it is used, and for a while after. */
public enum DkimKeyState {
    /** Made; its DNS record is to be published. */
    NEXT,
    /** Signs. */
    ACTIVE,
    /** Signs no more, and its private half is gone; its record stays a while for mail that is on its way. */
    RETIRED;

    /** As the database and the API name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DkimKeyState of(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
