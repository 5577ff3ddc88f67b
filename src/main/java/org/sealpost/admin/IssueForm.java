package org.sealpost.admin;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person whom the internal authority shall give a key and a certificate. */
public record IssueForm(
        Optional<String> address,

        @Schema(description = "The person's name in the certificate; the address when missing.")
        Optional<String> name,

        @Schema(description = "staff or patient.") Optional<String> holder,

        @Schema(description = "rsa-3072 (when missing), rsa-4096, p-256 or p-384.")
        Optional<String> algorithm) {

    /** Without the address and the name. */
    @Override
    public String toString() {
        return "IssueForm[]";
    }
}
