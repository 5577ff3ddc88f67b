package org.sealpost.admin;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Keys that a caller brings: in a PKCS#12 file, or in the token by their label. */
@SuppressWarnings("ArrayRecordComponent") // a carrier of what came; nobody compares two
public record KeyImportForm(
        @Schema(description = "The file, base64.") Optional<byte[]> pkcs12,

        @Schema(description = "The file's password.") Optional<String> password,

        @Schema(description = "Label of a key in the token, instead of a file.")
        Optional<String> tokenLabel,

        @Schema(
                description = "An address, a domain, or * for all of the practice; the certificate's one address when"
                        + " missing.")
        Optional<String> owner,

        @Schema(description = "When they begin to sign; at once when missing.")
        Optional<Instant> from) {

    /** Without keys and password. */
    @Override
    public String toString() {
        return "KeyImportForm[]";
    }
}
