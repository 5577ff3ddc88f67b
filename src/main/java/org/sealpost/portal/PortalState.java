package org.sealpost.portal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How it stands with a message that is kept for a patient.
 *
 * @param id the portal's own id of it
 * @param patient Sealpost's id of the patient
 * @param expires when it is shredded, or was
 * @param opened when the patient signed in to read it for the first time
 * @param locked since when nobody can sign in
 */
public record PortalState(
        UUID id,
        UUID patient,
        Instant stored,
        Instant expires,
        boolean shredded,
        Optional<Instant> opened,
        Optional<Instant> locked) {

    static PortalState of(KeptMessage row) {
        return new PortalState(
                row.id,
                row.patient,
                row.storedAt,
                row.expiresAt,
                row.shreddedAt != null,
                Optional.ofNullable(row.openedAt),
                Optional.ofNullable(row.lockedAt));
    }
}
