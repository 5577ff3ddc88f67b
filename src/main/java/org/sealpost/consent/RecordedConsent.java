package org.sealpost.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A consent as it is on record, to be shown elsewhere.
 *
 * @param patient Sealpost's id of the patient
 * @param understood false when it stands for something that another system told and that was not understood
 * @param onlyAt the addresses at which alone the patient asks to be written to; none for any
 * @param createdAt when it came here
 * @param revokedReason in the words of whoever took it back
 */
public record RecordedConsent(
        UUID id,
        UUID patient,
        PatientId patientId,
        boolean understood,
        ConsentKind kind,
        Set<Channel> channels,
        Set<Purpose> purposes,
        Instant recordedAt,
        Optional<Instant> expiresAt,
        Set<String> onlyAt,
        ConsentBasis basis,
        Instant createdAt,
        Optional<Instant> revokedAt,
        Optional<String> revokedReason) {

    /** Shows the id only. */
    @Override
    public String toString() {
        return "RecordedConsent[" + id + "]";
    }
}
