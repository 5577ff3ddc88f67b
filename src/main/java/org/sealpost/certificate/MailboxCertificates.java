package org.sealpost.certificate;

import java.util.List;
import java.util.Map;

/**
 * What a practice has on record for one mailbox.
 *
 * @param held certificates that name it, revoked and expired ones too
 * @param capabilities set for it, or learnt of it
 */
record MailboxCertificates(List<HeldCertificate> held, Map<CapabilityScope, String> capabilities) {

    MailboxCertificates {
        held = List.copyOf(held);
        capabilities = Map.copyOf(capabilities);
    }

    /** About how much memory it takes. */
    long octets() {
        return 1000
                + PracticeCertificates.weight(
                        held.stream().map(HeldCertificate::certificate).toList());
    }
}
