package org.sealpost.mail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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
    private final MemoryShares shares;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private long reserved;

    /** @param limit octets in all */
    public MemoryBudget(long limit) {
        this.limit = limit;
        this.shares = new MemoryShares(limit);
    }

    /** Octets that a message of that size needs: itself, and its base64-encoded ciphertext (4/3 and line ends). */
    public static long forMessage(long size) {
        return size + size * 14 / 10 + OVERHEAD;
    }

    /** Octets of the largest message that can ever be reserved, when nothing else is; less than 0 when none can. */
    public long largestMessage() {
        return largestMessage(limit);
    }

    /**
     * Octets of the largest message that gets all of its room before any of it is here; a larger one begins with so many, and
     * grows. So half of everything is the most that a mere announcement takes.
     */
    public long largestPromise() {
        return Math.max(0, largestMessage(limit / 2));
    }

    private static long largestMessage(long octets) {
        return Math.floorDiv((octets - OVERHEAD) * 10, 24L);
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
        return reserve(new Wish(forMessage(size), Optional.empty(), false), patience);
    }

    /**
     * Room for a message of {@code size} octets that is still to come, or nothing when there is none within the time. Until
     * {@link Reservation#whole} is said, it counts against what its source may hold of the budget: a quarter of it stays for
     * others, whatever one source announces ({@link MemoryShares}).
     *
     * @param patience how long to wait for what others, or others of the source's messages, give back
     */
    public Optional<Reservation> reserve(MessageSource source, long size, Duration patience) {
        return reserve(new Wish(forMessage(size), Optional.of(source), false), patience);
    }

    /**
     * Room for a message that is Sealpost's already and cannot be refused any more: one that is larger than everything
     * gets everything, so that it is alone in memory.
     *
     * @param patience how long to wait for what others give back
     */
    public Optional<Reservation> reserveAtMostAll(long size, Duration patience) {
        return reserve(new Wish(Math.min(forMessage(size), limit), Optional.empty(), false), patience);
    }

    private Optional<Reservation> reserve(Wish wish, Duration patience) {
        return take(wish, patience) ? Optional.of(new Reservation(wish.octets(), wish.source())) : Optional.empty();
    }

    /**
     * @param source of a message that is not whole yet
     * @param more for a message that holds room already: it goes first, for it is the sooner done the sooner there is more
     */
    private record Wish(long octets, Optional<MessageSource> source, boolean more) {}

    private record Waiter(Wish wish, Condition granted) {}

    private boolean take(Wish wish, Duration patience) {
        if (wish.octets() > limit) {
            return false;
        }
        lock.lock();
        try {
            Waiter waiter = new Waiter(wish, lock.newCondition());
            if (wish.more()) {
                waiting.addFirst(waiter);
            } else {
                waiting.addLast(waiter);
            }
            grant();
            return await(waiter, patience.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** Waits for {@link #grant} to take the waiter from the line, which is when it has its room. */
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

    private void give(Optional<MessageSource> source, long octets, boolean all) {
        lock.lock();
        try {
            reserved -= octets;
            source.ifPresent(from -> {
                if (all) {
                    shares.end(from, octets);
                } else {
                    shares.change(from, -octets);
                }
            });
            grant();
        } finally {
            lock.unlock();
        }
    }

    /** In the order of the line, but for those whose own source has its share: nobody else waits for them. */
    private void grant() {
        Iterator<Waiter> line = waiting.iterator();
        while (line.hasNext()) {
            Waiter next = line.next();
            if (isWithinShare(next.wish())) {
                if (reserved + next.wish().octets() > limit) {
                    return;
                }
                line.remove();
                grant(next.wish());
                next.granted().signal();
            }
        }
    }

    private void grant(Wish wish) {
        reserved += wish.octets();
        wish.source().ifPresent(from -> {
            if (wish.more()) {
                shares.change(from, wish.octets());
            } else {
                shares.begin(from, wish.octets());
            }
        });
    }

    private boolean isWithinShare(Wish wish) {
        return wish.source()
                .map(from -> wish.more() ? shares.allowMore(from, wish.octets()) : shares.allowNew(from, wish.octets()))
                .orElse(true);
    }

    /** Room held for one message until it is closed. Closing twice is harmless. */
    public final class Reservation implements AutoCloseable {

        private long octets;
        /** Of a message that is not whole yet. */
        private Optional<MessageSource> source;

        private Reservation(long octets, Optional<MessageSource> source) {
            this.octets = octets;
            this.source = source;
        }

        /** The message is here: it no longer counts against what its source may hold. */
        public synchronized void whole() {
            lock.lock();
            try {
                source.ifPresent(from -> shares.end(from, octets));
                source = Optional.empty();
                grant();
            } finally {
                lock.unlock();
            }
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
            if (!take(new Wish(more, source, true), patience)) {
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
                give(source, less, false);
            }
        }

        @Override
        public synchronized void close() {
            long all = octets;
            octets = 0;
            give(source, all, true);
            source = Optional.empty();
        }
    }
}
