package org.sealpost.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** All records of one patient, and what of them holds. */
final class ConsentHistory {

    /** What a request can be for. */
    private static final Set<Purpose> REQUESTED = EnumSet.of(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS);

    /** What a request can be for that marketing has to keep to. */
    private static final Set<Purpose> REQUESTED_OF_MARKETING =
            EnumSet.of(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS, Purpose.MARKETING);

    private final List<ConsentRecord> records;

    ConsentHistory(Collection<ConsentRecord> records) {
        this.records = List.copyOf(records);
    }

    /**
     * What holds for a purpose. The newest consent for it takes the place of all before it, for good: when it is revoked
     * or expires, nothing is in force, and what it replaced does not come back to widen it. Of several given at the same
     * time, or of which nobody can say which was given last, only what all of them allow; when one of them is revoked, no
     * more than restricts until another is recorded, for a revocation never widens; nor does what nobody understood. A consent that comes after a revocation
     * and was given before it widens nothing. That a patient wrote first counts only after all of them.
     */
    Standing standing(Purpose purpose, Instant now) {
        List<ConsentRecord> consents = of(ConsentKind.CONSENT, record -> record.covers(purpose));
        List<ConsentRecord> given = given(purpose);
        Optional<HeldTogether> inForce = inForce(given, now);
        if (inForce.isPresent()) {
            return new Standing.Consented(inForce.get().consent());
        }
        return consents.stream()
                .filter(record -> record.isWroteFirst() && !record.isRevoked() && !record.isOver(now))
                .filter(record -> given.stream().allMatch(before -> isAfter(record, before)))
                .filter(record -> newest(given).stream().allMatch(last -> last.isRevoked() || last.isOver(now)))
                .max(Comparator.comparing(ConsentRecord::recordedAt))
                .<Standing>map(record -> new Standing.WroteFirst(record.id()))
                .orElseGet(() -> new Standing.Nothing(whyNone(consents, now)));
    }

    /**
     * What holds for a purpose when it is not known what another system tells: what is on record may be narrower than
     * having no consent, and then it holds; otherwise nothing does.
     */
    Standing standingInDoubt(Purpose purpose, Instant now, ConsentAbsence why) {
        return standing(purpose, now) instanceof Standing.Consented(ConsentInForce consent)
                        && ConsentRecord.onlyRestrict(consent.channels())
                ? new Standing.Consented(consent)
                : new Standing.Nothing(why);
    }

    /**
     * The requests for confidential communication that hold for what a message is said to be for: the newest for it of those that
     * were not revoked and are not over, and others of the same time. One that a newer request had replaced stands again when
     * that one ends, for nobody took it back. A message of which nothing is said may be for anything but marketing, and marketing has to
     * keep to what is asked for anything: then the newest for each purpose hold, all together.
     */
    List<RequestInForce> requests(Optional<Purpose> said, Instant now) {
        Set<Purpose> purposes = said.filter(REQUESTED::contains)
                .map(Set::of)
                .orElse(said.equals(Optional.of(Purpose.MARKETING)) ? REQUESTED_OF_MARKETING : REQUESTED);
        return purposes.stream()
                .flatMap(purpose -> requestsFor(purpose, now).stream())
                .distinct()
                .map(record -> new RequestInForce(
                        record.id(),
                        record.channels(),
                        record.onlyAt(),
                        said.isPresent() || REQUESTED.stream().allMatch(record::asksFor)))
                .toList();
    }

    /** Whether the newest authorisation of marketing holds. */
    boolean authorizesMarketing(Instant now) {
        return !authorizations(now).isEmpty();
    }

    /**
     * The newest authorisations of marketing, if they hold. Neither a line of a list that was not understood is one of them, nor
     * what its system told again under its id and was understood then: that does not take back what was signed.
     */
    private List<ConsentRecord> authorizations(Instant now) {
        List<ConsentRecord> told = records.stream()
                .filter(record -> isAuthorization(record)
                        || (record.isUnclearOfRecordSystem() && records.stream().noneMatch(record::isPutRightBy)))
                .toList();
        List<ConsentRecord> newest = newest(told);
        List<ConsentRecord> signed =
                newest.stream().filter(ConsentHistory::isAuthorization).toList();
        boolean hold = newest.stream().noneMatch(record -> isInDoubt(record, newest))
                && signed.stream()
                        .noneMatch(record -> record.isRevoked() || record.isOver(now) || comesBack(record, told));
        return hold ? signed : List.of();
    }

