package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentAbsence;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.ConsentInForce;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.MalwareVerdict;
import org.sealpost.inspect.PhiKind;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.ConsentChannel;
import org.sealpost.policy.ConsentFacts;
import org.sealpost.policy.ConsentPurpose;
import org.sealpost.policy.Decider;
import org.sealpost.policy.Facts;
import org.sealpost.policy.MessageFacts;
import org.sealpost.policy.PatientFacts;
import org.sealpost.policy.RecipientFacts;
import org.sealpost.policy.SenderFacts;

/** The stations identify and inspect: from a message to what is demanded for each of its recipients. */
@Singleton
final class Consideration {

    private final Inspections inspections;
    private final MalwareScan malware;
    private final ConsentDirectory consents;
    private final RulesInForce rules;

    Consideration(Inspections inspections, MalwareScan malware, ConsentDirectory consents, RulesInForce rules) {
        this.inspections = inspections;
        this.malware = malware;
        this.consents = consents;
        this.rules = rules;
    }

    /** Inspects a message, and looks up whom its numbers identify. Once for a message, whatever its recipients. */
    MessageContent inspect(PracticeId practice, RawMessage message) {
        // The scanner computes elsewhere: both at once.
        CompletableFuture<MalwareVerdict> scanned = malware.begin(message);
        Findings findings = inspections.of(message);
        Set<PatientId> identified = consents.identifiedBy(
                practice,
                MessageContent.values(findings, PhiKind.MEDICAL_RECORD_NUMBER),
                MessageContent.values(findings, PhiKind.PHONE));
        return new MessageContent(findings, identified, scanned.join());
    }

    /** What is demanded for each recipient, in order, with the consent of this moment. */
    List<Considered> consider(
            PracticeId practice,
            ReversePath from,
            List<Mailbox> recipients,
            RawMessage message,
            MessageContent content) {
        Instant now = Instant.now();
        Decider decider = rules.decider(practice);
        MessageFacts messageFacts = MessageFacts.of(practice, message);
        SenderFacts sender = SenderFacts.of(from);
        return recipients.stream()
                .map(recipient -> {
                    RecipientIdentity identity = consents.identify(practice, recipient, now);
                    Facts facts = facts(recipient, identity, messageFacts, sender, content, now);
                    return new Considered(recipient, identity, content, decider.require(facts));
                })
                .toList();
    }

    private static Facts facts(
            Mailbox recipient,
            RecipientIdentity identity,
            MessageFacts message,
            SenderFacts sender,
            MessageContent content,
            Instant now) {
        List<PatientConsent> patients =
                identity instanceof RecipientIdentity.KnownPatients(var known) ? known : List.of();
        Set<PatientId> own = patients.stream().map(PatientConsent::patientId).collect(Collectors.toUnmodifiableSet());
        PatientFacts patientFacts = patients.isEmpty()
                ? PatientFacts.stranger()
                : new PatientFacts(true, patients.size(), patients.getFirst().language());
        return new Facts(
                message,
                sender,
                RecipientFacts.of(recipient),
                patientFacts,
                consent(patients),
                content.facts(own),
                content.attachments(),
                now.atZone(ZoneId.systemDefault()),
                content.failures());
    }

    private static ConsentFacts consent(List<PatientConsent> patients) {
        List<ConsentFacts> each = patients.stream().map(Consideration::consent).toList();
        return switch (each.size()) {
            case 0 -> new ConsentFacts.NotAPatient();
            case 1 -> each.getFirst();
            default -> new ConsentFacts.Shared(each);
        };
    }

    private static ConsentFacts consent(PatientConsent patient) {
        if (patient.consent().isEmpty()) {
            return new ConsentFacts.NoConsent(reason(patient.absence().orElse(ConsentAbsence.NONE_ON_RECORD)));
        }
        ConsentInForce consent = patient.consent().get();
        if (consent.channels().contains(Channel.NONE)) {
            return new ConsentFacts.Refused(consent.id().toString());
        }
        EnumSet<ConsentChannel> channels = EnumSet.noneOf(ConsentChannel.class);
        consent.channels()
                .forEach(channel -> ConsentChannel.parse(channel.key()).ifPresent(channels::add));
        return new ConsentFacts.Granted(
                channels,
                EnumSet.of(ConsentPurpose.TREATMENT),
                consent.evidence(),
                consent.id().toString(),
                consent.expiresAt());
    }

    private static ConsentFacts.NoConsent.Reason reason(ConsentAbsence absence) {
        return switch (absence) {
            case NONE_ON_RECORD -> ConsentFacts.NoConsent.Reason.NONE_ON_RECORD;
            case EXPIRED -> ConsentFacts.NoConsent.Reason.EXPIRED;
            case REVOKED -> ConsentFacts.NoConsent.Reason.REVOKED;
            case OTHER_PURPOSE -> ConsentFacts.NoConsent.Reason.OTHER_PURPOSE;
        };
    }
}
