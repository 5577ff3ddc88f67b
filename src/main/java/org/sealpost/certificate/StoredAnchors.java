package org.sealpost.certificate;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** The table {@code trust_anchor}. */
@ApplicationScoped
class StoredAnchors implements PanacheRepositoryBase<StoredAnchor, UUID> {

    /** Those of the practice, by bundle. */
    List<StoredAnchor> of(PracticeId practice) {
        return list("practice = ?1 order by bundle, subject, fingerprint", practice.value());
    }

    Optional<StoredAnchor> of(PracticeId practice, Fingerprint fingerprint) {
        return find("practice = ?1 and fingerprint = ?2", practice.value(), fingerprint.value())
                .firstResultOptional();
    }

    /** Makes changes of one practice follow each other until the transaction ends. */
    void lock(PracticeId practice) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", "certificate trust " + practice.value())
                .getSingleResult();
    }
}
