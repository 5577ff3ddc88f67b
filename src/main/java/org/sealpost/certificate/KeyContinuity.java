package org.sealpost.certificate;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a key that came by mail from taking the place of one that is known: an authority that was deceived, or is not as
 * careful as the others, would be enough to read along. While a certificate with a known key may be used, a harvested one
 * with another key waits for a person; renewals of the same key, and what comes after the known one has expired or was
 * revoked, do not.
 */
final class KeyContinuity {

    private final List<HeldCertificate> known;

    /** @param usable those of one mailbox that may be used otherwise */
    KeyContinuity(Collection<HeldCertificate> usable) {
        List<HeldCertificate> byPersons =
                usable.stream().filter(one -> since(one).isEmpty()).toList();
        this.known = byPersons.isEmpty()
                ? usable.stream()
                        .min(Comparator.comparing(
                                        (HeldCertificate one) -> since(one).orElseThrow())
                                .thenComparing(one -> one.fingerprint().value()))
                        .stream()
                        .toList()
                : byPersons;
    }

    /** The known certificate that this one, with another key, does not take the place of. */
    Optional<HeldCertificate> displaced(HeldCertificate one) {
        boolean keyIsKnown = since(one).isEmpty()
                || known.stream()
                        .anyMatch(other -> other.certificate()
                                .getPublicKey()
                                .equals(one.certificate().getPublicKey()));
        return keyIsKnown ? Optional.empty() : Optional.of(known.getFirst());
    }

    /** Since when it is known by mail alone; empty for what persons answer for, and for what is not on record. */
    private static Optional<Instant> since(HeldCertificate one) {
        return one.origin() instanceof CertificateOrigin.Harvested(var since) ? Optional.of(since) : Optional.empty();
    }
}
