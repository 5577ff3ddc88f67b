package org.sealpost.certificate;

/** Why a certificate may not be used now, and whether another time may be otherwise by itself. */
public sealed interface CertificateFault {

    /** For a decision's reasons: one sentence that names no address, such as {@code expired on 2026-01-02}. */
    String reason();

    /** It may not be used, whoever is asked again. */
    record Refusal(String reason) implements CertificateFault {}

    /** Nothing stands against it but that nobody could be asked now whether it was revoked. */
    record Outage(String reason) implements CertificateFault {}
}
