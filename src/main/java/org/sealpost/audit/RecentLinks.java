package org.sealpost.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sealpost.mail.PracticeId;

/**
 * What this process has chained lately, so that its publisher need not read it again. Bounded: while Kafka is away the
 * oldest fall out, and are read from the database when it is back.
 */
final class RecentLinks {

    private static final int LIMIT = 16_000;

    private final Map<PracticeId, Deque<ChainedEvent>> chains = new HashMap<>();
    private int size;

    /** Remembers what is committed, in the order of its sequence. */
    synchronized void chained(PracticeId practice, List<ChainedEvent> links) {
        Deque<ChainedEvent> chain = chains.computeIfAbsent(practice, fresh -> new ArrayDeque<>());
        if (!chain.isEmpty()
                && chain.getLast().sequence() + 1 != links.getFirst().sequence()) {
            // Another replica chained in between.
            forget(chain);
        }
        chain.addAll(links);
        size += links.size();
        if (size > LIMIT) {
            chains.values().forEach(this::forget);
            chains.clear();
        }
    }

    /**
     * The next events behind that sequence, without a gap. What stands before them is forgotten.
     *
     * @return none when the first of them is not remembered
     */
    synchronized List<ChainedEvent> after(PracticeId practice, long sequence, int limit) {
        Deque<ChainedEvent> chain = chains.getOrDefault(practice, new ArrayDeque<>());
        while (!chain.isEmpty() && chain.getFirst().sequence() <= sequence) {
            chain.removeFirst();
            size--;
        }
        return chain.isEmpty() || chain.getFirst().sequence() != sequence + 1
                ? List.of()
                : chain.stream().limit(limit).toList();
    }

    private void forget(Deque<ChainedEvent> chain) {
        size -= chain.size();
        chain.clear();
    }
}
