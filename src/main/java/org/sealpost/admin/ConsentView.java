package org.sealpost.admin;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentMethod;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.RecordedConsent;

/** A record of a patient's wishes as a caller reads it. */
public record ConsentView(
        UUID id,
        String kind,
        List<String> channels,
        List<String> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        List<String> onlyAt,
        Optional<String> method,
        Optional<WarningView> warning,
        Optional<String> evidence,
        Optional<String> recordedBy,
        Optional<Instant> revokedAt,
        Optional<String> revokedReason) {

    /** The text by which the patient was warned. */
    public record WarningView(String version, String language) {}

    static ConsentView of(RecordedConsent record) {
        return new ConsentView(
                record.id(),
                record.kind().key(),
                keys(record.channels(), Channel::key),
                keys(record.purposes(), Purpose::key),
                record.recordedAt(),
                record.expiresAt(),
                record.onlyAt().stream().sorted().toList(),
                record.basis().method().map(ConsentMethod::key),
                record.basis().warning().map(one -> new WarningView(one.version(), one.language())),
                record.basis().evidence(),
                record.basis().recordedBy(),
                record.revokedAt(),
                record.revokedReason());
    }

    private static <T> List<String> keys(Collection<T> values, Function<T, String> key) {
        return values.stream().map(key).sorted().toList();
    }
}
