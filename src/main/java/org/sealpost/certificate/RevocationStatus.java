package org.sealpost.certificate;

import java.time.Instant;

/** What an authority says of a certificate that it issued. */
sealed interface RevocationStatus {

    /** It was not revoked. */
    record Good() implements RevocationStatus {}

    /**
     * It was.
     *
     * @param by {@code CRL} or {@code OCSP}
     */
    record Revoked(Instant at, String by) implements RevocationStatus {}

    /** It offers an answer, and none could be had. */
    record Unknown(String why) implements RevocationStatus {}

    /** It names no place to ask. */
    record NotOffered() implements RevocationStatus {}

    /** It names places, none of which is asked, as those of kinds that are not known. */
    record NotAsked() implements RevocationStatus {}
}
