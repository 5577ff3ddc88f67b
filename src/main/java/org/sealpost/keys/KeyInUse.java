package org.sealpost.keys;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sealpost.smime.AwayKey;
import org.sealpost.smime.SmimeIdentity;

/**
 * A key that was opened and parsed once.
 *
 * @param identity holds the private half, or its handle
 * @param formerCertificates that the key had before, the newest first
 * @param retiredAt when it stops to sign, which may be a date to come
 * @param decryptsUntil when it stops to decrypt
 */
record KeyInUse(
        UUID id,
        KeyOwner owner,
        SmimeIdentity identity,
        List<X509Certificate> formerCertificates,
        Instant activeFrom,
        Optional<Instant> retiredAt,
        Optional<Instant> decryptsUntil) {

    /** Bits of KeyUsage (RFC 5280 section 4.2.1.3). */
    private static final int DIGITAL_SIGNATURE = 0;

    private static final int NON_REPUDIATION = 1;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;

    KeyInUse {
        formerCertificates = List.copyOf(formerCertificates);
    }

    boolean isActive(Instant at) {
        return !at.isBefore(activeFrom) && retiredAt.map(at::isBefore).orElse(true);
    }

    /** Whether it may decrypt still. */
    boolean isKept(Instant at) {
        return decryptsUntil.map(at::isBefore).orElse(true);
    }

    boolean isCertified(Instant at) {
        Date date = Date.from(at);
        X509Certificate certificate = identity.certificate();
        return !date.before(certificate.getNotBefore()) && !date.after(certificate.getNotAfter());
    }

    /** Whether its private half does not open now, and so nothing can be done with it but to wait. */
    boolean isAway() {
        return identity.key() instanceof AwayKey;
    }

    boolean signs() {
        return signs(identity.certificate());
    }

    boolean decrypts() {
        return decrypts(identity.certificate());
    }

    /**
     * What opens mail: an envelope names the certificate that its sender had (RFC 5652 section 6.2.1), and the key behind a
     * former one is the same. One for each that lets the key decrypt, the newest first.
     */
    Stream<SmimeIdentity> decrypting() {
        Stream<SmimeIdentity> former = formerCertificates.stream()
                .map(one -> new SmimeIdentity(one, List.of(), identity.key(), identity.provider()));
        return Stream.concat(Stream.of(identity), former).filter(one -> decrypts(one.certificate()));
    }

    static boolean signs(X509Certificate certificate) {
        boolean able = switch (KeyAlgorithm.family(certificate.getPublicKey())) {
            case RSA, ELLIPTIC, SIGNATURE -> true;
            case AGREEMENT, ENCAPSULATION -> false;
        };
        boolean[] usage = certificate.getKeyUsage();
        // RFC 8550 section 4.4.2: either will do.
        return able && (allows(usage, DIGITAL_SIGNATURE) || allows(usage, NON_REPUDIATION));
    }

    static boolean decrypts(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        return switch (KeyAlgorithm.family(key)) {
            // RFC 9935: a KEM's certificate says keyEncipherment.
            case RSA, ENCAPSULATION -> allows(certificate.getKeyUsage(), KEY_ENCIPHERMENT);
            case ELLIPTIC, AGREEMENT -> allows(certificate.getKeyUsage(), KEY_AGREEMENT);
            case SIGNATURE -> false;
        };
    }

    private static boolean allows(boolean @Nullable [] usage, int bit) {
        return usage == null || usage[bit];
    }

    /** Without the key and the owner's address. */
    @Override
    public String toString() {
        return "KeyInUse[" + id + "]";
    }
}
