package org.sealpost.smime;

import java.io.OutputStream;

/**
 * Looks at octets that are written to it: whether every mail server passes them on as they are (RFC 8551 section 3.1.3).
 * They do so for 7-bit lines of at most 998 octets that end with CRLF; {@code From } at the beginning of a line becomes
 * {@code >From } in some mailboxes.
 */
final class TransportSafety extends OutputStream {

    private static final int MAX_LINE = 998;
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private boolean safe = true;
    private int inLine;
    private int ofFrom;
    private boolean afterCr;

    @Override
    public void write(int octet) {
        byte one = (byte) octet;
        if (one == '\n') {
            safe &= afterCr;
            inLine = 0;
            ofFrom = 0;
        } else {
            safe &= one > 0 && !afterCr;
            countInLine(one);
        }
        afterCr = one == '\r';
    }

    private void countInLine(byte one) {
        ofFrom = ofFrom == inLine && inLine < FROM.length && one == FROM[inLine] ? ofFrom + 1 : 0;
        inLine += one == '\r' ? 0 : 1;
        safe &= inLine <= MAX_LINE && ofFrom < FROM.length;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length && safe; i++) {
            write(octets[i]);
        }
    }

    /** Whether all that was written is safe. */
    boolean holds() {
        return safe && !afterCr;
    }
}
