package org.sealpost.mail;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The heap that messages in flight share. Each message reserves room for itself and for its encoding before it is
 * read, so that overload is answered with 452 4.3.1 and never ends in an OutOfMemoryError.
 */
public final class MemoryBudget {

    /** Header, buffers and objects of even the smallest message, in octets. */
    private static final long OVERHEAD = 16 * 1024;

    private final long limit;
    private final AtomicLong reserved = new AtomicLong();

    /** @param limit octets in all */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** Octets that a message of that size needs: itself, and its base64-encoded ciphertext (4/3 and line ends). */
    public static long forMessage(long size) {
        return size + size * 14 / 10 + OVERHEAD;
    }

    /** Octets reserved now. */
    public long reserved() {
        return reserved.get();
    }

    /** Octets in all. */
    public long limit() {
        return limit;
    }

    /** Room for a message of {@code size} octets, or nothing when the budget is used up. */
    public Optional<Reservation> reserve(long size) {
        long octets = forMessage(size);
        return take(octets) ? Optional.of(new Reservation(octets)) : Optional.empty();
    }

    private boolean take(long octets) {
        long now;
        do {
            now = reserved.get();
            if (now + octets > limit) {
                return false;
            }
        } while (!reserved.compareAndSet(now, now + octets));
        return true;
    }

    /** Room held for one message until it is closed. Closing twice is harmless. */
    public final class Reservation implements AutoCloseable {

        private long octets;

        private Reservation(long octets) {
            this.octets = octets;
        }

        /** Makes room for a message that turned out to have {@code size} octets; false when there is none. */
        public synchronized boolean growTo(long size) {
            long more = forMessage(size) - octets;
            if (more <= 0) {
                return true;
            }
            if (!take(more)) {
                return false;
            }
            octets += more;
            return true;
        }

        /** Gives back what a message of {@code size} octets does not need. */
        public synchronized void shrinkTo(long size) {
            long less = octets - forMessage(size);
            if (less > 0) {
                reserved.addAndGet(-less);
                octets -= less;
            }
        }

        @Override
        public synchronized void close() {
            reserved.addAndGet(-octets);
            octets = 0;
        }
    }
}
