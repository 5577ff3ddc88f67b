package org.sealpost.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a patient agreed to or asked for, once. Never changed, only superseded or revoked.
 *
 * @param recordedAt when it was given; the newest holds
 * @param createdAt when it was recorded here
 * @param revokedAt when it was taken back, if it was
 */
record ConsentRecord(
        UUID id,
        ConsentKind kind,
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        Optional<ConsentMethod> method,
        Optional<String> evidence,
        Instant createdAt,
        Optional<Instant> revokedAt) {

    /** A record that came here when it was given. */
    ConsentRecord(
            UUID id,
            ConsentKind kind,
            Set<Channel> channels,
            Set<Purpose> purposes,
            Instant recordedAt,
            Optional<Instant> expiresAt,
            Optional<ConsentMethod> method,
            Optional<String> evidence,
            Optional<Instant> revokedAt) {
        this(id, kind, channels, purposes, recordedAt, expiresAt, method, evidence, recordedAt, revokedAt);
    }

    boolean isRevoked() {
        return revokedAt.isPresent();
    }

    boolean isOver(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }

    /** Whether it says nothing but that the patient wrote first. */
    boolean isWroteFirst() {
        return method.equals(Optional.of(ConsentMethod.WROTE_FIRST));
    }

    /** Whether a request is for that; one that names nothing that could be meant is for everything. */
    boolean asksFor(Purpose purpose) {
        return covers(purpose) || purposes.stream().allMatch(named -> named == Purpose.MARKETING);
    }

    boolean covers(Purpose purpose) {
        return purposes.contains(purpose) || (purposes.contains(Purpose.ALL) && purpose != Purpose.MARKETING);
    }
}
