package org.sealpost.certificate;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.PracticeId;

/**
 * Whether a certificate may be used (RFC 8550 section 4): not revoked, valid at the time, a strong key that may do what
 * it is wanted for, and trusted. For whom is {@link AddressMatch}'s question.
 */
final class CertificateCheck {

    /** The largest that serve, of ML-DSA-87 with its public key and signature, have about 10,000 octets. */
    private static final int MOST_OCTETS = 64 * 1024;

    /** Each of about ten kilobytes, most of which are its certificates. */
    private static final int MOST_PATHS = 4_000;

    /**
     * What is looked at here, or along a path: key usage, names, basic constraints, name constraints, policies, extended
     * key usage. And where CRLs are, which {@link Revocations} understands as long as it asks.
     */
    private static final Set<String> UNDERSTOOD = Set.of(
            "2.5.29.15",
            "2.5.29.17",
            "2.5.29.19",
            "2.5.29.30",
            RevocationPlaces.LISTS,
            "2.5.29.32",
            "2.5.29.33",
            "2.5.29.36",
            "2.5.29.37",
            "2.5.29.54");

    private static final Deadline NO_WAITING = Deadline.in(Duration.ZERO);

    private final PracticeTrust.Source trust;
    private final PathCache paths = new PathCache(MOST_PATHS);
    private final PathCache pathsOverFetched = new PathCache(MOST_PATHS);
    private final Optional<MissingIssuers> issuers;
    private final Revocations revocations;
    private final RevocationPolicy policy;
    private final Duration budget;

    /**
     * @param issuers fetches what is missing of a path; absent when nothing is fetched for that
     * @param policy for authorities that have none of their own
     * @param budget for learning about revocation and issuers, for one decision
     */
    CertificateCheck(
            PracticeTrust.Source trust,
            Optional<MissingIssuers> issuers,
            Revocations revocations,
            RevocationPolicy policy,
            Duration budget) {
        this.trust = trust;
        this.issuers = issuers;
        this.revocations = revocations;
        this.policy = policy;
        this.budget = budget;
    }

    /** One that fetches no issuers. */
    CertificateCheck(PracticeTrust.Source trust, Revocations revocations, RevocationPolicy policy, Duration budget) {
        this(trust, Optional.empty(), revocations, policy, budget);
    }

    /** One that trusts the same authorities for every practice, and asks nobody about revocation. */
    CertificateCheck(TrustAnchors anchors) {
        this(
                practice -> new PracticeTrust(anchors, GivenLists.none()),
                new Revocations(Fetch.NOBODY, Runnable::run),
                RevocationPolicy.OFF,
                Duration.ZERO);
    }

    /** When a decision that begins now has waited long enough. */
    Deadline deadline() {
        return Deadline.in(budget);
    }

    /** Begins to ask about what {@link #fault} will want to know, so that several are asked about at the same time. */
    void prepare(PracticeId practice, HeldCertificate held, Authorities authorities, Instant at) {
        PracticeTrust trusted = trust.of(practice);
        if (path(trusted, held, authorities, at, NO_WAITING) instanceof TrustPath.Found found
                && policy(found) != RevocationPolicy.OFF) {
            revocations.prepare(found, trusted.lists(), at);
        }
    }

    /** Why it may not be used, as far as that depends on nobody else; absent when nothing stands against it. */
    Optional<CertificateFault> ownFault(CertificateUse use, HeldCertificate held, Instant at) {
        X509Certificate certificate = held.certificate();
        return revocation(held)
                .or(() -> validity(certificate, at))
                .or(() -> size(certificate))
                .or(() -> endEntity(held))
                .or(() -> use.fault(certificate))
                .or(() -> criticalExtension(certificate))
                .map(CertificateFault.Refusal::new);
    }

    /**
     * Why it may not be used, absent when it may.
     *
     * @param authorities certificates that a path may lead over
     * @param deadline until when it is waited for what others say of revocation
     */
    Optional<CertificateFault> fault(
            PracticeId practice,
            CertificateUse use,
            HeldCertificate held,
            Authorities authorities,
            Instant at,
            Deadline deadline) {
        return ownFault(use, held, at).or(() -> trustFault(practice, held, authorities, at, deadline));
    }

    /** The authorities between one without fault and its anchor; none where a pin stands for a path. */
    List<X509Certificate> authoritiesAbove(
            PracticeId practice, HeldCertificate held, Authorities authorities, Instant at) {
        return path(trust.of(practice), held, authorities, at, NO_WAITING) instanceof TrustPath.Found found
                ? found.links().stream()
                        .skip(1)
                        .map(TrustPath.Link::certificate)
                        .toList()
                : List.of();
    }

