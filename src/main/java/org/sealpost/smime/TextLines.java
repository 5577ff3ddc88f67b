package org.sealpost.smime;

/** The line ends of what was in an envelope: text that is signed or sent has CRLF (RFC 8551 section 3.1.1). */
final class TextLines {

    private TextLines() {}

    /** The same with CRLF where a bare LF ends lines, if it is text at all; octets with NUL or bare CR stay as they are. */
    static byte[] canonical(byte[] octets) {
        long size = canonicalSize(octets);
        if (size == octets.length) {
            return octets;
        }
        byte[] canonical = new byte[Math.toIntExact(size)];
        int to = 0;
        for (int i = 0; i < octets.length; i++) {
            if (isBareLineFeed(octets, i)) {
                canonical[to++] = '\r';
            }
            canonical[to++] = octets[i];
        }
        return canonical;
    }

    /** How many octets {@link #canonical} has; the same as before when it changes nothing. */
    static long canonicalSize(byte[] octets) {
        long size = octets.length;
        for (int i = 0; i < octets.length; i++) {
            if (isForbidden(octets, i)) {
                return octets.length;
            }
            size += isBareLineFeed(octets, i) ? 1 : 0;
        }
        return size;
    }

    /** Whether SMTP can carry it: no NUL, and CR and LF together only. */
    static boolean areSendable(byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            if (isForbidden(octets, i) || isBareLineFeed(octets, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isForbidden(byte[] octets, int i) {
        return octets[i] == 0 || (octets[i] == '\r' && (i + 1 == octets.length || octets[i + 1] != '\n'));
    }

    private static boolean isBareLineFeed(byte[] octets, int i) {
        return octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r');
    }
}
