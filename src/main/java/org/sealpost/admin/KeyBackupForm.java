package org.sealpost.admin;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A passphrase, and the file that it opens. */
@SuppressWarnings("ArrayRecordComponent") // a carrier of what came; nobody compares two
public record KeyBackupForm(
        @Schema(description = "16 characters or more.") Optional<String> passphrase,

        @Schema(description = "A backup to be restored, base64.")
        Optional<byte[]> file) {

    /** Without the passphrase. */
    @Override
    public String toString() {
        return "KeyBackupForm[]";
    }

    /** @throws Refusal when it is missing */
    char[] passphraseOf() {
        return passphrase
                .orElseThrow(() -> Refusal.badRequest("Send a passphrase of 16 characters or more as JSON."))
                .toCharArray();
    }
}
