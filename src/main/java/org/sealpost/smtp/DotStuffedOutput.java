package org.sealpost.smtp;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a message as the data of DATA: a dot is put before each line that starts with one, and {@link #end()} writes
 * the CRLF.CRLF (RFC 5321 sections 4.1.1.4 and 4.5.2).
 *
 * <p>Guarantee: however the octets come in, nothing that it writes before {@link #end()} is, or could by another server
 * be taken for, the end of the data, because a bare CR, a bare LF and NUL are refused (CVE-2023-51764 and its kin). A
 * refusal leaves the data unfinished: the connection must then be closed without {@link #end()}.
 */
public final class DotStuffedOutput extends OutputStream {

    private static final byte[] DOT = {'.'};
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] FINAL_DOT = {'.', '\r', '\n'};

    private final OutputStream out;
    private boolean lineStart = true;
    private boolean carriageReturn;

    /** @param out buffered; {@link #close()} does not close it */
    public DotStuffedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /** @throws UnsafeLineEndException when the octets hold a bare CR, a bare LF or NUL */
    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int end = offset + length;
        int from = offset;
        int at = offset;
        while (at < end) {
            if (carriageReturn) {
                at = behindLineFeed(octets, at);
                continue;
            }
            if (lineStart && octets[at] == '.') {
                out.write(octets, from, at - from);
                out.write(DOT);
                from = at;
            }
            lineStart = false;
            at = LineBreaks.next(octets, at, end);
            if (at < end) {
                at = behindCarriageReturn(octets, at);
            }
        }
        out.write(octets, from, end - from);
    }

    private int behindLineFeed(byte[] octets, int at) throws UnsafeLineEndException {
        if (octets[at] != '\n') {
            throw new UnsafeLineEndException();
        }
        carriageReturn = false;
        lineStart = true;
        return at + 1;
    }

    private int behindCarriageReturn(byte[] octets, int at) throws UnsafeLineEndException {
        if (octets[at] != '\r') {
            throw new UnsafeLineEndException();
        }
        carriageReturn = true;
        return at + 1;
    }

    /**
     * Closes an unfinished last line.
     *
     * @throws UnsafeLineEndException when the message ended with a CR
     */
    public void endLine() throws IOException {
        if (carriageReturn) {
            throw new UnsafeLineEndException();
        }
        if (!lineStart) {
            out.write(LINE_END);
            lineStart = true;
        }
    }

    /**
     * Ends the data: closes an unfinished last line, then writes the dot. Nothing is flushed.
     *
     * @throws UnsafeLineEndException when the message ended with a CR
     */
    public void end() throws IOException {
        endLine();
        out.write(FINAL_DOT);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
