package org.sealpost.practice;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a look at something that changes rarely found a moment ago. However many ask at once, one looks: a crowd that
 * comes after a silence would otherwise take every connection of the database for the same question.
 *
 * @param <T> what is looked at
 */
final class RecentLook<T> {

    /** @param at by the clock of this look, missing when it was outdated since */
    private record Seen<T>(OptionalLong at, T value) {}

    private final Supplier<T> source;
    private final Duration fresh;
    private final Duration usable;
    private final LongSupplier nanoseconds;
    private final AtomicReference<@Nullable CompletableFuture<T>> running = new AtomicReference<>();
    private volatile Optional<Seen<T>> last = Optional.empty();

    /**
     * @param fresh how long nobody looks again
     * @param usable how long the last look still serves those who ask while another looks anew
     */
    RecentLook(Supplier<T> source, Duration fresh, Duration usable) {
        // Not the time of day: a clock that is set back would make what was seen before look young for as long.
        this(source, fresh, usable, System::nanoTime);
    }

    /** @param nanoseconds since some moment, by a clock that nobody sets */
    RecentLook(Supplier<T> source, Duration fresh, Duration usable, LongSupplier nanoseconds) {
        this.source = source;
        this.fresh = fresh;
        this.usable = usable;
        this.nanoseconds = nanoseconds;
    }

    /**
     * What the last look found, else what one finds now.
     *
     * @throws RuntimeException what the source threw, to everyone who waited for it
     */
    T get() {
        return now(other -> Optional.of(found(other))).orElseThrow();
    }

    /**
     * The same without waiting for another who looks, who may lack the very connection that the caller holds.
     *
     * @return nothing while another looks and the last look serves no longer
     */
    Optional<T> getWithoutWaiting() {
        return now(other -> Optional.empty());
    }

    private Optional<T> now(Function<CompletableFuture<T>, Optional<T>> whileAnotherLooks) {
        Optional<Seen<T>> seen = last;
        if (isYounger(seen, fresh)) {
            return seen.map(Seen::value);
        }
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletableFuture<T> other = running.compareAndExchange(null, own);
        if (other == null) {
            return Optional.of(look(own));
        }
        return isYounger(seen, usable) ? seen.map(Seen::value) : whileAnotherLooks.apply(other);
    }

    private boolean isYounger(Optional<Seen<T>> seen, Duration age) {
        OptionalLong at = seen.map(Seen::at).orElse(OptionalLong.empty());
        return at.isPresent() && nanoseconds.getAsLong() - at.getAsLong() < age.toNanos();
    }

    /** What the last look found, however long ago; empty before the first one. */
    Optional<T> last() {
        return last.map(Seen::value);
    }

    /** Whoever asks from now on looks anew. */
    synchronized void outdate() {
        running.set(null);
        last = last.map(seen -> new Seen<>(OptionalLong.empty(), seen.value()));
    }

    private T look(CompletableFuture<T> told) {
        OptionalLong before = OptionalLong.of(nanoseconds.getAsLong());
        try {
            T value = source.get();
            keep(new Seen<>(before, value), told);
            told.complete(value);
            return value;
        } catch (RuntimeException | Error failure) {
            told.completeExceptionally(failure);
            throw failure;
        } finally {
            running.compareAndSet(told, null);
        }
    }

    /** Unless it was outdated meanwhile, which must not come between the question and the answer. */
    private synchronized void keep(Seen<T> seen, CompletableFuture<T> told) {
        if (running.get() == told) {
            last = Optional.of(seen);
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
