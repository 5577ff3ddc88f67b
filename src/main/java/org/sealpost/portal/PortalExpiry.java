package org.sealpost.portal;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.PortalEvent;
import org.sealpost.audit.Pseudonyms;

/**
 * Shreds what is over. Every replica does it; rows that another one holds are skipped. No page shows an expired message
 * even before.
 */
@ApplicationScoped
class PortalExpiry {

    private static final int BATCH = 100;
    private static final Duration KEEP_CODES = Duration.ofDays(1);
    private static final String DUE = """
            select * from portal_message where shredded_at is null and expires_at <= :now
            order by expires_at limit :batch for update skip locked""";

    private final EntityManager database;
    private final SignInCodes codes;
    private final ReadingSessions sessions;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    PortalExpiry(
            EntityManager database,
            SignInCodes codes,
            ReadingSessions sessions,
            AuditLog audit,
            Pseudonyms pseudonyms) {
        this.database = database;
        this.codes = codes;
        this.sessions = sessions;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        Instant now = Instant.now();
        int shredded;
        do {
            shredded = shred(now);
        } while (shredded == BATCH);
        QuarkusTransaction.requiringNew().run(() -> {
            codes.delete("expiresAt < ?1", now.minus(KEEP_CODES));
            sessions.delete("createdAt < ?1", now.minus(ReadingSession.LIFETIME));
        });
    }

    /** Shreds up to one batch, each with its event in the same transaction. */
    int shred(Instant now) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<KeptMessage> due = due(now);
            audit.append(due.stream().map(message -> expired(message, now)).toList());
            return due.size();
        });
    }

    @SuppressWarnings("unchecked")
    private List<KeptMessage> due(Instant now) {
        return database.createNativeQuery(DUE, KeptMessage.class)
                .setParameter("now", now)
                .setParameter("batch", BATCH)
                .getResultList();
    }

    private AuditEvent expired(KeptMessage message, Instant now) {
        message.shred(now);
        return AuditEvent.of(
                message.practice(),
                message.message(),
                new PortalEvent.Expired(
                        pseudonyms.of(message.practice(), message.recipient()), message.id, message.openedAt != null));
    }
}
