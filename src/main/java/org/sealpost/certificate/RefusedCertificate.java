package org.sealpost.certificate;

/**
 * A certificate on record that a message may not be encrypted for.
 *
 * @param fingerprint which
 * @param fault why not
 */
public record RefusedCertificate(Fingerprint fingerprint, CertificateFault fault) {

    /** One that is refused whoever is asked again. */
    public RefusedCertificate(Fingerprint fingerprint, String reason) {
        this(fingerprint, new CertificateFault.Refusal(reason));
    }

    /** Why not, such as {@code expired on 2026-01-02}. */
    public String reason() {
        return fault.reason();
    }
}