    private static boolean isAuthorization(ConsentRecord record) {
        return record.kind() == ConsentKind.AUTHORIZATION && record.covers(Purpose.MARKETING);
    }

    /** Whether what stands in a record is, itself and not through another, among what holds for a purpose. */
    boolean isInForce(ConsentRecord record, Purpose purpose, Instant now) {
        return switch (record.kind()) {
            case REQUEST -> requestsFor(purpose, now).contains(record);
            case AUTHORIZATION -> authorizations(now).contains(record);
            case CONSENT ->
                standing(purpose, now) instanceof Standing.WroteFirst(UUID id)
                        ? id.equals(record.id())
                        : inForce(given(purpose), now)
                                .filter(held -> held.records().contains(record))
                                .isPresent();
        };
    }

    private List<ConsentRecord> given(Purpose purpose) {
        return of(ConsentKind.CONSENT, record -> record.covers(purpose) && !record.isWroteFirst());
    }

    private List<ConsentRecord> requestsFor(Purpose purpose, Instant now) {
        return newest(of(
                ConsentKind.REQUEST, record -> record.asksFor(purpose) && !record.isRevoked() && !record.isOver(now)));
    }

    private List<ConsentRecord> of(ConsentKind kind, Predicate<ConsentRecord> which) {
        return records.stream()
                .filter(record -> record.kind() == kind && which.test(record))
                .toList();
    }

    /** Those of which none is known to be older than another: the newest, when the times are known. */
    private static List<ConsentRecord> newest(List<ConsentRecord> records) {
        return records.stream()
                .filter(record ->
                        records.stream().noneMatch(other -> other.given().isAfter(record.given())))
                .sorted(Comparator.comparing(ConsentRecord::id))
                .toList();
    }

    private static Optional<HeldTogether> inForce(List<ConsentRecord> given, Instant now) {
        List<ConsentRecord> newest = newest(given);
        if (newest.stream().noneMatch(record -> comesBack(record, given) || isInDoubt(record, newest))) {
            return held(newest, now);
        }
        // What came back neither holds nor opens what an older one had closed; nor does what nobody understood.
        List<ConsentRecord> others = given.stream()
                .filter(record -> !comesBack(record, given) && !record.isUnclear())
                .toList();
        return held(newest(others), now)
                .filter(held -> ConsentRecord.onlyRestrict(held.consent().channels()));
    }

    /** Whether something was not understood, and nobody has recorded since then what holds in its place. */
    private static boolean isInDoubt(ConsentRecord record, List<ConsentRecord> newest) {
        return record.isUnclear()
                && isLostWith(
                        record,
                        newest.stream().filter(other -> !other.isRevoked()).toList());
    }

    /** Whether a record would bring back what was revoked of others for the same purpose. */
    private static boolean comesBack(ConsentRecord record, List<ConsentRecord> others) {
        return record.widens() && !record.isRevoked() && others.stream().anyMatch(record::ignoresRevocationOf);
    }

    /**
     * What holds, and of which records.
     *
     * @param records given together, of which each counts
     */
    private record HeldTogether(ConsentInForce consent, List<ConsentRecord> records) {}

    private static Optional<HeldTogether> held(List<ConsentRecord> newest, Instant now) {
        List<ConsentRecord> together =
                newest.stream().filter(record -> !record.isRevoked()).toList();
        List<ConsentRecord> lasting =
                together.stream().filter(record -> !record.isOver(now)).toList();
        Set<Channel> channels = channelsOfAll(lasting);
        boolean lost = lasting.size() < together.size() || newest.stream().anyMatch(one -> isLostWith(one, together));
        if (lasting.isEmpty() || channels.isEmpty() || (lost && !ConsentRecord.onlyRestrict(channels))) {
            return Optional.empty();
        }
        ConsentRecord first = lasting.getFirst();
        Optional<Instant> expires =
                lasting.stream().flatMap(record -> record.expiresAt().stream()).min(Comparator.naturalOrder());
        ConsentInForce consent = new ConsentInForce(
                first.id(), channels, purposesOfAll(lasting), first.recordedAt(), expires, first.evidence());
        return Optional.of(new HeldTogether(consent, lasting));
    }

