package org.sealpost.certificate;

import java.time.Instant;

/**
 * An authority that a practice trusts and that will expire soon, and no later one of its name is trusted: whatever it
 * certified is not usable then.
 *
 * @param subject its distinguished name (RFC 4514)
 * @param bundle what people call those that belong together
 */
public record ExpiringAnchor(Fingerprint fingerprint, String subject, String bundle, Instant notAfter) {}
