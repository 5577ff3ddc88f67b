package org.sealpost.smtp;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a peer sent, read in blocks and looked at in place. Lines and message data are taken from the same buffer, so
 * that nothing is lost between a command and what follows it, and so that one can ask whether something follows.
 *
 * <p>Not safe for use by several threads.
 */
public final class BlockInput {

    private static final int BLOCK = 32 * 1024;

    private final InputStream source;
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int limit;

    /** @param source must itself be unbuffered, or what it holds back is not seen by {@link #buffered()} */
    public BlockInput(InputStream source) {
        this.source = source;
    }

    /** Octets that arrived and were not taken yet. */
    public int buffered() {
        return limit - position;
    }

    /**
     * Waits until there is at least one octet.
     *
     * @return false when the peer has closed its side
     * @throws IOException when the connection is lost or a deadline has passed
     */
    public boolean await() throws IOException {
        if (buffered() > 0) {
            return true;
        }
        int count = source.read(block, 0, block.length);
        position = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    /** The array in which the buffered octets stand, from {@link #position()} to {@link #limit()}. */
    byte[] block() {
        return block;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    /** Takes the octets before {@code index}. */
    void takeTo(int index) {
        position = index;
    }

    /** The next octet as 0 to 255, without taking it. Only when something is buffered. */
    public int peek() {
        return block[position] & 0xff;
    }

    /**
     * Gives the buffered octets to a consumer, which says how many it took.
     *
     * @return how many it took
     */
    public int offer(Consumer consumer) {
        int taken = consumer.accept(block, position, limit);
        position += taken;
        return taken;
    }

    /** Something that takes octets from the front of a range. */
    @FunctionalInterface
    public interface Consumer {

        /** @return how many octets from {@code from} on were taken */
        int accept(byte[] octets, int from, int to);
    }
}
