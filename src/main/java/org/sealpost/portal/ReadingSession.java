package org.sealpost.portal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.sealpost.mail.TimeOrderedUuid;

/** A row of {@code portal_session}: one browser that may read one patient's one message for a while. */
@Entity
@Table(name = "portal_session")
class ReadingSession {

    /** Without a request for so long it ends. */
    static final Duration IDLE = Duration.ofMinutes(15);

    /** It ends after so long in any case. */
    static final Duration LIFETIME = Duration.ofHours(1);

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "practice")
    String practice;

    @Column(name = "portal_message")
    UUID portalMessage;

    @Column(name = "patient")
    UUID patient;

    @Column(name = "secret_hash")
    byte[] secretHash;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "last_seen_at")
    Instant lastSeenAt;

    /** For Hibernate. */
    protected ReadingSession() {}

    ReadingSession(KeptMessage message, Secret secret, Instant now) {
        this.id = TimeOrderedUuid.next();
        this.practice = message.practice;
        this.portalMessage = message.id;
        this.patient = message.patient;
        this.secretHash = secret.hash();
        this.createdAt = now;
        this.lastSeenAt = now;
    }
}
