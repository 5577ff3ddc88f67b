package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sealpost.mail.Mailbox;

/**
 * What a verified signature tells of its sender. Strangers write it, so only a few certificates of it are looked at.
 *
 * @param signer whose signature it is
 * @param chain what else it holds
 * @param preferred the one of it that the signer wants to be encrypted to
 * @param from whose mail it is
 * @param signedAt when it was signed, as the signer says
 * @param capabilities what the sender's mail program can read
 */
record SignedMail(
        X509Certificate signer,
        Collection<X509Certificate> chain,
        Optional<X509Certificate> preferred,
        Mailbox from,
        Optional<Instant> signedAt,
        Optional<String> capabilities) {

    private static final int MOST_OF_SENDER = 4;
    private static final int MOST_AUTHORITIES = 8;

    /** By how much another's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    SignedMail {
        chain = List.copyOf(chain);
        capabilities = capabilities.filter(KnownCapabilities::isText);
    }

    /**
     * When it was signed, not later than now; nothing when it does not say so, or names the future: that would stand
     * against everything that its sender signs until then.
     */
    Optional<Instant> signedBy(Instant now) {
        return signedAt.filter(claimed -> !claimed.isAfter(now.plus(AHEAD)))
                .map(claimed -> claimed.isAfter(now) ? now : claimed);
    }

    /** Whether the signature is the sender's, and not a stranger's under a stranger's name. */
    boolean isOfSender() {
        return names(signer);
    }

    /** The sender's certificates, the signer's first, and then the preferred one. */
    List<X509Certificate> ofSender() {
        return Stream.of(Stream.of(signer), preferred.stream(), chain.stream())
                .flatMap(Function.identity())
                .distinct()
                .limit(MOST_OF_SENDER + MOST_AUTHORITIES)
                .filter(one -> one.getBasicConstraints() < 0 && names(one))
                .limit(MOST_OF_SENDER)
                .toList();
    }

    /** By what the signature answers for one of them. */
    Optional<Vouched> vouched(X509Certificate one) {
        if (preferred.filter(one::equals).isPresent()) {
            return Optional.of(Vouched.PREFERRED);
        }
        return one.equals(signer) ? Optional.of(Vouched.SIGNER) : Optional.empty();
    }

    /** Those of authorities. */
    List<X509Certificate> authorities() {
        return chain.stream()
                .distinct()
                .limit(MOST_OF_SENDER + MOST_AUTHORITIES)
                .filter(one -> one.getBasicConstraints() >= 0)
                .limit(MOST_AUTHORITIES)
                .toList();
    }

    private boolean names(X509Certificate certificate) {
        return AddressMatch.fault(
                        CertificateUse.SIGNING, new HeldCertificate(certificate, false, Optional.empty()), from)
                .isEmpty();
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "signed mail";
    }
}