    /** Whether a record was revoked and nobody has recorded since then what holds in its place. */
    private static boolean isLostWith(ConsentRecord revoked, List<ConsentRecord> others) {
        return revoked.revokedAt()
                .filter(when ->
                        others.stream().allMatch(other -> other.createdAt().isBefore(when)))
                .isPresent();
    }

    /** Whether a patient wrote after a consent was given and, if so, taken back or over. */
    private static boolean isAfter(ConsentRecord wroteFirst, ConsentRecord before) {
        return wroteFirst.given().isAfter(before.given())
                && before.revokedAt()
                        .or(before::expiresAt)
                        .map(wroteFirst.recordedAt()::isAfter)
                        .orElse(true);
    }

    /** Why none is in force, told of the newest that could have been; that a patient wrote first is none of these. */
    private ConsentAbsence whyNone(List<ConsentRecord> forPurpose, Instant now) {
        if (of(ConsentKind.CONSENT, record -> true).isEmpty()) {
            return ConsentAbsence.NONE_ON_RECORD;
        }
        List<ConsentRecord> given =
                forPurpose.stream().filter(record -> !record.isWroteFirst()).toList();
        List<ConsentRecord> newest = newest(given.isEmpty() ? forPurpose : given);
        if (newest.isEmpty()) {
            return ConsentAbsence.OTHER_PURPOSE;
        }
        if (newest.stream().anyMatch(record -> record.channels().isEmpty())) {
            return ConsentAbsence.NOT_UNDERSTOOD;
        }
        if (newest.stream().anyMatch(record -> record.isRevoked() || comesBack(record, given))) {
            return ConsentAbsence.REVOKED;
        }
        if (newest.stream().anyMatch(record -> record.isOver(now))) {
            return ConsentAbsence.EXPIRED;
        }
        return hasWayInCommon(newest) ? ConsentAbsence.NOT_UNDERSTOOD : ConsentAbsence.CONTRADICTORY;
    }

    private static boolean hasWayInCommon(List<ConsentRecord> together) {
        Set<Channel> common = EnumSet.allOf(Channel.class);
        together.forEach(record -> common.retainAll(record.channels()));
        return !common.isEmpty();
    }

    /** What all allow; else TLS where some ask for it, which whoever accepts ordinary mail accepts, too. */
    private static Set<Channel> channelsOfAll(List<ConsentRecord> together) {
        if (together.stream().anyMatch(record -> record.channels().contains(Channel.NONE))) {
            return Set.of(Channel.NONE);
        }
        Set<Channel> allowed = EnumSet.allOf(Channel.class);
        together.forEach(record -> allowed.retainAll(record.channels()));
        if (together.stream().anyMatch(record -> record.evidence().isEmpty())) {
            // Without evidence of the warning, ordinary mail was not agreed to.
            allowed.remove(Channel.UNENCRYPTED);
        }
        boolean tlsInCommon =
                together.stream().anyMatch(record -> record.channels().contains(Channel.TLS))
                        && together.stream().allMatch(ConsentHistory::acceptsTls);
        return allowed.isEmpty() && tlsInCommon ? Set.of(Channel.TLS) : allowed;
    }

    private static boolean acceptsTls(ConsentRecord record) {
        return record.channels().contains(Channel.TLS) || record.channels().contains(Channel.UNENCRYPTED);
    }

    private static Set<Purpose> purposesOfAll(List<ConsentRecord> together) {
        Set<Purpose> covered = EnumSet.allOf(Purpose.class);
        covered.removeIf(purpose -> !together.stream().allMatch(record -> record.covers(purpose)));
        return covered;
    }
}
