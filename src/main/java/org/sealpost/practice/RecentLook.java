package org.sealpost.practice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a look at something that changes rarely found a moment ago. However many ask at once, one looks: a crowd that
 * comes after a silence would otherwise take every connection of the database for the same question.
 *
 * @param <T> what is looked at
 */
final class RecentLook<T> {

    private record Seen<T>(Instant at, T value) {

        private boolean isYoungerThan(Duration age) {
            return at.isAfter(Instant.now().minus(age));
        }
    }

    private final Supplier<T> source;
    private final Duration fresh;
    private final Duration usable;
    private final AtomicReference<@Nullable CompletableFuture<T>> running = new AtomicReference<>();
    private volatile Optional<Seen<T>> last = Optional.empty();

    /**
     * @param fresh how long nobody looks again
     * @param usable how long the last look still serves those who ask while another looks anew
     */
    RecentLook(Supplier<T> source, Duration fresh, Duration usable) {
        this.source = source;
        this.fresh = fresh;
        this.usable = usable;
    }

    /**
     * What the last look found, else what one finds now.
     *
     * @throws RuntimeException what the source threw, to everyone who waited for it
     */
    T get() {
        Optional<Seen<T>> seen = last;
        if (seen.isPresent() && seen.get().isYoungerThan(fresh)) {
            return seen.get().value();
        }
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletableFuture<T> other = running.compareAndExchange(null, own);
        if (other == null) {
            return look(own);
        }
        return seen.isPresent() && seen.get().isYoungerThan(usable) ? seen.get().value() : found(other);
    }

    /** What the last look found, however long ago; empty before the first one. */
    Optional<T> last() {
        return last.map(Seen::value);
    }

    /** Whoever asks from now on looks anew. */
    void outdate() {
        running.set(null);
        last = last.map(seen -> new Seen<>(Instant.MIN, seen.value()));
    }

    private T look(CompletableFuture<T> told) {
        Instant before = Instant.now();
        try {
            T value = source.get();
            if (running.get() == told) {
                last = Optional.of(new Seen<>(before, value));
            }
            told.complete(value);
            return value;
        } catch (RuntimeException | Error failure) {
            told.completeExceptionally(failure);
            throw failure;
        } finally {
            running.compareAndSet(told, null);
        }
    }

    private static <T> T found(CompletableFuture<T> other) {
        try {
            return other.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }
}
