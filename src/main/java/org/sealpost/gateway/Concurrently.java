package org.sealpost.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The same done for each of a message's destinations, at the same time: a silent one costs the others nothing. */
final class Concurrently {

    /** For a message to hundreds of domains must not take every connection of the database, nor flood the name server. */
    static final int AT_A_TIME = 16;

    private Concurrently() {}

    /**
     * Does what may take longer than anybody waits, also for a single one, and leaves nothing behind.
     *
     * @param late what stands for a result that has not come by the deadline
     */
    static <K, V> Map<K, V> until(Instant deadline, Collection<K> all, Function<K, V> work, V late) {
        Function<K, V> inTurn = inTurn(work);
        Map<K, CompletableFuture<V>> begun = new HashMap<>();
        for (K one : all) {
            begun.put(
                    one,
                    CompletableFuture.supplyAsync(
                            () -> inTurn.apply(one), task -> Thread.ofVirtual().start(task)));
        }
        Map<K, V> done = new HashMap<>();
        begun.forEach((one, future) -> done.put(one, await(future, deadline, late)));
        return done;
    }

    /**
     * Does what ends in time by itself; a single one, as nearly every message has it, by the thread that asks. When one fails
     * with a fault, so does all of it.
     *
     * @param undo gives back what another result holds then
     */
    static <K, V> Map<K, V> all(Collection<K> all, Function<K, V> work, Consumer<V> undo) {
        if (all.size() == 1) {
            K only = all.iterator().next();
            return Map.of(only, work.apply(only));
        }
        Function<K, V> inTurn = inTurn(work);
        Map<K, Future<V>> begun = new HashMap<>();
        // Closing waits for all of them; whoever interrupts that interrupts each.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(one -> begun.put(one, threads.submit(() -> inTurn.apply(one))));
        }
        Map<K, V> done = new HashMap<>();
        begun.forEach((one, future) -> {
            if (future.state() == Future.State.SUCCESS) {
                done.put(one, future.resultNow());
            }
        });
        begun.values().stream()
                .filter(future -> future.state() == Future.State.FAILED)
                .findFirst()
                .ifPresent(future -> {
                    done.values().forEach(undo);
                    throw fault(future.exceptionNow());
                });
        return done;
    }

    private static <K, V> Function<K, V> inTurn(Function<K, V> work) {
        Semaphore places = new Semaphore(AT_A_TIME);
        return one -> {
            places.acquireUninterruptibly();
            try {
                return work.apply(one);
            } finally {
                places.release();
            }
        };
    }

    private static <V> V await(CompletableFuture<V> future, Instant deadline, V late) {
        long patience = Math.max(0, Duration.between(Instant.now(), deadline).toMillis());
        try {
            return future.get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return late;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return late;
        } catch (ExecutionException failed) {
            throw fault(failed.getCause());
        }
    }

    private static RuntimeException fault(@Nullable Throwable cause) {
        return cause instanceof RuntimeException unchanged
                ? unchanged
                : new IllegalStateException("a destination could not be looked at", cause);
    }
}
