package org.sealpost.consent;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Reads up to a limit: a field whose quotation mark is never closed must not fill the memory. */
final class LimitedReader extends FilterReader {

    private long left;

    /** The limit is reached and there is more. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** @param limit in characters */
    LimitedReader(Reader reader, long limit) {
        super(reader);
        left = limit;
    }

    @Override
    public int read() throws IOException {
        int character = super.read();
        count(character < 0 ? 0 : 1);
        return character;
    }

    @Override
    public int read(char[] characters, int from, int length) throws IOException {
        int read = super.read(characters, from, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws TooLongException {
        left -= read;
        if (left < 0) {
            throw new TooLongException();
        }
    }
}
