package org.sealpost.inspect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** The result, or nothing when it does not come within that time. */
    static <T> Optional<T> call(Supplier<T> reading, Duration within) {
        if (!within.isPositive()) {
            return Optional.empty();
        }
        long until = System.nanoTime() + within.toNanos();
        try {
            if (!PLACES.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        FutureTask<T> task = new FutureTask<>(reading::get);
        try {
            THREADS.execute(() -> {
                try {
                    task.run();
                } finally {
                    PLACES.release();
                }
            });
        } catch (OutOfMemoryError noThread) {
            PLACES.release();
            return Optional.empty();
        }
        return await(task, until);
    }

    private static <T> Optional<T> await(FutureTask<T> task, long until) {
        try {
            return Optional.of(task.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException ending) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException late) {
            task.cancel(true);
            return Optional.empty();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a reader of files failed", fault.getCause());
        }
    }
}
