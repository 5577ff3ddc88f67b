package org.sealpost.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * A certificate that the internal authority issued.
 *
 * @param serial hexadecimal
 * @param fingerprint SHA-256, hex
 * @param address whose it is
 */
public record IssuedCertificate(
        String serial,
        String fingerprint,
        String address,
        Holder holder,
        Instant issuedAt,
        Instant notAfter,
        Optional<Instant> revokedAt) {

    /** Without the address. */
    @Override
    public String toString() {
        return "IssuedCertificate[" + serial + "]";
    }
}
