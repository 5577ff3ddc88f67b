package org.sealpost.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What was fetched, kept until it is out of date. However many ask for the same, it is fetched once; whoever waits, waits
 * until a deadline only, and the fetch goes on for the next one. What serves is fetched again half-way between that it
 * came and that it is out of date, or after twelve hours. What failed, or was out of date when it came, is not tried
 * again for a minute. Bounded: what was not asked for longest goes first.
 */
final class SharedFetches<K, V extends Perishable> {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final Duration LONGEST_UNASKED = Duration.ofHours(12);

    /** The weight of what is needed to fetch again: certificates of some kilobytes. */
    private static final int SELF = 8;

    private final int mostWeight;
    private final Executor executor;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private int weight;

    /**
     * @param mostWeight of all, in kilobytes or so
     * @param executor that bounds how much is fetched at a time
     */
    SharedFetches(int mostWeight, Executor executor) {
        this.mostWeight = mostWeight;
        this.executor = executor;
    }

    /** How a value is fetched, as one that is to be fresh then. */
    @FunctionalInterface
    interface Source<V> {
        V fetch(Instant at) throws RevocationUnknownException;
    }

    /**
     * What is known.
     *
     * @param value the newest that was fetched, out of date or not
     * @param fault why there is no newer one, when there is none or it is out of date
     */
    record Known<V>(Optional<V> value, Optional<String> fault) {}

    private static final class Entry<V> {

        private Optional<V> value = Optional.empty();
        private Optional<String> fault = Optional.empty();
        private Optional<CompletableFuture<Void>> running = Optional.empty();
        private Source<V> source;
        private Instant fetched = LONG_AGO;
        private Instant due = LONG_AGO;
        private long failedAt;
        private boolean used;
        private int weight = SELF;

        Entry(Source<V> source) {
            this.source = source;
        }
    }

    /** Begins to fetch what is not known, without waiting. */
    void prepare(K key, Instant at, Source<V> source) {
        begin(key, at, source);
    }

    /** What is known of it; if it is nothing of use, what can be fetched before the deadline. */
    Known<V> get(K key, Instant at, Deadline deadline, Source<V> source) {
        Optional<CompletableFuture<Void>> running = begin(key, at, source);
        Known<V> known = known(key);
        if (running.isEmpty()
                || known.value().filter(value -> value.isFresh(at)).isPresent()) {
            return known;
        }
        try {
            running.get().get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            return known(key);
        } catch (TimeoutException late) {
            return new Known<>(known.value(), Optional.of("no answer came in time"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Known<>(known.value(), Optional.of("no answer was waited for"));
        } catch (ExecutionException fault) {
            return new Known<>(known.value(), Optional.of("the answer could not be read"));
        }
    }

    /** Fetches again what is used and will soon be out of date, so that no message waits for it. */
    void refresh(Instant at) {
        List<K> due = new ArrayList<>();
        synchronized (this) {
            entries.forEach((key, entry) -> {
                if (entry.used && entry.value.isPresent() && isWanted(entry, at)) {
                    entry.used = false;
                    due.add(key);
                }
            });
            due.forEach(key -> {
                Entry<V> entry = entries.get(key);
                if (entry != null) {
                    start(key, entry, at);
                }
            });
        }
    }

    private synchronized Known<V> known(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? new Known<>(Optional.empty(), Optional.empty()) : new Known<>(entry.value, entry.fault);
    }

    /** The fetch that runs, if one does or is begun by this. */
    private synchronized Optional<CompletableFuture<Void>> begin(K key, Instant at, Source<V> source) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>(source);
            entries.put(key, entry);
            weight += entry.weight;
            evict();
        }
        entry.used = true;
        entry.source = source;
        if (isWanted(entry, at)) {
            start(key, entry, at);
        }
        return entry.running;
    }

    /**
     * What {@code due} says is true only while clocks go forward: after one was set back, what came before then would
     * be served, or be out of date, until that time is reached again.
     */
    private static boolean isWanted(Entry<?> entry, Instant at) {
        boolean resting = entry.fault.isPresent() && System.nanoTime() - entry.failedAt < PAUSE.toNanos();
        return !resting && (!at.isBefore(entry.due) || at.isBefore(entry.fetched.minus(PAUSE)));
    }

    /**
     * When to fetch again, counted from when it came: most of what authorities publish is hours or days old by then,
     * and the same comes again until they publish the next.
     */
    private static Instant due(Instant fetched, Instant until) {
        Duration half = Duration.between(fetched, until).dividedBy(2);
        Duration next = half.compareTo(LONGEST_UNASKED) < 0 ? half : LONGEST_UNASKED;
        Instant due = fetched.plus(next.compareTo(PAUSE) < 0 ? PAUSE : next);
        boolean servesForLess = fetched.isBefore(until) && until.isBefore(due);
        return servesForLess ? until : due;
    }

    private synchronized void start(K key, Entry<V> entry, Instant at) {
        if (entry.running.isPresent()) {
            return;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        entry.running = Optional.of(done);
        Source<V> source = entry.source;
        try {
            executor.execute(() -> {
                try {
                    fetch(key, entry, source, at);
                } finally {
                    done.complete(null);
                }
            });
        } catch (RejectedExecutionException full) {
            settle(key, entry, at, Optional.empty(), Optional.of("too many answers are waited for"));
            done.complete(null);
        }
    }

    private void fetch(K key, Entry<V> entry, Source<V> source, Instant at) {
        try {
            settle(key, entry, at, Optional.of(source.fetch(at)), Optional.empty());
        } catch (RevocationUnknownException failed) {
            settle(key, entry, at, Optional.empty(), Optional.of(failed.why()));
        } catch (RuntimeException fault) {
            settle(key, entry, at, Optional.empty(), Optional.of("the answer could not be read"));
        }
    }

    private synchronized void settle(K key, Entry<V> entry, Instant at, Optional<V> value, Optional<String> fault) {
        entry.running = Optional.empty();
        entry.fault = fault;
        entry.failedAt = System.nanoTime();
        if (value.isPresent()) {
            entry.value = value;
            entry.fetched = at;
            entry.due = due(at, value.get().until());
            int now = SELF + value.get().weight();
            if (entries.get(key) == entry) {
                weight += now - entry.weight;
            }
            entry.weight = now;
            evict();
        }
    }

    private void evict() {
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (weight > mostWeight && entries.size() > 1) {
            weight -= oldest.next().weight;
            oldest.remove();
        }
    }
}
