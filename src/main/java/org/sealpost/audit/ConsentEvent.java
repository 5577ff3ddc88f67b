package org.sealpost.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What patients agreed to, and took back. */
public sealed interface ConsentEvent extends EventData {

    /** The consent's id. */
    UUID consent();

    /** The patient's id. */
    String patient();

    /**
     * A consent is on record.
     *
     * @param address the one that it is for
     * @param kind consent, request or authorization
     * @param method how it was given, if that is known
     * @param channels such as {@code tls}, {@code portal}
     * @param purposes such as {@code treatment}
     * @param onlyAt of a request, the addresses at which alone the patient wants mail; mostly none
     * @param recordedAt when the patient gave it
     */
    record Recorded(
            UUID consent,
            String patient,
            Pseudonym address,
            String kind,
            Optional<String> method,
            List<String> channels,
            List<String> purposes,
            List<Pseudonym> onlyAt,
            Instant recordedAt,
            Optional<Instant> expires,
            Actor by)
            implements ConsentEvent {
        public Recorded {
            channels = List.copyOf(channels);
            purposes = List.copyOf(purposes);
            onlyAt = List.copyOf(onlyAt);
        }
    }

    /** It no longer holds. */
    record Revoked(UUID consent, String patient, Pseudonym address, Actor by) implements ConsentEvent {}
}
