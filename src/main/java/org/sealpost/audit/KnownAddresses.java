package org.sealpost.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * Addresses on their way to the database, and those that are known to be there. They travel with the next commit of
 * events; an address that was seen lately costs nothing. Bounded: what falls out is only written once more.
 */
final class KnownAddresses implements AddressMemory {

    private static final int LIMIT = 50_000;

    private final Map<Key, Boolean> stored = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > LIMIT;
        }
    };
    private final Map<Key, Entry> waiting = new LinkedHashMap<>();

    private record Key(PracticeId practice, Pseudonym pseudonym) {}

    /** A pseudonym and what it stands for. */
    record Entry(PracticeId practice, Pseudonym pseudonym, String address) {

        private Key key() {
            return new Key(practice, pseudonym);
        }

        /** Without the address. */
        @Override
        public String toString() {
            return pseudonym.toString();
        }
    }

    @Override
    public synchronized void remember(PracticeId practice, Pseudonym pseudonym, Mailbox mailbox) {
        Key key = new Key(practice, pseudonym);
        if (stored.get(key) == null && waiting.size() < LIMIT) {
            waiting.putIfAbsent(key, new Entry(practice, pseudonym, mailbox.lookupKey()));
        }
    }

    /** Takes what waits; whoever takes it says what became of it. */
    synchronized List<Entry> take() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Entry> taken = new ArrayList<>(waiting.values());
        waiting.clear();
        return taken;
    }

    synchronized void stored(List<Entry> entries) {
        entries.forEach(entry -> stored.put(entry.key(), true));
    }

    synchronized void notStored(List<Entry> entries) {
        entries.forEach(entry -> waiting.putIfAbsent(entry.key(), entry));
    }
}
