package org.sealpost.portal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.TimeOrderedUuid;

/** A row of {@code portal_code}. */
@Entity
@Table(name = "portal_code")
class SignInCode {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int SALT_OCTETS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "practice")
    String practice;

    @Column(name = "portal_message")
    UUID portalMessage;

    @Column(name = "visit_hash")
    byte @Nullable [] visitHash;

    @Column(name = "proven")
    boolean proven;

    @Column(name = "salt")
    byte[] salt;

    @Column(name = "code_hash")
    byte[] codeHash;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Nullable
    @Column(name = "used_at")
    Instant usedAt;

    @Column(name = "failures")
    int failures;

    /** For Hibernate. */
    protected SignInCode() {}

    /**
     * @param visit of the browser that gave the birth date; none for a code that the practice gives
     * @param proven whether the birth date was right
     */
    SignInCode(KeptMessage message, Optional<Secret> visit, boolean proven, OneTimeCode code, Instant now) {
        this.id = TimeOrderedUuid.next();
        this.practice = message.practice;
        this.portalMessage = message.id;
        this.visitHash = visit.map(Secret::hash).orElse(null);
        this.proven = proven;
        this.salt = new byte[SALT_OCTETS];
        RANDOM.nextBytes(salt);
        this.codeHash = code.hash(salt);
        this.createdAt = now;
        this.expiresAt = now.plus(LIFETIME);
    }

    boolean is(OneTimeCode code) {
        return MessageDigest.isEqual(codeHash, code.hash(salt));
    }
}
