package org.sealpost.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;

/** An internal authority that a caller wants made. */
public record AuthorityForm(
        @Schema(description = "Its name, as people see it: the practice's.")
        Optional<String> name,

        @Schema(description = "rsa-3072 (when missing), rsa-4096, p-256, p-384, ed25519, ml-dsa-65 or ml-dsa-87.")
        Optional<String> algorithm,

        @Schema(
                description =
                        "The domains whose addresses it may certify (name constraints); all when missing: patients"
                                + " have addresses anywhere.")
        Optional<List<String>> permittedDomains,

        @Schema(description = "Whether it follows one that there is.")
        Optional<Boolean> replace) {

    List<Domain> permitted() {
        List<Domain> domains = new ArrayList<>();
        for (String text : permittedDomains.orElse(List.of())) {
            try {
                domains.add(Domain.parse(text));
            } catch (InvalidMailboxException fault) {
                throw Refusal.badRequest("A permitted domain is none: " + fault.getMessage() + ".");
            }
        }
        return domains;
    }
}
