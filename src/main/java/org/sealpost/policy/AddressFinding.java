package org.sealpost.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What may be wrong with an address that a message goes to. By itself it demands nothing; rules can refer to it. */
public enum AddressFinding {
    /** Several patients have it, or it is a mailbox that others read, too. */
    SHARED("shared-address"),
    /** Its domain looks like another one that is known, as gmial.com does, and is not that one. */
    LOOKALIKE_DOMAIN("lookalike-domain"),
    /** The practice has sent nothing to it before. */
    FIRST_TIME("first-time");

    private final String key;

    AddressFinding(String key) {
        this.key = key;
    }

    /** The name in rule tests, events and the API. */
    public String key() {
        return key;
    }

    /** The finding with that key. */
    public static Optional<AddressFinding> parse(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }

    /** The keys. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(AddressFinding::key).toList();
    }
}
