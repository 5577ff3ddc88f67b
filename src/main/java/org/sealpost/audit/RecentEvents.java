package org.sealpost.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What this process has stored lately, so that its chainer need not read again what it has just written. Bounded: what
 * falls out, and what other replicas stored, is read from the database.
 */
final class RecentEvents {

    private static final int LIMIT = 16_000;

    private final UUID instance;
    private final Map<UUID, EventRow> rows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, EventRow> eldest) {
            return size() > LIMIT;
        }
    };

    /** @param instance the process that stores them */
    RecentEvents(UUID instance) {
        this.instance = instance;
    }

    /** Remembers what is durable. */
    synchronized void stored(List<EventRow> stored) {
        stored.forEach(row -> rows.put(row.event().id(), row));
    }

    /** The event as its row has it, if it is remembered; it is forgotten then. */
    synchronized Optional<StoredEvent> take(UUID id, long position) {
        return Optional.ofNullable(rows.remove(id)).map(row -> StoredEvent.of(row, position, instance));
    }
}
