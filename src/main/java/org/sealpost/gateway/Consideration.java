package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.MalwareVerdict;
import org.sealpost.inspect.MessageClues;
import org.sealpost.inspect.SendersOwn;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.AddressFinding;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Facts;
import org.sealpost.policy.LookalikeDomains;
import org.sealpost.policy.MessageFacts;
import org.sealpost.policy.RecipientFacts;
import org.sealpost.policy.SenderFacts;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;

/** The stations identify and inspect: from a message to what is demanded for each of its recipients. */
@Singleton
final class Consideration {

    private final Inspections inspections;
    private final MalwareScan malware;
    private final ConsentDirectory consents;
    private final RulesInForce rules;
    private final PracticeDirectory practices;
    private final AddressSafety addresses;

    Consideration(
            Inspections inspections,
            MalwareScan malware,
            ConsentDirectory consents,
            RulesInForce rules,
            PracticeDirectory practices,
            AddressSafety addresses) {
        this.inspections = inspections;
        this.malware = malware;
        this.consents = consents;
        this.rules = rules;
        this.practices = practices;
        this.addresses = addresses;
    }

    /** Inspects a message, and looks up whom it identifies. Once for a message, whatever its recipients. */
    MessageContent inspect(PracticeId practice, RawMessage message) {
        // The scanner computes elsewhere: both at once.
        CompletableFuture<MalwareVerdict> scanned = malware.begin(message);
        Findings findings = inspections.of(practice, message);
        SendersOwn sender =
                SendersOwn.of(message, findings, practices.settings(practice).domains());
        MessageClues clues = MessageClues.of(findings, sender);
        return new MessageContent(
                findings, IdentifiedPatients.lookUp(clues, consents, practice), clues.shown(), scanned.join());
    }

    /** What is demanded for each recipient, in order, with the consent of this moment. */
    List<Considered> consider(
            PracticeId practice,
            ReversePath from,
            List<Mailbox> recipients,
            RawMessage message,
            MessageContent inspected) {
        Instant now = Instant.now();
        Decider decider = rules.decider(practice);
        MessageFacts messageFacts = MessageFacts.of(practice, message);
        SenderFacts sender = SenderFacts.of(from);
        Optional<Purpose> purpose = purpose(messageFacts);
        PracticeSettings settings = practices.settings(practice);
        ConsentDirectory.Addressed addressed = consents.identify(practice, recipients, inspected.shown(), purpose, now);
        MessageContent content = inspected.showing(addressed.shown());
        LookalikeDomains lookalikes = addresses.lookalikes(practice, from, decider);
        Set<Mailbox> firstTime = addresses.firstTime(practice, recipients, content);
        List<Considered> considered = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            Mailbox recipient = recipients.get(i);
            RecipientIdentity identity = addressed.recipients().get(i);
            Set<AddressFinding> doubts = AddressSafety.findings(recipient, patients(identity), lookalikes, firstTime);
            Facts facts =
                    facts(recipient, patients(identity), messageFacts, sender, content, doubts, settings.clockAt(now));
            Considered one = Considered.of(recipient, identity, content, facts, decider.require(facts));
            considered.add(settings.observes() ? one.observing() : one);
        }
        return considered;
    }

    /** What the sender says; what cannot be told is held, so that nothing will do. */
    private static Optional<Purpose> purpose(MessageFacts message) {
        return message.header(MessageFacts.PURPOSE).isEmpty()
                ? Optional.empty()
                : message.purpose().flatMap(purpose -> Purpose.of(purpose.key()));
    }

    private static List<PatientConsent> patients(RecipientIdentity identity) {
        return identity instanceof RecipientIdentity.KnownPatients(var known) ? known : List.of();
    }

    private static Facts facts(
            Mailbox recipient,
            List<PatientConsent> patients,
            MessageFacts message,
            SenderFacts sender,
            MessageContent content,
            Set<AddressFinding> doubts,
            ZonedDateTime now) {
        return new Facts(
                message,
                sender,
                RecipientFacts.of(recipient),
                PatientRecords.facts(recipient, patients),
                PatientRecords.consent(patients),
                content.facts(patients).of(doubts),
                content.attachments(),
                now,
                content.failures());
    }
}
