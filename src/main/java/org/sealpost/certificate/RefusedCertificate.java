package org.sealpost.certificate;

/**
 * A certificate on record that a message may not be encrypted for.
 *
 * @param fingerprint which
 * @param reason why not, such as {@code expired on 2026-01-02}
 */
public record RefusedCertificate(Fingerprint fingerprint, String reason) {}
