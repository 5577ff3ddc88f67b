package org.sealpost.inspect;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Threads on which documents are read by code that is not ours and that nobody can end: whoever waits for one stops
 * waiting when the time is over. There are only a few in the process; one that goes on keeps its place until it ends, so
 * that documents that never end take no more than these places, and others then count as unread.
 */
final class FileThreads {

    /** Two for each processor: one that reads, and one that was given up. */
    private static final Semaphore PLACES =
            new Semaphore(2 * Math.max(2, Runtime.getRuntime().availableProcessors()));

    /** As many as there are places; to make one for each document would take a tenth of the time that reading it takes. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("file-reader").factory());

    private FileThreads() {}

    /** Of its time the share that a reader may take of a processor: the rest is for waiting for one on a busy machine. */
    private static final double OF_PROCESSOR = 0.4;

    /**
     * The first documents of a process take several times as long, since their reader is loaded and interpreted: they have twice the
     * time, and may take all of it of a processor.
     */
    private static final int FIRST = 50;

    private static final AtomicInteger READ = new AtomicInteger();

    /** How long whoever waits for a reader waits before it looks what that has taken. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    /** The result, or nothing when it does not come within that time, or takes too much of a processor. */
    static <T> Optional<T> call(Supplier<T> reading, Duration within) {
        if (!within.isPositive()) {
            return Optional.empty();
        }
        boolean cold = READ.get() < FIRST;
        long time = cold ? 2 * within.toNanos() : within.toNanos();
        long until = System.nanoTime() + time;
        try {
            if (!PLACES.tryAcquire(time, TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        Task<T> task = new Task<>(reading, cold ? time : Math.round(time * OF_PROCESSOR));
        try {
            THREADS.execute(task);
        } catch (OutOfMemoryError noThread) {
            PLACES.release();
            return Optional.empty();
        }
        return await(task, until);
    }

    /** A document that is read. */
    private static final class Task<T> extends FutureTask<T> {
        private final long most;
        private volatile long thread;
        private volatile long start;

        /** @param most nanoseconds of a processor */
        Task(Supplier<T> reading, long most) {
            super(reading::get);
            this.most = most;
        }

        @Override
        public void run() {
            start = PROCESSOR.getCurrentThreadCpuTime();
            thread = Thread.currentThread().threadId();
            try {
                super.run();
            } finally {
                READ.incrementAndGet();
                PLACES.release();
            }
        }

        /** Whether it took more than it may. */
        boolean isTooMuch() {
            return thread != 0 && PROCESSOR.getThreadCpuTime(thread) - start > most;
        }
    }

    private static <T> Optional<T> await(Task<T> task, long until) {
        try {
            while (true) {
                long left = Math.max(0, until - System.nanoTime());
                try {
                    return Optional.of(task.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS));
                } catch (TimeoutException notYet) {
                    if (left == 0 || task.isTooMuch()) {
                        task.cancel(true);
                        return Optional.empty();
                    }
                }
            }
        } catch (InterruptedException ending) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a reader of files failed", fault.getCause());
        }
    }
}
