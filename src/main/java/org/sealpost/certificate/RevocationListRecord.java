package org.sealpost.certificate;

import java.time.Instant;

/**
 * A CRL that a practice was given.
 *
 * @param issuer the authority's distinguished name (RFC 4514)
 * @param signer the authority's certificate, whose key signed it
 * @param nextUpdate from when on it is out of date, and says of no certificate any more that it was not revoked
 * @param entries how many certificates it revokes
 */
public record RevocationListRecord(
        String issuer, Fingerprint signer, Instant thisUpdate, Instant nextUpdate, int entries, Instant addedAt) {}
