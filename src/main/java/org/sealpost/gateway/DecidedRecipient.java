package org.sealpost.gateway;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.sealpost.certificate.CertificateChoice;
import org.sealpost.delivery.Lookup;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Decision;

/**
 * A recipient with the decision.
 *
 * @param choice of the certificate to encrypt to, if S/MIME was decided
 * @param lookup where the message would go
 * @param reached what came of connecting there
 */
record DecidedRecipient(
        Considered considered, Decision decision, Optional<CertificateChoice> choice, Lookup lookup, Reached reached) {

    /** To encrypt to, if S/MIME was decided. */
    Optional<X509Certificate> certificate() {
        return choice.flatMap(CertificateChoice::usable);
    }

    /** What demands that it is held; what a practice only observes is not among it, and is released by nobody. */
    List<String> holding() {
        return considered.requirement().holding();
    }

    Mailbox recipient() {
        return considered.recipient();
    }
}
