package org.sealpost.gateway;

import java.util.List;
import java.util.Optional;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Facts;
import org.sealpost.policy.Floor;
import org.sealpost.policy.Requirement;

/**
 * A recipient of whom everything is known but what the world allows.
 *
 * @param identity who the address belongs to
 * @param content what was found in the message
 * @param facts what rules were asked about
 * @param requirement what consent, content, sender and rules demand
 * @param observed what they demand, where the practice only observes; the requirement then is that nothing is changed
 */
record Considered(
        Mailbox recipient,
        RecipientIdentity identity,
        MessageContent content,
        Optional<Facts> facts,
        Requirement requirement,
        Optional<Requirement> observed) {

    /** Of what no rule was asked about, such as Sealpost's own mail. */
    Considered(Mailbox recipient, RecipientIdentity identity, MessageContent content, Requirement requirement) {
        this(recipient, identity, content, Optional.empty(), requirement, Optional.empty());
    }

    static Considered of(
            Mailbox recipient,
            RecipientIdentity identity,
            MessageContent content,
            Facts facts,
            Requirement requirement) {
        return new Considered(recipient, identity, content, Optional.of(facts), requirement, Optional.empty());
    }

    /** The same where the practice only observes: nothing is demanded, and what would have been is kept for the record. */
    Considered observing() {
        return new Considered(recipient, identity, content, facts, requirement.observed(), Optional.of(requirement));
    }

    /** With what is demanded, whether it is done or only observed. */
    Considered asDecided() {
        return new Considered(recipient, identity, content, facts, observed.orElse(requirement), Optional.empty());
    }

    /** The patients of the address, none for a stranger. */
    List<PatientConsent> patients() {
        return switch (identity) {
            case RecipientIdentity.Stranger stranger -> List.of();
            case RecipientIdentity.KnownPatients(List<PatientConsent> patients) -> patients;
        };
    }

    /**
     * With what the sender asked of everyone who carries the message on. A bounce is not lost because the next hop
     * makes no promise: it goes over proven TLS all the same, and asks for the promise where it is offered (RFC 8689
     * section 5).
     */
    Considered asked(Envelope envelope) {
        boolean bounce = envelope.from().mailbox().isEmpty();
        return envelope.request().requireTls() ? requiringTls(!bounce) : this;
    }

    /** With what the sender of a message asked, for a copy of it, which is from the null path and no bounce. */
    Considered copied(Envelope envelope) {
        return envelope.request().requireTls() ? requiringTls(true) : this;
    }

    private Considered requiringTls(boolean promised) {
        return new Considered(
                recipient,
                identity,
                content,
                facts,
                requirement.requiringTls(promised),
                observed.map(one -> one.requiringTls(promised)));
    }

    /** With one more floor, which holds where the practice only observes, too. */
    Considered demanding(Floor floor) {
        return new Considered(
                recipient,
                identity,
                content,
                facts,
                requirement.withFloor(floor),
                observed.map(one -> one.withFloor(floor)));
    }

    Considered with(Requirement other) {
        return new Considered(recipient, identity, content, facts, other, observed);
    }
}
