package org.sealpost.keys;

import java.util.Locale;

/** Where a key is in its life. It follows from the key's dates, so that nothing has to happen at a moment. */
public enum KeyState {
    /** Made; it waits for its certificate. */
    WAITING,
    /** Certified, and will sign from a date. It decrypts already. */
    NEXT,
    /** Signs and decrypts. */
    ACTIVE,
    /** Signs no more, and still decrypts for a while. */
    RETIRED,
    /** Its private half is gone. */
    DESTROYED;

    /** As the API names it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
