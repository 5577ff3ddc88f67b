package org.sealpost.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.dkim.DkimKey;

/** A domain's DKIM key as a caller reads it. Its private half never leaves the database. */
public record DkimKeyView(
        String domain,
        String selector,

        @Schema(description = "rsa or ed25519") String algorithm,

        @Schema(description = "next (not in use yet), active (signs) or retired (signs no more)")
        String state,

        @Schema(description = "Name of its TXT record in DNS.")
        String recordName,

        @Schema(description = "Text of that record.") String recordText,

        Instant createdAt,
        Optional<Instant> activatedAt,
        Optional<Instant> retiredAt,

        @Schema(description = "Until when the record of a retired key must stay.")
        Optional<Instant> publishUntil,

        @Schema(description = "What is to be done about it.")
        Optional<String> hint) {

    static DkimKeyView of(DkimKey key, Duration rotateAfter) {
        return new DkimKeyView(
                key.domain(),
                key.selector(),
                key.algorithm().key(),
                key.state().key(),
                key.recordName(),
                key.recordText(),
                key.createdAt(),
                key.activatedAt(),
                key.retiredAt(),
                key.publishUntil(),
                key.hint(Instant.now(), rotateAfter));
    }
}
