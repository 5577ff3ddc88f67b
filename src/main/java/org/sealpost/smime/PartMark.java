package org.sealpost.smime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.sealpost.mail.RawMessage;

/** Whether something within a message says that it is S/MIME. It is only told of, so a word in a text does no harm. */
final class PartMark {

    /** What the types of RFC 8551 share, with and without the old {@code x-}. */
    private static final byte[] MARK = "pkcs7-".getBytes(StandardCharsets.US_ASCII);

    private static final int BLOCK = 64 * 1024;
    private static final int TO_LOWER = 0x20;

    private PartMark() {}

    /** Looks through the body without a copy of it. */
    static boolean isIn(RawMessage message) {
        byte[] block = new byte[BLOCK];
        int matched = 0;
        try (InputStream body = message.openBody()) {
            for (int read = body.read(block); read > 0; read = body.read(block)) {
                for (int i = 0; i < read; i++) {
                    int octet = block[i] >= 'A' && block[i] <= 'Z' ? block[i] | TO_LOWER : block[i];
                    // Its first letter does not come again within it, so nothing need be looked at twice.
                    matched = octet == MARK[matched] ? matched + 1 : octet == MARK[0] ? 1 : 0;
                    if (matched == MARK.length) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
