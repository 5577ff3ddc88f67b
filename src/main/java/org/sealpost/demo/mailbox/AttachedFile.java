package org.sealpost.demo.mailbox;

import java.util.Locale;

/**
 * A part that a mail reader offers as a file.
 *
 * @param name as the sender named it, empty without a name; foreign text
 * @param mediaType as the part declares it
 */
record AttachedFile(String name, String mediaType, byte[] octets) {

    /** The name, or words that stand for it. */
    public String label() {
        return name.isBlank() ? "without a name" : name;
    }

    /** Such as {@code 12.3 KB}. */
    public String size() {
        return size(octets.length);
    }

    /** A size for people. */
    static String size(long octets) {
        if (octets < 1000) {
            return octets + " B";
        }
        return octets < 1_000_000
                ? String.format(Locale.ROOT, "%.1f KB", octets / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", octets / 1e6);
    }
}
