package org.sealpost.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All records of one patient, and what of them holds. */
final class ConsentHistory {

    /** What a patient without consent may be written by, too; a consent to these alone only restricts. */
    private static final Set<Channel> NO_WIDER_THAN_NOTHING = Set.of(Channel.SMIME, Channel.PORTAL, Channel.NONE);

    /** What a request can be for. */
    private static final Set<Purpose> REQUESTED = EnumSet.of(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS);

    private final List<ConsentRecord> records;

    ConsentHistory(Collection<ConsentRecord> records) {
        this.records = List.copyOf(records);
    }

    /**
     * What holds for a purpose. The newest consent for it takes the place of all before it, for good: when it is revoked
     * or expires, nothing is in force, and what it replaced does not come back to widen it. Of several given at the same
     * time, only what all of them allow; when one of them is revoked, nothing until another is
     * recorded, for a revocation never widens. That a patient
     * wrote first counts only after all of them.
     */
    Standing standing(Purpose purpose, Instant now) {
        List<ConsentRecord> consents = of(ConsentKind.CONSENT, record -> record.covers(purpose));
        List<ConsentRecord> given =
                consents.stream().filter(record -> !record.isWroteFirst()).toList();
        Optional<ConsentInForce> inForce = inForce(given, now);
        if (inForce.isPresent()) {
            return new Standing.Consented(inForce.get());
        }
        return consents.stream()
                .filter(record -> record.isWroteFirst() && !record.isRevoked() && !record.isOver(now))
                .filter(record -> given.stream().allMatch(before -> isAfter(record, before)))
                .max(Comparator.comparing(ConsentRecord::recordedAt))
                .<Standing>map(record -> new Standing.WroteFirst(record.id()))
                .orElseGet(() -> new Standing.Nothing(whyNone(consents)));
    }

    /**
     * What holds for a purpose when it is not known what another system tells: what is on record may be narrower than
     * having no consent, and then it holds; otherwise nothing does.
     */
    Standing standingInDoubt(Purpose purpose, Instant now, ConsentAbsence why) {
        return standing(purpose, now) instanceof Standing.Consented(ConsentInForce consent)
                        && NO_WIDER_THAN_NOTHING.containsAll(consent.channels())
                ? new Standing.Consented(consent)
                : new Standing.Nothing(why);
    }

    /**
     * The requests for confidential communication that hold for what a message is said to be for: the newest for it, and
     * others of the same time. A message of which nothing is said may be for anything, and no request is for marketing:
     * then the newest for each purpose hold, all together.
     */
    List<RequestInForce> requests(Optional<Purpose> said, Instant now) {
        Set<Purpose> purposes = said.filter(REQUESTED::contains).map(Set::of).orElse(REQUESTED);
        return purposes.stream()
                .flatMap(purpose -> newest(of(ConsentKind.REQUEST, record -> record.asksFor(purpose))).stream())
                .distinct()
                .filter(record -> !record.isRevoked() && !record.isOver(now))
                .map(record -> new RequestInForce(record.id(), record.channels()))
                .toList();
    }

    /** Whether the newest authorisation of marketing holds. */
    boolean authorizesMarketing(Instant now) {
        List<ConsentRecord> newest = newest(of(ConsentKind.AUTHORIZATION, record -> record.covers(Purpose.MARKETING)));
        return !newest.isEmpty() && newest.stream().noneMatch(record -> record.isRevoked() || record.isOver(now));
    }

    private List<ConsentRecord> of(ConsentKind kind, Predicate<ConsentRecord> which) {
        return records.stream()
                .filter(record -> record.kind() == kind && which.test(record))
                .toList();
    }

    private static List<ConsentRecord> newest(List<ConsentRecord> records) {
        Optional<Instant> newest =
                records.stream().map(ConsentRecord::recordedAt).max(Comparator.naturalOrder());
        return records.stream()
                .filter(record -> newest.equals(Optional.of(record.recordedAt())))
                .sorted(Comparator.comparing(ConsentRecord::id))
                .toList();
    }

    private static Optional<ConsentInForce> inForce(List<ConsentRecord> given, Instant now) {
        List<ConsentRecord> newest = newest(given);
        List<ConsentRecord> together =
                newest.stream().filter(record -> !record.isRevoked()).toList();
        if (together.isEmpty()
                || together.stream().anyMatch(record -> record.isOver(now))
                || newest.stream().anyMatch(record -> isLostWith(record, together))) {
            return Optional.empty();
        }
        ConsentRecord first = together.getFirst();
        Optional<Instant> expires =
                together.stream().flatMap(record -> record.expiresAt().stream()).min(Comparator.naturalOrder());
        return Optional.of(new ConsentInForce(
                first.id(),
                channelsOfAll(together),
                purposesOfAll(together),
                first.recordedAt(),
                expires,
                first.evidence()));
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
        return wroteFirst.recordedAt().isAfter(before.recordedAt())
                && before.revokedAt().map(wroteFirst.recordedAt()::isAfter).orElse(true)
                && before.expiresAt().map(wroteFirst.recordedAt()::isAfter).orElse(true);
    }

    /** Why none is in force, told of the newest that could have been. */
    private ConsentAbsence whyNone(List<ConsentRecord> forPurpose) {
        if (of(ConsentKind.CONSENT, record -> true).isEmpty()) {
            return ConsentAbsence.NONE_ON_RECORD;
        }
        Optional<ConsentRecord> newest = forPurpose.stream().max(Comparator.comparing(ConsentRecord::recordedAt));
        if (newest.isEmpty()) {
            return ConsentAbsence.OTHER_PURPOSE;
        }
        if (newest(forPurpose).stream().anyMatch(record -> record.channels().isEmpty())) {
            return ConsentAbsence.NOT_UNDERSTOOD;
        }
        return newest.get().isRevoked() ? ConsentAbsence.REVOKED : ConsentAbsence.EXPIRED;
    }

    private static Set<Channel> channelsOfAll(List<ConsentRecord> together) {
        Set<Channel> allowed = EnumSet.allOf(Channel.class);
        together.forEach(record -> allowed.retainAll(record.channels()));
        if (together.stream().anyMatch(record -> record.evidence().isEmpty())) {
            // Without evidence of the warning, ordinary mail was not agreed to.
            allowed.remove(Channel.UNENCRYPTED);
        }
        return allowed.isEmpty() || allowed.contains(Channel.NONE) ? Set.of(Channel.NONE) : allowed;
    }

    private static Set<Purpose> purposesOfAll(List<ConsentRecord> together) {
        Set<Purpose> covered = EnumSet.allOf(Purpose.class);
        covered.removeIf(purpose -> !together.stream().allMatch(record -> record.covers(purpose)));
        return covered;
    }
}
