package org.sealpost.certificate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.Mailbox;

/** Everything on record that a choice for one mailbox rests on, as of one moment. */
record CertificateView(PracticeCertificates practice, MailboxCertificates mailbox) {

    /** What the mailbox' mail program can read: the narrowest of what was set, else what its mail told. */
    Optional<String> capabilities(Fingerprint certificate, Mailbox of) {
        return found(practice.capabilities().get(CapabilityScope.of(certificate)))
                .or(() -> found(mailbox.capabilities().get(CapabilityScope.of(of))))
                .or(() -> found(practice.capabilities().get(CapabilityScope.of(of.domain()))))
                .or(() -> found(mailbox.capabilities().get(CapabilityScope.learntOf(of))));
    }

    /** Whether anything at all is known of that, so that nobody need ask. */
    boolean knowsCapabilities() {
        return !practice.capabilities().isEmpty() || !mailbox.capabilities().isEmpty();
    }

    private static Optional<String> found(@Nullable String text) {
        return Optional.ofNullable(text);
    }
}
