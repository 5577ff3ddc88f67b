package org.sealpost.delivery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;

/** Answers, for as long as their TTL allows and within bounds; the least recently used one gives way. */
final class DnsCache {

    private static final int ANSWERS = 10_000;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    /** What was asked. */
    record Question(Name name, int type, boolean validated) {}

    private record Kept(DnsAnswer answer, long until) {}

    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
            return size() > ANSWERS;
        }
    };

    synchronized Optional<DnsAnswer> find(Question question) {
        return Optional.ofNullable(kept.get(question))
                .filter(one -> one.until() - System.nanoTime() > 0)
                .map(Kept::answer);
    }

    /** @param ttl as the answer says; no answer is kept for less than seconds, or for more than an hour */
    synchronized void keep(Question question, DnsAnswer answer, Duration ttl) {
        Duration bounded = ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl.compareTo(SHORTEST) < 0 ? SHORTEST : ttl;
        kept.put(question, new Kept(answer, System.nanoTime() + bounded.toNanos()));
    }
}
