package org.sealpost.portal;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The table {@code portal_code}. */
@ApplicationScoped
class SignInCodes implements PanacheRepositoryBase<SignInCode, UUID> {

    private static final String USABLE = "practice = ?1 and portalMessage = ?2 and usedAt is null and expiresAt > ?3";
    private static final String NEWEST = " order by createdAt desc, id desc";

    /** What this browser's last birth date led to, if it still counts. */
    Optional<SignInCode> ofVisit(KeptMessage message, Secret visit, Instant now) {
        return find(USABLE + " and visitHash = ?4" + NEWEST, message.practice, message.id, now, visit.hash())
                .firstResultOptional();
    }

    /** The code that the practice gave last, if it still counts. */
    Optional<SignInCode> givenByPractice(KeptMessage message, Instant now) {
        return find(USABLE + " and visitHash is null" + NEWEST, message.practice, message.id, now)
                .firstResultOptional();
    }

    /** The code that was sent last, if that was after the given moment. */
    Optional<SignInCode> sentSince(KeptMessage message, Instant moment, Instant now) {
        return find(USABLE + " and proven and createdAt > ?4" + NEWEST, message.practice, message.id, now, moment)
                .firstResultOptional();
    }
}
