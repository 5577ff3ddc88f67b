package org.sealpost.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.keys.PracticeKey;

/** A key of the practice as a caller reads it. Its private half is in no answer. */
public record KeyView(
        UUID id,

        @Schema(description = "smime, or authority for one that signs certificates.")
        String purpose,

        @Schema(description = "Whose mail it is for: an address, a domain, or * for all of the practice.")
        String owner,

        String subject,
        String algorithm,

        @Schema(
                description = "waiting (for its certificate), next (signs from a date), active, retired (decrypts"
                        + " still) or destroyed.")
        String state,

        @Schema(description = "database (sealed) or token (PKCS#11).")
        String place,

        @Schema(description = "SHA-256 of the public key, hex.")
        String fingerprint,

        @Schema(description = "The certificate and those of its issuers, PEM.")
        Optional<String> certificate,

        Instant createdAt,
        Optional<Instant> activeFrom,
        Optional<Instant> retiredAt,

        @Schema(description = "When a retired key stops to decrypt and is destroyed.")
        Optional<Instant> decryptsUntil,

        Optional<Instant> destroyedAt,
        Optional<Instant> notAfter,

        @Schema(description = "30, 14 or 3: its certificate ends within so many days; 0: it has ended.")
        Optional<Integer> expiresWithinDays,

        @Schema(description = "What is to be done about it.")
        Optional<String> hint) {

    static KeyView of(PracticeKey key) {
        Instant now = Instant.now();
        return new KeyView(
                key.id(),
                key.purpose().key(),
                key.owner().value(),
                key.subject(),
                key.algorithm(),
                key.state(now).key(),
                key.tokenAlias().isPresent() ? "token" : "database",
                key.fingerprint(),
                key.pem(),
                key.createdAt(),
                key.activeFrom(),
                key.retiredAt(),
                key.decryptsUntil(),
                key.destroyedAt(),
                key.notAfter(),
                key.expiresWithinDays(now),
                key.hint(now));
    }
}
