package org.sealpost.keys;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** The table {@code practice_key}. */
@ApplicationScoped
class KeyTable implements PanacheRepositoryBase<KeyRow, UUID> {

    /** Those with a certificate and a private half. */
    @Transactional
    List<KeyRow> usable(PracticeId practice, KeyPurpose purpose) {
        return list(
                "practice = ?1 and purpose = ?2 and certificate is not null and destroyedAt is null",
                practice.value(),
                purpose.key());
    }

    List<KeyRow> of(PracticeId practice, KeyPurpose purpose) {
        return list("practice = ?1 and purpose = ?2 order by owner, createdAt, id", practice.value(), purpose.key());
    }

    Optional<KeyRow> of(PracticeId practice, KeyPurpose purpose, UUID id) {
        return find("practice = ?1 and purpose = ?2 and id = ?3", practice.value(), purpose.key(), id)
                .firstResultOptional();
    }

    /**
     * A key for mail that was not destroyed.
     *
     * @throws KeyRefusedException when there is none of that id
     */
    KeyRow living(PracticeId practice, UUID id) throws KeyRefusedException {
        KeyRow row = of(practice, KeyPurpose.SMIME, id)
                .orElseThrow(
                        () -> new KeyRefusedException("The practice has no key of this id: see the list of keys."));
        if (row.destroyedAt != null) {
            throw new KeyRefusedException("The key was destroyed: make another one.");
        }
        return row;
    }

    /** Those that stopped to decrypt and were not destroyed yet, of every practice. */
    List<KeyRow> overdue(Instant now) {
        return list("destroyedAt is null and decryptsUntil <= ?1", now);
    }

    /** Those with a certificate and a private half, of every practice. */
    @Transactional
    List<KeyRow> certified() {
        return list("destroyedAt is null and certificate is not null");
    }

    /** Those with a private half that is sealed here, not in a token, of every practice; some wait for a certificate. */
    List<KeyRow> sealed() {
        return list("destroyedAt is null").stream()
                .filter(row -> row.tokenAlias == null)
                .toList();
    }

    /** The same, read once more: for after a change that was made beside the entities. */
    List<KeyRow> sealedAnew() {
        getEntityManager().flush();
        getEntityManager().clear();
        return sealed();
    }

    /** Makes changes to one practice's keys follow each other until the transaction ends. */
    void lock(PracticeId practice) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", "practice keys " + practice.value())
                .getSingleResult();
    }
}
