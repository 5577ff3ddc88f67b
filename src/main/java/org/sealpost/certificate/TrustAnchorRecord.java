package org.sealpost.certificate;

import java.time.Instant;
import java.util.Optional;

/**
 * An authority that a practice trusts.
 *
 * @param subject its distinguished name (RFC 4514)
 * @param bundle what people call those that belong together
 * @param revocation how strictly revocation is asked for under it; absent to do as the setting says
 */
public record TrustAnchorRecord(
        Fingerprint fingerprint,
        String subject,
        String bundle,
        Optional<RevocationPolicy> revocation,
        Instant notAfter,
        Instant addedAt) {}
