package org.sealpost.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a patient agreed to or asked for, once. Never changed, only superseded or revoked.
 *
 * @param recordedAt when it was given; the newest holds
 * @param onlyAt by their lookup keys, the addresses at which alone the patient asks to be written to; none for any
 * @param createdAt when it was recorded here, or asked for
 * @param source the id by which another system told of it, if one did
 * @param revokedAt when it was taken back, if it was
 * @param revokedBySource whether the system that told of it took it back, and no person
 */
record ConsentRecord(
        UUID id,
        ConsentKind kind,
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        Set<String> onlyAt,
        Optional<ConsentMethod> method,
        Optional<String> evidence,
        Instant createdAt,
        Optional<SourceId> source,
        Optional<Instant> revokedAt,
        boolean revokedBySource) {

    /** What a patient without consent may be written by, too; a consent to these alone only restricts. */
    private static final Set<Channel> NO_WIDER_THAN_NOTHING = Set.of(Channel.SMIME, Channel.PORTAL, Channel.NONE);

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
        this(
                id,
                kind,
                channels,
                purposes,
                recordedAt,
                expiresAt,
                Set.of(),
                method,
                evidence,
                recordedAt,
                Optional.empty(),
                revokedAt,
                false);
    }

    /** By which way another system told of it, if one did. */
    Optional<SourceId.Origin> origin() {
        return source.map(SourceId::origin);
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

    /** Whether a request is for that; one that names nothing is for everything. */
    boolean asksFor(Purpose purpose) {
        return covers(purpose) || purposes.isEmpty();
    }

    /** Marketing must be named; but whoever wants no e-mail for anything wants none for marketing either. */
    boolean covers(Purpose purpose) {
        return purposes.contains(purpose)
                || (purposes.contains(Purpose.ALL)
                        && (purpose != Purpose.MARKETING || channels.equals(Set.of(Channel.NONE))));
    }

    /** Whether it says anything of that purpose. */
    boolean isFor(Purpose purpose) {
        return kind == ConsentKind.REQUEST ? asksFor(purpose) : covers(purpose);
    }

    GivenAt given() {
        return new GivenAt(recordedAt, createdAt);
    }

    /** Whether something was told that nobody understood. */
    boolean isUnclear() {
        return channels.isEmpty() && kind == ConsentKind.CONSENT && !isWroteFirst();
    }

    /** The same of something that a record system told, which may be how the patient took back whatever was signed. */
    boolean isUnclearOfRecordSystem() {
        return isUnclear()
                && origin().filter(way -> way != SourceId.Origin.LIST).isPresent();
    }

    /**
     * Whether another record says what this one, which was not understood, was meant to say: told since then under the same id,
     * of the same time or a later one, and understood.
     */
    boolean isPutRightBy(ConsentRecord other) {
        return isUnclear()
                && !other.isUnclear()
                && source.filter(told -> other.source.filter(told::isOf).isPresent())
                        .isPresent()
                && other.createdAt.isAfter(createdAt)
                && !given().isAfter(other.given());
    }

    /** The same, as it is once the system that told of it has taken it back. */
    ConsentRecord takenBackAtItsSource(Instant when) {
        return new ConsentRecord(
                id,
                kind,
                channels,
                purposes,
                recordedAt,
                expiresAt,
                onlyAt,
                method,
                evidence,
                createdAt,
                source,
                Optional.of(when),
                true);
    }

    /** Whether its system tells it anew, given at the same time and for no less, so that nothing older can come back. */
    boolean isToldAgainBy(ConsentRecord told) {
        return !isRevoked()
                && source.isPresent()
                && source.equals(told.source)
                && kind == told.kind
                && isWroteFirst() == told.isWroteFirst()
                && recordedAt.equals(told.recordedAt)
                && told.purposes.containsAll(purposes);
    }

    /** Whether it permits nothing that would not be permitted without it. */
    boolean onlyRestricts() {
        return onlyRestrict(channels);
    }

    /** Whether it permits what would not be permitted without it. A request never does. */
    boolean widens() {
        return switch (kind) {
            case CONSENT -> !onlyRestricts();
            case AUTHORIZATION -> true;
            case REQUEST -> false;
        };
    }

    static boolean onlyRestrict(Set<Channel> channels) {
        return NO_WIDER_THAN_NOTHING.containsAll(channels);
    }

    /**
     * Whether it tells of a time at which another still held that is revoked, and was recorded only since: then whoever
     * sent it did not know of the revocation. The system that took the other one back did, and may give it anew.
     */
    boolean ignoresRevocationOf(ConsentRecord other) {
        boolean sameSystem = other.revokedBySource && source.isPresent() && origin().equals(other.origin());
        // What was not understood of a list or a call is nobody's revocation: whatever is recorded later may put it
        // right.
        boolean toBePutRight = other.isUnclear()
                && other.origin()
                        .filter(way -> way == SourceId.Origin.LIST || way == SourceId.Origin.API)
                        .isPresent();
        return !sameSystem
                && !toBePutRight
                && other.revokedAt()
                        .filter(when -> !createdAt.isBefore(when))
                        // What was not understood is not revoked by anybody: it counts from its own time.
                        .map(when -> other.channels.isEmpty() ? other.given().counted() : when)
                        .filter(until -> !given().counted().isAfter(until))
                        .isPresent();
    }
}
