package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.IntendedAction;
import org.sealpost.audit.MessageEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.audit.TlsEvidence;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** Maps what the stations know onto events. */
@Singleton
final class Events {

    private final Pseudonyms pseudonyms;

    Events(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    Pseudonym pseudonym(PracticeId practice, Mailbox mailbox) {
        return pseudonyms.of(practice, mailbox);
    }

    List<Pseudonym> pseudonyms(PracticeId practice, List<Mailbox> mailboxes) {
        return mailboxes.stream().map(one -> pseudonyms.of(practice, one)).toList();
    }

    AuditEvent received(IncomingMessage incoming) {
        Optional<TlsEvidence> tls = incoming.client()
                .tls()
                .map(one -> new TlsEvidence(
                        one.version(), one.cipher(), Optional.empty(), Optional.empty(), Optional.empty()));
        return AuditEvent.of(
                incoming.practice(),
                incoming.id(),
                new MessageEvent.Received(
                        incoming.envelope().from().mailbox().map(from -> pseudonym(incoming.practice(), from)),
                        pseudonyms(incoming.practice(), incoming.envelope().recipients()),
                        incoming.message().size(),
                        incoming.client().address().getHostAddress(),
                        tls));
    }

    /** The intents of a part: one for each recipient, since each has reasons of their own. */
    List<AuditEvent> decided(
            PracticeId practice, MessageId message, UUID attempt, MessagePart part, IntendedAction action) {
        List<AuditEvent> intents = new ArrayList<>();
        for (DecidedRecipient one : part.recipients()) {
            intents.add(AuditEvent.of(
                    practice,
                    message,
                    attempt,
                    new MessageEvent.Decided(
                            List.of(pseudonym(practice, one.recipient())),
                            DecisionRecords.of(one),
                            action,
                            one.reached().nextHop())));
        }
        return intents;
    }
}
