package org.sealpost.portal;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The table {@code portal_session}. */
@ApplicationScoped
class ReadingSessions implements PanacheRepositoryBase<ReadingSession, UUID> {

    /** Practice, patient and message must be the session's own: the query itself knows nothing else. */
    private static final String OWN_MESSAGE = """
            select message from KeptMessage message, ReadingSession session
            where session.secretHash = :secret and message.id = :id
              and session.portalMessage = message.id
              and session.practice = message.practice
              and session.patient = message.patient
              and session.createdAt > :begun and session.lastSeenAt > :seen
              and message.expiresAt > :now and message.shreddedAt is null""";

    /** The message, if that session may read it now. */
    Optional<KeptMessage> message(Secret session, UUID message, Instant now) {
        return getEntityManager()
                .createQuery(OWN_MESSAGE, KeptMessage.class)
                .setParameter("secret", session.hash())
                .setParameter("id", message)
                .setParameter("begun", now.minus(ReadingSession.LIFETIME))
                .setParameter("seen", now.minus(ReadingSession.IDLE))
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** Begins the idle time anew. */
    void seen(Secret session, Instant now) {
        update("lastSeenAt = ?1 where secretHash = ?2", now, session.hash());
    }

    /** Ends a session. */
    void end(Secret session) {
        delete("secretHash", session.hash());
    }
}
