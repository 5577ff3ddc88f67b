package org.sealpost.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.keys.IssuedIdentity;

/** What a person is given: this answer alone holds it. */
@SuppressWarnings("ArrayRecordComponent") // a carrier to the answer; nobody compares two
public record IssuedView(
        @Schema(description = "SHA-256 of the certificate, hex.")
        String fingerprint,

        @Schema(description = "Key and certificate, base64, encrypted under the password.")
        byte[] pkcs12,

        @Schema(description = "Shown once; tell it to the person by another way than the file goes.")
        String password) {

    static IssuedView of(IssuedIdentity issued) {
        return new IssuedView(issued.fingerprint(), issued.pkcs12(), issued.password());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "IssuedView[" + fingerprint + "]";
    }
}
