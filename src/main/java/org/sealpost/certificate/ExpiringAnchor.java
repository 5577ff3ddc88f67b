package org.sealpost.certificate;

import java.time.Instant;

/**
 * An authority that a practice or the installation trusts and that will expire soon, and no later one of its name is trusted: whatever it
 * certified is not usable then.
 *
 * @param subject its distinguished name (RFC 4514)
 * @param bundle what people call those that belong together; of those of the installation, the setting that names their file
 */
public record ExpiringAnchor(Fingerprint fingerprint, String subject, String bundle, Instant notAfter) {}
