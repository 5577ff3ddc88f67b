package org.sealpost.mail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much memory messages may hold at once, so that no number of clients brings the process down. Whoever finds no room
 * may wait a moment for it, in the order in which they came: most messages are through in milliseconds.
 */
public final class MemoryBudget {

    /** Header, buffers and objects of even the smallest message, in octets. */
    private static final long OVERHEAD = 16 * 1024;

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private long reserved;

    /** @param limit octets in all */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** Octets that a message of that size needs: itself, and its base64-encoded ciphertext (4/3 and line ends). */
    public static long forMessage(long size) {
        return size + size * 14 / 10 + OVERHEAD;
    }

    /** Octets of the largest message that can ever be reserved, when nothing else is; less than 0 when none can. */
    public long largestMessage() {
        return Math.floorDiv((limit - OVERHEAD) * 10, 24L);
    }

    /** Octets reserved now. */
    public long reserved() {
        lock.lock();
        try {
            return reserved;
        } finally {
            lock.unlock();
        }
    }

    /** Octets in all. */
    public long limit() {
        return limit;
    }

    /** Room for a message of {@code size} octets, or nothing when the budget is used up. */
    public Optional<Reservation> reserve(long size) {
        return reserve(size, Duration.ZERO);
    }

    /**
     * Room for a message of {@code size} octets, or nothing when there is none within the time.
     *
     * @param patience how long to wait for what others give back
     */
    public Optional<Reservation> reserve(long size, Duration patience) {
        long octets = forMessage(size);
        return take(octets, false, patience) ? Optional.of(new Reservation(octets)) : Optional.empty();
    }

    /**
     * Room for a message that is Sealpost's already and cannot be refused any more: one that is larger than everything
     * gets everything, so that it is alone in memory.
     *
     * @param patience how long to wait for what others give back
     */
    public Optional<Reservation> reserveAtMostAll(long size, Duration patience) {
        long octets = Math.min(forMessage(size), limit);
        return take(octets, false, patience) ? Optional.of(new Reservation(octets)) : Optional.empty();
    }

    private record Waiter(long octets, Condition granted) {}

    /** @param first before all others: whoever holds room already is the sooner done the sooner there is more */
    private boolean take(long octets, boolean first, Duration patience) {
        lock.lock();
        try {
            if ((first || waiting.isEmpty()) && reserved + octets <= limit) {
                reserved += octets;
                return true;
            }
            if (octets > limit || patience.isZero()) {
                return false;
            }
            Waiter waiter = new Waiter(octets, lock.newCondition());
            if (first) {
                waiting.addFirst(waiter);
            } else {
                waiting.addLast(waiter);
            }
            return await(waiter, patience.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** Waits for {@link #give} to take the waiter from the line, which is when it has its room. */
    private boolean await(Waiter waiter, long nanos) {
        long left = nanos;
        try {
            while (left > 0 && waiting.contains(waiter)) {
                left = waiter.granted().awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        boolean inVain = waiting.remove(waiter);
        if (inVain) {
            // Whoever stood behind a big one may fit in.
            grant();
        }
        return !inVain;
    }

    private void give(long octets) {
        lock.lock();
        try {
            reserved -= octets;
            grant();
        } finally {
            lock.unlock();
        }
    }

    private void grant() {
        for (Waiter next = waiting.peek(); next != null && reserved + next.octets() <= limit; next = waiting.peek()) {
            waiting.remove();
            reserved += next.octets();
            next.granted().signal();
        }
    }

    /** Room held for one message until it is closed. Closing twice is harmless. */
    public final class Reservation implements AutoCloseable {

        private long octets;

        private Reservation(long octets) {
            this.octets = octets;
        }

        /** Makes room for a message that turned out to have {@code size} octets; false when there is none. */
        public boolean growTo(long size) {
            return growTo(size, Duration.ZERO);
        }

        /**
         * Makes room for a message that turned out to have {@code size} octets.
         *
         * @param patience how long to wait for what others give back
         * @return false when there is none; what was reserved before stays reserved
         */
        public synchronized boolean growTo(long size, Duration patience) {
            long more = forMessage(size) - octets;
            if (more <= 0) {
                return true;
            }
            if (!take(more, true, patience)) {
                return false;
            }
            octets += more;
            return true;
        }

        /** Gives back what a message of {@code size} octets does not need. */
        public synchronized void shrinkTo(long size) {
            long less = octets - forMessage(size);
            if (less > 0) {
                octets -= less;
                give(less);
            }
        }

        @Override
        public synchronized void close() {
            long all = octets;
            octets = 0;
            give(all);
        }
    }
}
