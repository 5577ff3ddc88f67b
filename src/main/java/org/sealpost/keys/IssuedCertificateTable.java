package org.sealpost.keys;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** The table {@code issued_certificate}. */
@ApplicationScoped
class IssuedCertificateTable implements PanacheRepositoryBase<IssuedCertificateRow, UUID> {

    List<IssuedCertificateRow> of(PracticeId practice) {
        return list("practice = ?1 order by issuedAt, id", practice.value());
    }

    Optional<IssuedCertificateRow> of(PracticeId practice, String fingerprint) {
        return find("practice = ?1 and fingerprint = ?2", practice.value(), fingerprint)
                .firstResultOptional();
    }

    List<IssuedCertificateRow> revoked(UUID authority) {
        return list("authority = ?1 and revokedAt is not null order by revokedAt", authority);
    }
}
