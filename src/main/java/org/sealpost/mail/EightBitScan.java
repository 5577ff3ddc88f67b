package org.sealpost.mail;

import java.io.OutputStream;

/** Looks at octets that are written to it: whether any is beyond ASCII (RFC 6152). */
public final class EightBitScan extends OutputStream {

    private boolean found;

    @Override
    public void write(int octet) {
        found |= (octet & 0x80) != 0;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        int all = 0;
        for (int i = offset; i < offset + length; i++) {
            all |= octets[i];
        }
        found |= (all & 0x80) != 0;
    }

    /** Whether one is. */
    public boolean found() {
        return found;
    }
}
