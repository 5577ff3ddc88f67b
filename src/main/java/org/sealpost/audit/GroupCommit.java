package org.sealpost.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Lets many callers share one commit. One writer takes whoever waits, writes all their events with one statement, and
 * wakes them; meanwhile the next ones gather, and a moment longer while many come. A lone caller is written at once.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    private static final int MOST_CALLERS = 512;

    private final EventStore store;
    private final Duration timeout;
    private final AuditMetrics metrics;
    private final Consumer<List<EventRow>> afterCommit;
    private final BlockingQueue<CommitRequest> waiting;
    private final Gathering gathering = new Gathering();
    private final Thread writer;
    private volatile boolean closed;

    /**
     * @param timeout how long a caller waits
     * @param queue how many callers may wait
     * @param afterCommit is told of what is durable
     */
    GroupCommit(
            EventStore store, Duration timeout, int queue, AuditMetrics metrics, Consumer<List<EventRow>> afterCommit) {
        this.store = store;
        this.timeout = timeout;
        this.metrics = metrics;
        this.afterCommit = afterCommit;
        this.waiting = new ArrayBlockingQueue<>(queue);
        this.writer = Thread.ofPlatform().name("audit-writer").daemon().unstarted(this::run);
    }

    void start() {
        writer.start();
    }

    /** Returns when the events are durable. */
    void commit(List<EventRow> rows) throws AuditUnavailableException {
        CommitRequest request = new CommitRequest(rows);
        if (closed || !waiting.offer(request)) {
            metrics.commitFailed();
            throw new AuditUnavailableException(
                    closed ? "Sealpost is stopping." : "Too many messages wait for the database.");
        }
        request.await(timeout);
    }

    /** How many callers wait and are not being written. */
    int waiting() {
        return waiting.size();
    }

    /** Writes what waits, then takes nothing more. */
    @Override
    public void close() {
        closed = true;
        // Wakes the writer; a full queue has it awake.
        boolean woken = waiting.offer(new CommitRequest(List.of()));
        LOG.debugf("The audit's writer ends, woken: %s", woken);
        try {
            writer.join(timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<CommitRequest> group = new ArrayList<>();
        while (!closed) {
            try {
                group.add(waiting.take());
                gathering.await();
                waiting.drainTo(group, MOST_CALLERS - 1);
                gathering.served(group.size());
                write(group);
            } catch (InterruptedException closing) {
                return;
            }
            group.clear();
        }
        waiting.drainTo(group);
        write(group);
    }

    private void write(List<CommitRequest> group) {
        List<CommitRequest> begun = group.stream().filter(CommitRequest::begin).toList();
        if (begun.isEmpty()) {
            return;
        }
        try {
            store(begun);
        } catch (SQLException failure) {
            if (begun.size() > 1 && isFaultOfData(failure)) {
                // Only whoever brought what the database refuses shall hear of it.
                begun.forEach(this::writeAlone);
            } else {
                failAll(begun, failure);
            }
        } catch (RuntimeException | Error failure) {
            // An error too: the one writer must not end while callers come.
            failAll(begun, failure);
        }
    }

    private void writeAlone(CommitRequest request) {
        try {
            store(List.of(request));
        } catch (SQLException | RuntimeException | Error failure) {
            failAll(List.of(request), failure);
        }
    }

    private void store(List<CommitRequest> requests) throws SQLException {
        List<EventRow> rows =
                requests.stream().flatMap(request -> request.rows().stream()).toList();
        store.store(rows);
        metrics.committed(rows);
        requests.forEach(CommitRequest::committed);
        afterCommit.accept(rows);
    }

    private void failAll(List<CommitRequest> requests, Throwable failure) {
        metrics.commitFailed();
        LOG.warnf("Events of %d callers were not stored: %s", requests.size(), reason(failure));
        requests.forEach(request -> request.failed(failure));
    }

    /** The SQL state and never the message: PostgreSQL quotes the row that it refused. */
    private static String reason(Throwable failure) {
        return failure instanceof SQLException sql
                ? "SQL state " + sql.getSQLState()
                : failure.getClass().getSimpleName();
    }

    /** Class 22 (data exception) or 23 (integrity constraint violation). */
    private static boolean isFaultOfData(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
