package org.sealpost.certificate;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** The table {@code revocation_list}. */
@ApplicationScoped
class StoredLists implements PanacheRepositoryBase<StoredList, UUID> {

    /** Those of the practice, by issuer. */
    List<StoredList> of(PracticeId practice) {
        return list("practice = ?1 order by issuer, addedAt", practice.value());
    }

    /** Ids of those of the practice, without their octets. */
    List<UUID> ids(PracticeId practice) {
        return getEntityManager()
                .createQuery("select id from StoredList where practice = ?1 order by id", UUID.class)
                .setParameter(1, practice.value())
                .getResultList();
    }
}
