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
        this.known = byPersons.isEmpty() ? first(usable) : byPersons;
    }

    /**
     * Those that came first, with one mail: all for which its signature answers, such as one to verify and one to encrypt;
     * where it answers for none, one that anybody would choose again.
     */
    private static List<HeldCertificate> first(Collection<HeldCertificate> harvested) {
        Optional<Instant> first =
                harvested.stream().map(one -> since(one).orElseThrow()).min(Comparator.naturalOrder());
        List<HeldCertificate> together = harvested.stream()
                .filter(one -> since(one).equals(first))
                .sorted(Comparator.comparing(one -> one.fingerprint().value()))
                .toList();
        List<HeldCertificate> vouched =
                together.stream().filter(one -> one.vouched().isPresent()).toList();
        return vouched.isEmpty() ? together.stream().limit(1).toList() : vouched;
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
        return one.origin() instanceof CertificateOrigin.Harvested(var since, var vouched)
                ? Optional.of(since)
                : Optional.empty();
    }
}
