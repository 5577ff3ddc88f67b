package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Work that may go on when its client has been answered, each on a thread of its own: an orderly stop waits for it, or
 * what a slow next hop takes in the end would be sent once more by whoever finds it in the queue.
 */
@Singleton
final class UnderWay {

    /** For whoever was interrupted to store what came of it. */
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final Set<Thread> running = new HashSet<>();

    /** Runs the work at once. */
    void start(String name, Runnable work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                work.run();
            } finally {
                ended(Thread.currentThread());
            }
        });
        synchronized (this) {
            running.add(thread);
        }
        try {
            thread.start();
        } catch (RuntimeException | Error unstarted) {
            ended(thread);
            throw unstarted;
        }
    }

    /**
     * Waits until nothing is under way, and interrupts what does not end in time.
     *
     * @return whether all of it ended by itself
     */
    synchronized boolean stop(Duration grace) throws InterruptedException {
        if (isNoneWithin(grace)) {
            return true;
        }
        running.forEach(Thread::interrupt);
        isNoneWithin(LAST_WORD);
        return false;
    }

    private boolean isNoneWithin(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); !running.isEmpty() && left > 0; left = end - System.nanoTime()) {
            wait(Duration.ofNanos(left).toMillis() + 1);
        }
        return running.isEmpty();
    }

    private synchronized void ended(Thread thread) {
        running.remove(thread);
        notifyAll();
    }
}
