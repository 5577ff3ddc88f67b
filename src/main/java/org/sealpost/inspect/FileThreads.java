package org.sealpost.inspect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

    private FileThreads() {}

    /** The result, or nothing when it does not come within that time. */
    static <T> Optional<T> call(Supplier<T> reading, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        try {
            if (!PLACES.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().name("file-reader").unstarted(() -> complete(result, reading));
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            PLACES.release();
            return Optional.empty();
        }
        return await(result, thread, until);
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> reading) {
        try {
            result.complete(reading.get());
        } catch (Throwable fault) {
            result.completeExceptionally(fault);
        } finally {
            PLACES.release();
        }
    }

    private static <T> Optional<T> await(CompletableFuture<T> result, Thread thread, long until) {
        try {
            return Optional.of(result.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException ending) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException late) {
            thread.interrupt();
            return Optional.empty();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a reader of files failed", fault.getCause());
        }
    }
}
