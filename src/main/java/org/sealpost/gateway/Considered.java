package org.sealpost.gateway;

import java.util.List;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Requirement;

/**
 * A recipient of whom everything is known but what the world allows.
 *
 * @param identity who the address belongs to
 * @param content what was found in the message
 * @param requirement what consent, content, sender and rules demand
 */
record Considered(Mailbox recipient, RecipientIdentity identity, MessageContent content, Requirement requirement) {

    /** The patients of the address, none for a stranger. */
    List<PatientConsent> patients() {
        return switch (identity) {
            case RecipientIdentity.Stranger stranger -> List.of();
            case RecipientIdentity.KnownPatients(List<PatientConsent> patients) -> patients;
        };
    }

    /** With what the sender asked of everyone who carries the message on. */
    Considered asked(DeliveryRequest request) {
        return request.requireTls() ? with(requirement.requiringTls()) : this;
    }

    Considered with(Requirement other) {
        return new Considered(recipient, identity, content, other);
    }
}
