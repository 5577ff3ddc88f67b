package org.sealpost.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How strongly a message is protected, from weakest to strongest. The order of the constants is the order of
 * protection: whatever fails may only move a message down this list, never up.
 */
public enum Protection {
    /** Ordinary mail: nothing is demanded of the connection. */
    PLAIN("plain", "ordinary mail"),
    /** TLS without proof of who is at the other end. */
    TLS("tls", "TLS"),
    /** TLS to a next hop that proved who it is. */
    VERIFIED_TLS("verified-tls", "verified TLS"),
    /** Encrypted for the recipient's certificate (S/MIME). */
    SMIME("smime", "S/MIME"),
    /** Kept in the patient portal; only a notice is sent. */
    PORTAL("portal", "the portal"),
    /** Waits for a person. */
    HOLD("hold", "hold"),
    /** Goes back to its sender. */
    REJECT("reject", "reject");

    private final String key;
    private final String words;

    Protection(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** The name in rules, headers, events and the API, such as {@code verified-tls}. */
    public String key() {
        return key;
    }

    /** The name in a sentence for people, such as {@code verified TLS}. */
    public String words() {
        return words;
    }

    /** The level of that key; case and surrounding white space do not matter. */
    public static Optional<Protection> parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(level -> level.key.equals(wanted)).findFirst();
    }

    /** The keys, weakest first. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Protection::key).toList();
    }

    /** Whether this protects at least as strongly as the other. */
    public boolean isAtLeast(Protection other) {
        return compareTo(other) >= 0;
    }

    /** Whether the message goes out of the house as a whole, encrypted or not: everything below {@link #PORTAL}. */
    public boolean isSent() {
        return compareTo(PORTAL) < 0;
    }

    /** Whether this is one of the two ends, holding and refusing, which nothing excludes and nothing makes infeasible. */
    public boolean isStop() {
        return isAtLeast(HOLD);
    }
}
