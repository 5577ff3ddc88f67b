package org.sealpost.audit;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The log in PostgreSQL. */
final class DatabaseAuditLog implements AuditLog {

    private final GroupCommit group;
    private final OutcomeRetry outcomes;
    private final DataSource database;
    private final EventInsert insert;
    private final TransactionSynchronizationRegistry transactions;
    private final AuditMetrics metrics;
    private final Consumer<List<EventRow>> afterCommit;
    private final ObservedPractices observed;

    /** @param afterCommit is told of what is durable */
    DatabaseAuditLog(
            GroupCommit group,
            OutcomeRetry outcomes,
            DataSource database,
            EventInsert insert,
            TransactionSynchronizationRegistry transactions,
            AuditMetrics metrics,
            Consumer<List<EventRow>> afterCommit,
            ObservedPractices observed) {
        this.group = group;
        this.outcomes = outcomes;
        this.database = database;
        this.insert = insert;
        this.transactions = transactions;
        this.metrics = metrics;
        this.afterCommit = afterCommit;
        this.observed = observed;
    }

    @Override
    public void commit(List<AuditEvent> events) throws AuditUnavailableException {
        if (!events.isEmpty()) {
            group.commit(rows(events));
        }
    }

    @Override
    public void append(List<AuditEvent> events) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("events are appended in the transaction of their change");
        }
        if (events.isEmpty()) {
            return;
        }
        ofTransaction().rows.addAll(rows(events));
    }

    private AtItsEnd ofTransaction() {
        Object known = transactions.getResource(AtItsEnd.class);
        if (known instanceof AtItsEnd pending) {
            return pending;
        }
        AtItsEnd pending = new AtItsEnd();
        transactions.putResource(AtItsEnd.class, pending);
        transactions.registerInterposedSynchronization(pending);
        return pending;
    }

    @Override
    public void commitEventually(List<AuditEvent> events) {
        outcomes.add(rows(events));
    }

    private List<EventRow> rows(List<AuditEvent> events) {
        return events.stream()
                .map(event -> EventRow.of(event, observed.isObserved(event.practice())))
                .toList();
    }

    /** The events of one transaction: one statement at its end, however many appended them. */
    private final class AtItsEnd implements Synchronization {

        private final List<EventRow> rows = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            try (Connection connection = database.getConnection()) {
                // A message's first event may be there: its intent was recorded before it was handed over to the queue.
                insert.write(connection, rows);
            } catch (SQLException refused) {
                transactions.setRollbackOnly();
                // Without the driver's message, which quotes the row.
                throw new IllegalStateException(
                        "the database refused events (SQL state " + refused.getSQLState() + ")");
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                metrics.stored(rows);
                afterCommit.accept(rows);
            }
        }
    }
}
