package org.sealpost.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code issued_certificate}. The certificate itself is the holder's; the authority knows it by its serial. */
@Entity
@Table(name = "issued_certificate")
class IssuedCertificateRow {

    private static final int HEX = 16;

    @Id
    UUID id = new UUID(0, 0);

    String practice = "";

    UUID authority = new UUID(0, 0);

    String serial = "";

    String fingerprint = "";

    String address = "";

    String holder = "";

    @Column(name = "issued_at")
    Instant issuedAt = Instant.EPOCH;

    @Column(name = "not_after")
    Instant notAfter = Instant.EPOCH;

    @Column(name = "issued_by")
    String issuedBy = "";

    @Nullable
    @Column(name = "revoked_at")
    Instant revokedAt;

    @Nullable
    @Column(name = "revoked_by")
    String revokedBy;

    static String serial(BigInteger number) {
        return number.toString(HEX);
    }

    BigInteger number() {
        return new BigInteger(serial, HEX);
    }

    IssuedCertificate shown() {
        return new IssuedCertificate(
                serial,
                fingerprint,
                address,
                Holder.parse(holder).orElseThrow(),
                issuedAt,
                notAfter,
                Optional.ofNullable(revokedAt));
    }
}
