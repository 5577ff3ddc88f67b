package org.sealpost.demo.mailbox;

import java.util.Arrays;
import java.util.Optional;

/** A way to look at a message. */
enum Showing {
    /** As its recipient's mail program shows it. */
    MESSAGE("message"),
    /** Decrypted with the sample recipient's key. */
    DECRYPTED("decrypted"),
    /** Its octets as they arrived. */
    SOURCE("source");

    private final String key;

    Showing(String key) {
        this.key = key;
    }

    /** As it stands in addresses. */
    String key() {
        return key;
    }

    /** The one with that key. */
    static Optional<Showing> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }
}
