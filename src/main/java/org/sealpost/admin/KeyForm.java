package org.sealpost.admin;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.keys.KeyAlgorithm;
import org.sealpost.keys.KeyIssuer;
import org.sealpost.keys.KeyOwner;
import org.sealpost.keys.NewKey;
import org.sealpost.mail.InvalidMailboxException;

/** A key that a caller wants made. */
public record KeyForm(
        @Schema(description = "An address, a domain, or * for all of the practice.")
        Optional<String> owner,

        @Schema(description = "Common name of the certificate; the owner when missing.")
        Optional<String> name,

        @Schema(
                description = "rsa-3072 (when missing), rsa-4096, p-256, p-384, ed25519, x25519, ml-dsa-65, ml-dsa-87,"
                        + " ml-kem-768 or ml-kem-1024.")
        Optional<String> algorithm,

        @Schema(
                description =
                        "outside (when missing): an authority certifies it, it waits with a request; self; authority:"
                                + " the practice's internal one.")
        Optional<String> issuer,

        @Schema(description = "Whether it is made in the token, and never leaves it.")
        Optional<Boolean> token,

        @Schema(description = "When it begins to sign; at once when missing.")
        Optional<Instant> from) {

    /** @throws Refusal in one sentence, when something of it means nothing */
    NewKey wanted() {
        return new NewKey(
                owner(owner.orElseThrow(() -> Refusal.badRequest(
                        "Send whose mail the key is for as JSON, such as {\"owner\":\"practice.example\"}."))),
                name,
                algorithm(algorithm),
                KeyIssuer.parse(issuer.orElse("outside"))
                        .orElseThrow(() -> Refusal.badRequest("A key's issuer is outside, self or authority.")),
                token.orElse(false),
                from);
    }

    static KeyOwner owner(String text) {
        try {
            return KeyOwner.parse(text);
        } catch (InvalidMailboxException fault) {
            throw Refusal.badRequest(
                    "A key is for an address, a domain, or * for all of the practice: " + fault.getMessage() + ".");
        }
    }

    static KeyAlgorithm algorithm(Optional<String> name) {
        return KeyAlgorithm.parse(name.orElse(KeyAlgorithm.RSA_3072.key()))
                .orElseThrow(() -> Refusal.badRequest("A key's algorithm is rsa-3072, rsa-4096, p-256, p-384, ed25519,"
                        + " x25519, ml-dsa-65, ml-dsa-87, ml-kem-768 or ml-kem-1024."));
    }
}
