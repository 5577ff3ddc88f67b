package org.sealpost.portal;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.seal.Sealed;
import org.sealpost.seal.SealedColumns;

/** A row of {@code portal_message}. */
@Entity
@Table(name = "portal_message")
class KeptMessage {

    /** Tries to sign in that a patient has before the practice must help. */
    static final int MAX_TRIES = 5;

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "practice")
    String practice;

    @Column(name = "message_id")
    UUID messageId;

    @Column(name = "patient")
    UUID patient;

    @Column(name = "recipient")
    String recipient;

    @Column(name = "token_hash")
    byte[] tokenHash;

    @Nullable
    @Embedded
    SealedColumns sealed;

    @Column(name = "size")
    long size;

    @Column(name = "stored_at")
    Instant storedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Nullable
    @Column(name = "shredded_at")
    Instant shreddedAt;

    @Nullable
    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "tries")
    int tries;

    @Nullable
    @Column(name = "locked_at")
    Instant lockedAt;

    /** For Hibernate. */
    protected KeptMessage() {}

    KeptMessage(
            UUID id,
            PracticeId practice,
            MessageId message,
            UUID patient,
            Mailbox recipient,
            Secret token,
            Instant expires) {
        this.id = id;
        this.practice = practice.value();
        this.messageId = message.value();
        this.patient = patient;
        this.recipient = recipient.address();
        this.tokenHash = token.hash();
        this.storedAt = Instant.now();
        this.expiresAt = expires;
    }

    /** What a sealed body is bound to, so that it opens in its own row only. */
    static byte[] associatedData(PracticeId practice, UUID id) {
        return ("portal\0" + practice + "\0" + id).getBytes(StandardCharsets.UTF_8);
    }

    PracticeId practice() {
        return new PracticeId(practice);
    }

    MessageId message() {
        return new MessageId(messageId);
    }

    Mailbox recipient() {
        try {
            return Mailbox.parse(recipient);
        } catch (InvalidMailboxException damagedInTheDatabase) {
            throw new IllegalStateException("portal message " + id + " has no valid recipient", damagedInTheDatabase);
        }
    }

    void keep(Sealed body, long originalSize) {
        sealed = SealedColumns.of(body);
        size = originalSize;
    }

    /** The sealed body, unless it is shredded. */
    Optional<Sealed> sealed() {
        return Optional.ofNullable(sealed).flatMap(SealedColumns::sealed);
    }

    void shred(Instant now) {
        sealed = sealed == null ? null : sealed.shredded();
        shreddedAt = now;
    }

    boolean isLocked() {
        return lockedAt != null;
    }

    boolean hasTriesLeft() {
        return tries < MAX_TRIES;
    }
}
