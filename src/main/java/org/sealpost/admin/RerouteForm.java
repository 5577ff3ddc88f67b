package org.sealpost.admin;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.smtp.client.NextHop;

/** Where a waiting message shall go instead, and why. */
public record RerouteForm(
        @Schema(description = "The next hop as host:port, such as mx2.partner.example:25.")
        Optional<String> to,

        @Schema(description = "Why; stands in the audit for years and must name no patient.", maxLength = 500)
        Optional<String> reason) {

    /** @throws Refusal in one sentence, when it is none */
    NextHop nextHop() {
        try {
            return NextHop.parse(to.orElse(""));
        } catch (IllegalArgumentException none) {
            throw Refusal.badRequest("Say where it shall go, as {\"to\": \"host:port\"}.");
        }
    }
}
