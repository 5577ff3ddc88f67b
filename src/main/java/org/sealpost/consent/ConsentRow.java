package org.sealpost.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A consent as the database keeps it; only its revocation is ever written later. */
@Entity
@Table(name = "consent")
class ConsentRow {

    @Id
    UUID id = UUID.randomUUID();

    @Column(updatable = false)
    String practice = "";

    @Column(updatable = false)
    UUID patient = new UUID(0, 0);

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false)
    String[] channels = {};

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false)
    String[] purposes = {};

    /** Lookup keys of mailboxes. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "only_at", updatable = false)
    String[] onlyAt = {};

    @Column(name = "recorded_at", updatable = false)
    Instant recordedAt = Instant.EPOCH;

    @Nullable
    @Column(name = "expires_at", updatable = false)
    Instant expiresAt;

    @Nullable
    @Column(updatable = false)
    String evidence;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instant.EPOCH;

    @Nullable
    @Column(name = "revoked_at")
    Instant revokedAt;

    @Nullable
    @Column(name = "revoked_reason")
    String revokedReason;

    @Column(updatable = false)
    String kind = ConsentKind.CONSENT.key();

    @Nullable
    @Column(updatable = false)
    String method;

    @Nullable
    @Column(name = "warning_version", updatable = false)
    String warningVersion;

    @Nullable
    @Column(name = "warning_language", updatable = false)
    String warningLanguage;

    @Nullable
    @Column(name = "recorded_by", updatable = false)
    String recordedBy;

    @Nullable
    @Column(name = "source_id", updatable = false)
    String sourceId;

    /** Whether the source took it back, which may give it again; never true of what a person revoked. */
    @Column(name = "revoked_by_source")
    boolean revokedBySource;

    ConsentRecord record() {
        return new ConsentRecord(
                id,
                // A kind that this version does not know may restrict: read as a request, for the channels it has.
                ConsentKind.of(kind).orElse(ConsentKind.REQUEST),
                // A channel that this version does not know is no permission; NONE is the strictest reading.
                Arrays.stream(channels)
                        .map(key -> Channel.of(key).orElse(Channel.NONE))
                        .collect(Collectors.toUnmodifiableSet()),
                purposes(),
                recordedAt,
                Optional.ofNullable(expiresAt),
                Set.of(onlyAt),
                Optional.ofNullable(method).flatMap(ConsentMethod::of),
                Optional.ofNullable(evidence),
                createdAt,
                Optional.ofNullable(sourceId).flatMap(SourceId::parse),
                Optional.ofNullable(revokedAt),
                revokedBySource);
    }

    /** A purpose that this version does not know is none that is agreed to; a request for it may be for anything. */
    private Set<Purpose> purposes() {
        Set<Purpose> known = Arrays.stream(purposes)
                .map(Purpose::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
        boolean asked = ConsentKind.of(kind).orElse(ConsentKind.REQUEST) == ConsentKind.REQUEST;
        return asked && known.size() < purposes.length ? Set.of(Purpose.ALL) : known;
    }

    static String[] keys(Set<String> keys) {
        return keys.stream().sorted().toArray(String[]::new);
    }
}