    /** In whose word the trust rests, for one without fault. */
    String ground(PracticeId practice, HeldCertificate held, Authorities authorities, Instant at) {
        if (held.pinned()) {
            return "pinned: trusted by the word of whoever added it";
        }
        return switch (path(trust.of(practice), held, authorities, at, NO_WAITING)) {
            case TrustPath.Found found ->
                "trusted: issued under " + found.anchor().name();
            case TrustPath.Missing missing -> missing.reason();
        };
    }

    private static Optional<String> revocation(HeldCertificate held) {
        return held.revocation().map(CertificateCheck::sentence);
    }

    private static String sentence(Revocation revocation) {
        return "revoked on " + Days.of(revocation.at()) + ": " + revocation.reason();
    }

    private static Optional<String> validity(X509Certificate certificate, Instant at) {
        if (at.isBefore(certificate.getNotBefore().toInstant())) {
            return Optional.of(
                    "not valid before " + Days.of(certificate.getNotBefore().toInstant()));
        }
        if (at.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of("expired on " + Days.of(certificate.getNotAfter().toInstant()));
        }
        return Optional.empty();
    }

    private static Optional<String> size(X509Certificate certificate) {
        try {
            return certificate.getEncoded().length <= MOST_OCTETS
                    ? Optional.empty()
                    : Optional.of("certificate is larger than 64 KiB");
        } catch (CertificateEncodingException unreadable) {
            return Optional.of("certificate cannot be read");
        }
    }

    /** Programs write self-signed certificates as those of authorities; a person who pins one vouches for the person. */
    private static Optional<String> endEntity(HeldCertificate held) {
        return held.pinned() || held.certificate().getBasicConstraints() < 0
                ? Optional.empty()
                : Optional.of("wrong use: it is the certificate of an authority");
    }

    /**
     * RFC 5280 section 4.2: what calls itself critical and is not understood forbids the use, whoever vouches for the
     * certificate. A person who pins one knows whose it is, and not what its authority made it depend on.
     */
    private static Optional<String> criticalExtension(X509Certificate certificate) {
        return Optional.ofNullable(certificate.getCriticalExtensionOIDs()).orElse(Set.of()).stream()
                .filter(id -> !UNDERSTOOD.contains(id))
                .sorted()
                .findFirst()
                .map(id -> "its critical extension " + id + " is not understood, which forbids every use of it");
    }

    /**
     * Why it is not trusted, absent when it is. What a person revoked is not, whoever brings it, in whatever octets,
     * and neither is another certificate of its key. A pin says whose the key is, not that it was never lost: where an
     * authority can say that it was, it is believed.
     */
    Optional<CertificateFault> trustFault(
            PracticeId practice, HeldCertificate held, Authorities authorities, Instant at, Deadline deadline) {
        Optional<Revocation> revocation = authorities.revoked().of(held.marks());
        if (revocation.isPresent()) {
            return Optional.of(new CertificateFault.Refusal(sentence(revocation.get())));
        }
        PracticeTrust trusted = trust.of(practice);
        return switch (path(trusted, held, authorities, at, deadline)) {
            case TrustPath.Missing ignored when held.pinned() -> unasked(held);
            case TrustPath.Missing missing -> Optional.of(new CertificateFault.Refusal(missing.reason()));
            case TrustPath.Found found ->
                revocations.fault(
                        found,
                        held.pinned() ? policy(found).atMost(RevocationPolicy.SOFT) : policy(found),
                        trusted.lists(),
                        at,
                        deadline);
        };
    }

    /** Without an issuer nobody can be asked, and whose word a pin stands for is the person's, not the authority's. */
    private static Optional<CertificateFault> unasked(HeldCertificate held) {
        return RevocationPlaces.of(held.certificate()).critical()
                ? Optional.of(new CertificateFault.Refusal("its " + Revocations.UNASKED))
                : Optional.empty();
    }

    /** Over what is known, else over what its certificates say can be fetched, and came before the deadline. */
    private TrustPath path(
            PracticeTrust trusted, HeldCertificate held, Authorities authorities, Instant at, Deadline deadline) {
        TrustPath path = paths.path(held.certificate(), trusted.anchors(), authorities, at);
        if (issuers.isEmpty() || !(path instanceof TrustPath.Missing(String reason))) {
            return path;
        }
        MissingIssuers.Above above =
                issuers.get().above(held.certificate(), trusted.anchors(), authorities, at, deadline);
        if (above.authorities() != authorities) {
            path = pathsOverFetched.path(held.certificate(), trusted.anchors(), above.authorities(), at);
        }
        return path instanceof TrustPath.Missing && above.fault().isPresent()
                ? new TrustPath.Missing(reason + "; its issuer could not be fetched: "
                        + above.fault().get())
                : path;
    }

    private RevocationPolicy policy(TrustPath.Found found) {
        return found.anchor().revocation().orElse(policy);
    }
}
