package org.sealpost.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
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
     * The consent that holds for ordinary mail of the practice, which counts as treatment: the newest that is neither
     * revoked nor expired nor for other purposes. Of several given at the same time, only what all of them allow.
     */
    static Optional<ConsentInForce> inForce(Collection<ConsentRecord> records, Instant now) {
        List<ConsentRecord> candidates =
                records.stream().filter(record -> record.covers(now)).toList();
        Optional<Instant> newest =
                candidates.stream().map(ConsentRecord::recordedAt).max(Comparator.naturalOrder());
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        List<ConsentRecord> together = candidates.stream()
                .filter(record -> record.recordedAt().equals(newest.get()))
                .sorted(Comparator.comparing(ConsentRecord::id))
                .toList();
        Set<Channel> allowed = new HashSet<>(together.getFirst().channels());
        together.forEach(record -> allowed.retainAll(record.channels()));
        ConsentRecord first = together.getFirst();
        boolean none = allowed.isEmpty() || allowed.contains(Channel.NONE);
        boolean evident = together.stream().allMatch(record -> record.evidence().isPresent());
        if (!evident) {
            // Without evidence of the warning, ordinary mail was not agreed to.
            allowed.remove(Channel.UNENCRYPTED);
        }
        Optional<Instant> expires =
                together.stream().flatMap(record -> record.expiresAt().stream()).min(Comparator.naturalOrder());
        return Optional.of(new ConsentInForce(
                first.id(),
                none || allowed.isEmpty() ? Set.of(Channel.NONE) : allowed,
                first.recordedAt(),
                expires,
                first.evidence()));
    }

    private boolean covers(Instant now) {
        boolean purpose = purposes.contains(Purpose.TREATMENT) || purposes.contains(Purpose.ALL);
        return !revoked && purpose && expiresAt.map(now::isBefore).orElse(true);
    }
}
