package org.sealpost.audit;

import java.util.List;

/**
 * Where events go. An event of an id that is there already is not stored twice, so that whoever is in doubt may store
 * the same event again.
 */
public interface AuditLog {

    /**
     * Stores events together and returns when they are durable: an intent, before the act that it announces. Many
     * callers share one commit of the database. It joins no transaction of the caller.
     *
     * @throws AuditUnavailableException within seconds, when the database is away or too slow, or when the commit is in
     *     doubt; what they announce must not be done in either case, and {@link AuditUnavailableException#inDoubt()} tells
     *     which it is
     */
    void commit(List<AuditEvent> events) throws AuditUnavailableException;

    /**
     * Stores events in the caller's JTA transaction, at its end: they are durable if and only if it commits, and it does
     * not commit when the database refuses them.
     *
     * @throws IllegalStateException when there is no transaction
     */
    void append(List<AuditEvent> events);

    /**
     * Stores what has already happened: at once if the database can, else again and again from memory until it can. It
     * waits for nothing. What is lost with the process is found by the sweep of dead instances.
     */
    void commitEventually(List<AuditEvent> events);
}
