package org.sealpost.admin;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.certificate.KnownCapabilities;

/** Encryption capabilities as a caller reads them. */
public record CapabilitiesView(
        @Schema(description = "certificate, address, domain, or learnt (of an address, from its own signed mail)")
        String scope,

        @Schema(description = "Fingerprint, address or domain.")
        String name,

        String capabilities,
        Instant setAt,
        String setBy) {

    static CapabilitiesView of(KnownCapabilities known) {
        return new CapabilitiesView(
                known.scope().kind().key(), known.scope().name(), known.capabilities(), known.setAt(), known.setBy());
    }
}
