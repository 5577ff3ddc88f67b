package org.sealpost.smime;

import org.sealpost.mail.RawMessage;

/**
 * An entity that stood inside of another one. Its header is counted before it is parsed: the listener's limits hold for the
 * outer header alone, and each field takes many times its octets in memory.
 */
final class InnerEntity {

    private static final int MAX_HEADER = 256 * 1024;
    private static final int MAX_LINES = 4_000;

    private InnerEntity() {}

    /** @throws UnreadException when its header is larger than any that is read */
    static RawMessage of(byte[] octets) throws UnreadException {
        int lines = 0;
        int start = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '\n') {
                continue;
            }
            boolean empty = i == start || (i == start + 1 && octets[start] == '\r');
            if (empty) {
                return RawMessage.of(octets);
            }
            start = i + 1;
            if (++lines > MAX_LINES || i > MAX_HEADER) {
                throw new UnreadException(UnreadReason.TOO_COMPLEX);
            }
        }
        return RawMessage.of(octets);
    }
}
