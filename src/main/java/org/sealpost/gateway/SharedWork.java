package org.sealpost.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** One caller's work and the caller's wait for its commit. Either a writer does it or the caller gives it up. */
final class SharedWork {

    /** Longer than any answer of the database may take ({@code socketTimeout}). */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private enum State {
        WAITING,
        BEGUN,
        GIVEN_UP
    }

    private final Runnable work;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    SharedWork(Runnable work) {
        this.work = work;
    }

    /** True when a writer may do it; false when the caller gave up before. */
    boolean begin() {
        return state.compareAndSet(State.WAITING, State.BEGUN);
    }

    /** What was done is rolled back. */
    void beginAnew() {
        state.set(State.WAITING);
    }

    void perform() {
        work.run();
    }

    void committed() {
        done.complete(null);
    }

    void failed(Throwable cause) {
        done.completeExceptionally(cause);
    }

    /**
     * Waits for the writer.
     *
     * @throws IllegalStateException when it was not committed; in doubt when it had begun
     */
    void await() {
        try {
            while (true) {
                try {
                    done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException late) {
                    // What has begun ends within the database's own time limits.
                    if (state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
                        throw new IllegalStateException("the database has no time", late);
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it was committed", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("it was not committed", failure.getCause());
        }
    }
}
