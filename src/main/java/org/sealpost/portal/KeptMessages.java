package org.sealpost.portal;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** The table {@code portal_message}. */
@ApplicationScoped
class KeptMessages implements PanacheRepositoryBase<KeptMessage, UUID> {

    /**
     * Writes a new message at once and forgets it: of a message to many patients, one sealed body is in memory at a
     * time.
     */
    void keep(KeptMessage message) {
        persistAndFlush(message);
        getEntityManager().detach(message);
    }

    /**
     * The message of a link, if it is still kept, locked against other sign-ins until the transaction ends. The token's
     * 256 bits are what names the practice here, so this query alone starts without one.
     */
    Optional<KeptMessage> lockOfLink(Secret token, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2 and shreddedAt is null", token.hash(), now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** A practice's message, locked until the transaction ends. */
    Optional<KeptMessage> lock(PracticeId practice, UUID id) {
        return find("practice = ?1 and id = ?2", practice.value(), id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Those of one message of a practice. */
    List<KeptMessage> ofMessage(PracticeId practice, UUID messageId) {
        return list("practice = ?1 and messageId = ?2 order by id", practice.value(), messageId);
    }
}
