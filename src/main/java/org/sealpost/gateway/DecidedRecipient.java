package org.sealpost.gateway;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.sealpost.delivery.Lookup;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Decision;

/**
 * A recipient with the decision.
 *
 * @param certificate to encrypt to, if S/MIME was decided
 * @param lookup where the message would go
 * @param reached what came of connecting there
 */
record DecidedRecipient(
        Considered considered,
        Decision decision,
        Optional<X509Certificate> certificate,
        Lookup lookup,
        Reached reached) {

    Mailbox recipient() {
        return considered.recipient();
    }
}
