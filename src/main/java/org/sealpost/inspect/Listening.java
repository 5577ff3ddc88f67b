package org.sealpost.inspect;

import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;

/**
 * How code on a thread of {@link FileThreads} hears that nobody waits for it any more. The readers that are not ours never ask; but
 * before a font, a form or a state that stands in an object of its own they ask a cache, which does.
 */
final class Listening extends DefaultResourceCache {

    /** @throws InterruptedIOException when what the thread does is no longer wanted */
    static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("no more of it is wanted");
        }
    }

    @Override
    public PDFont getFont(COSObject indirect) {
        listen();
        return super.getFont(indirect);
    }

    @Override
    public PDExtendedGraphicsState getExtGState(COSObject indirect) {
        listen();
        return super.getExtGState(indirect);
    }

    @Override
    public PDXObject getXObject(COSObject indirect) {
        listen();
        return super.getXObject(indirect);
    }

    private static void listen() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("no more of it is wanted");
        }
    }
}
