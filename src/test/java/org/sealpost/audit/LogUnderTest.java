package org.sealpost.audit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The part of the log that waits for the database, without Quarkus. */
final class LogUnderTest implements AutoCloseable {

    final InstanceId instance = InstanceId.next();
    final KnownAddresses addresses = new KnownAddresses();
    final EventInsert insert = new EventInsert(instance.value());
    final AtomicInteger commits = new AtomicInteger();
    final GroupCommit group;
    final OutcomeRetry outcomes;

    LogUnderTest(AuditDatabase database, Duration timeout) {
        this(database, timeout, 1_000);
    }

    LogUnderTest(AuditDatabase database, Duration timeout, int queue) {
        EventStore store = new EventStore(database.program(), insert, addresses, timeout);
        group = new GroupCommit(
                store, timeout, queue, new AuditMetrics(new SimpleMeterRegistry()), rows -> commits.incrementAndGet());
        outcomes = new OutcomeRetry(group);
        group.start();
        outcomes.start();
    }

    void commit(AuditEvent... events) throws AuditUnavailableException {
        group.commit(rows(events));
    }

    void commitEventually(AuditEvent... events) {
        outcomes.add(rows(events));
    }

    @Override
    public void close() {
        outcomes.close();
        group.close();
    }

    private static List<EventRow> rows(AuditEvent... events) {
        return List.of(events).stream().map(event -> EventRow.of(event, false)).toList();
    }
}
