package org.sealpost.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.mail.PracticeId;

/**
 * A key of a practice, without its private half.
 *
 * @param subject distinguished name (RFC 4514)
 * @param publicKey SubjectPublicKeyInfo
 * @param certificate absent while it waits for one
 * @param issuers certificates between it and an anchor
 * @param tokenAlias where it is in the token, for one whose private half never was anywhere else
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
public record PracticeKey(
        UUID id,
        PracticeId practice,
        KeyPurpose purpose,
        KeyOwner owner,
        String subject,
        String algorithm,
        byte[] publicKey,
        Optional<X509Certificate> certificate,
        List<X509Certificate> issuers,
        Optional<String> tokenAlias,
        Instant createdAt,
        Optional<Instant> activeFrom,
        Optional<Instant> retiredAt,
        Optional<Instant> decryptsUntil,
        Optional<Instant> destroyedAt) {

    /** How many days ahead it is told that a certificate expires; each in its turn more urgent. */
    static final List<Integer> WARNING_DAYS = List.of(30, 14, 3);

    public PracticeKey {
        issuers = List.copyOf(issuers);
    }

    /** Where it is in its life. */
    public KeyState state(Instant at) {
        if (destroyedAt.isPresent()) {
            return KeyState.DESTROYED;
        }
        if (activeFrom.isEmpty()) {
            return KeyState.WAITING;
        }
        if (retiredAt.filter(end -> !at.isBefore(end)).isPresent()) {
            return KeyState.RETIRED;
        }
        return at.isBefore(activeFrom.get()) ? KeyState.NEXT : KeyState.ACTIVE;
    }

    /** SHA-256 of the public key, hex: what names it in events. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The certificate's end. */
    public Optional<Instant> notAfter() {
        return certificate.map(one -> one.getNotAfter().toInstant());
    }

    /** The certificate and those of its issuers in PEM. */
    public Optional<String> pem() {
        return certificate.map(one -> CertificateChain.pem(List.of(one)) + CertificateChain.pem(issuers));
    }

    /**
     * The days of the narrowest warning (3, 14 or 30) within which the certificate of a key in use expires, 0 when it has
     * expired; absent when there is time, or nothing to be done.
     */
    public Optional<Integer> expiresWithinDays(Instant now) {
        KeyState state = state(now);
        if (state != KeyState.ACTIVE && state != KeyState.NEXT) {
            return Optional.empty();
        }
        return notAfter()
                .flatMap(end -> end.isBefore(now)
                        ? Optional.of(0)
                        : WARNING_DAYS.stream()
                                .filter(days -> end.isBefore(now.plus(Duration.ofDays(days))))
                                .min(Comparator.naturalOrder()));
    }

    /** What is to be done about it, in one sentence. */
    public Optional<String> hint(Instant now) {
        return switch (state(now)) {
            case WAITING -> Optional.of("Have its request signed, then add the certificate.");
            case NEXT -> Optional.of("It is in use from " + day(activeFrom) + ".");
            case ACTIVE ->
                expiresWithinDays(now)
                        .map(days -> days == 0
                                ? "Its certificate expired on " + day(notAfter()) + ": rotate it now."
                                : "Its certificate expires on " + day(notAfter()) + ": rotate it.")
                        .or(() -> retiredAt.map(at -> "It is retired on " + day(retiredAt) + "."))
                        .or(this::namesNobody);
            case RETIRED ->
                decryptsUntil.map(until -> notAfter().filter(now::isAfter).isPresent()
                        ? "Its certificate expired on " + day(notAfter()) + ": it only decrypts, until "
                                + day(decryptsUntil) + ", and is destroyed then."
                        : "It decrypts until " + day(decryptsUntil) + " and is destroyed then.");
            case DESTROYED -> Optional.empty();
        };
    }

    private Optional<String> namesNobody() {
        return purpose == KeyPurpose.SMIME
                        && certificate.filter(PracticeKey::isNameless).isPresent()
                ? Optional.of(
                        "Its certificate names no domain and no address, so that correspondents can neither verify"
                                + " nor encrypt by it: add the practice's domains, then rotate it.")
                : Optional.empty();
    }

    private static boolean isNameless(X509Certificate certificate) {
        try {
            return certificate.getSubjectAlternativeNames() == null;
        } catch (CertificateParsingException unreadable) {
            return true;
        }
    }

    private static String day(Optional<Instant> instant) {
        return instant.map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC).toString())
                .orElse("");
    }

    /** Without the owner's address. */
    @Override
    public String toString() {
        return "PracticeKey[" + id + "]";
    }
}
