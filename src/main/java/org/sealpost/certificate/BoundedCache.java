package org.sealpost.certificate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Remembers values within a bound of memory; those that were used longest ago give way. How long a value holds is its
 * own matter.
 *
 * @param <K> what is asked for
 * @param <V> what is remembered
 */
final class BoundedCache<K, V> {

    private final long bound;
    private final ToLongFunction<V> weight;
    private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long weights;

    /**
     * @param bound of all weights together
     * @param weight of a value, about its octets
     */
    BoundedCache(long bound, ToLongFunction<V> weight) {
        this.bound = bound;
        this.weight = weight;
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(kept.get(key));
    }

    /** A value that is heavier than the bound is not kept. */
    synchronized void keep(K key, V value) {
        V earlier = kept.put(key, value);
        weights += weight.applyAsLong(value) - (earlier == null ? 0 : weight.applyAsLong(earlier));
        var eldest = kept.entrySet().iterator();
        while (weights > bound && eldest.hasNext()) {
            weights -= weight.applyAsLong(eldest.next().getValue());
            eldest.remove();
        }
    }

    synchronized int size() {
        return kept.size();
    }
}
