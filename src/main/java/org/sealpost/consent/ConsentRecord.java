package org.sealpost.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a patient agreed to, once.
 *
 * @param recordedAt when it was given; the newest holds
 * @param revoked whether it was taken back
 */
record ConsentRecord(
        UUID id,
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        Optional<String> evidence,
        boolean revoked) {

    /**
     * The consent that holds for ordinary mail of the practice, which counts as treatment. The newest for that purpose
     * takes the place of all before it, for good: when it is revoked or expires, nothing is in force, and what it
     * replaced does not come back to widen it. Of several given at the same time, only what all of them allow that are
     * not revoked.
     */
    static Optional<ConsentInForce> inForce(Collection<ConsentRecord> records, Instant now) {
        Optional<Instant> newest = records.stream()
                .filter(ConsentRecord::isForOrdinaryMail)
                .map(ConsentRecord::recordedAt)
                .max(Comparator.naturalOrder());
        List<ConsentRecord> together = records.stream()
                .filter(ConsentRecord::isForOrdinaryMail)
                .filter(record -> !record.revoked() && newest.equals(Optional.of(record.recordedAt())))
                .sorted(Comparator.comparing(ConsentRecord::id))
                .toList();
        if (together.isEmpty() || together.stream().anyMatch(record -> record.isOver(now))) {
            return Optional.empty();
        }
        ConsentRecord first = together.getFirst();
        Optional<Instant> expires =
                together.stream().flatMap(record -> record.expiresAt().stream()).min(Comparator.naturalOrder());
        return Optional.of(
                new ConsentInForce(first.id(), channelsOfAll(together), first.recordedAt(), expires, first.evidence()));
    }

    /** Why none is in force, told of the newest that could have been. */
    static ConsentAbsence whyNone(Collection<ConsentRecord> records) {
        if (records.isEmpty()) {
            return ConsentAbsence.NONE_ON_RECORD;
        }
        Optional<ConsentRecord> newest = records.stream()
                .filter(ConsentRecord::isForOrdinaryMail)
                .max(Comparator.comparing(ConsentRecord::recordedAt));
        if (newest.isEmpty()) {
            return ConsentAbsence.OTHER_PURPOSE;
        }
        return newest.get().revoked() ? ConsentAbsence.REVOKED : ConsentAbsence.EXPIRED;
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

    private boolean isForOrdinaryMail() {
        return purposes.contains(Purpose.TREATMENT) || purposes.contains(Purpose.ALL);
    }

    private boolean isOver(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }
}
