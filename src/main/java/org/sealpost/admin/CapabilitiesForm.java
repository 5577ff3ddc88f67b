package org.sealpost.admin;

import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.certificate.CapabilityScope;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/** For whom a caller sets encryption capabilities, and which. */
public record CapabilitiesForm(
        @Schema(description = "Fingerprint (SHA-256) of a certificate; this, an address or a domain.")
        Optional<String> certificate,

        Optional<String> address,
        Optional<String> domain,

        @Schema(description = "What the mail program can read, such as aes256-cbc.")
        Optional<String> capabilities) {

    /** @throws Refusal in one sentence, when it names none or more than one, or something else */
    CapabilityScope scope() {
        if (Stream.of(certificate, address, domain).filter(Optional::isPresent).count() != 1) {
            throw Refusal.badRequest("Name one of certificate, address and domain.");
        }
        try {
            if (certificate.isPresent()) {
                return CapabilityScope.of(Fingerprint.parse(certificate.get()));
            }
            return address.isPresent()
                    ? CapabilityScope.of(Mailbox.parse(address.get()))
                    : CapabilityScope.of(Domain.parse(domain.orElseThrow()));
        } catch (IllegalArgumentException none) {
            throw Refusal.badRequest(
                    "The certificate is named by its fingerprint, a SHA-256 in 64 hexadecimal digits.");
        } catch (InvalidMailboxException fault) {
            throw Refusal.badRequest("The address or domain is none: " + fault.getMessage() + ".");
        }
    }
}
