package org.sealpost.policy;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * All that a decision about one message and one recipient rests on, but the state of the world. The texts of these
 * records never reveal content, addresses or names.
 *
 * @param time when it is decided, in the practice's time zone
 * @param failures what could not be found out (a lookup, an inspection), each a clause without content; any holds the
 *     message
 */
public record Facts(
        MessageFacts message,
        SenderFacts sender,
        RecipientFacts recipient,
        PatientFacts patient,
        ConsentFacts consent,
        FindingFacts findings,
        List<AttachmentFacts> attachments,
        ZonedDateTime time,
        List<String> failures) {

    public Facts {
        attachments = List.copyOf(attachments);
        failures = List.copyOf(failures);
    }

    /** Facts that were all found out. */
    public Facts(
            MessageFacts message,
            SenderFacts sender,
            RecipientFacts recipient,
            PatientFacts patient,
            ConsentFacts consent,
            FindingFacts findings,
            List<AttachmentFacts> attachments,
            ZonedDateTime time) {
        this(message, sender, recipient, patient, consent, findings, attachments, time, List.of());
    }

    /** What the message is for; what cannot be told counts as treatment, and is held elsewhere. */
    public ConsentPurpose purpose() {
        return message.purpose().orElse(ConsentPurpose.TREATMENT);
    }

    /** Why a consent does not count for this message now, or nothing when it counts. */
    Optional<ConsentFacts.NoConsent.Reason> invalidity(ConsentFacts.Granted granted) {
        if (purpose() == ConsentPurpose.MARKETING && !patient.marketing()) {
            return Optional.of(ConsentFacts.NoConsent.Reason.NO_AUTHORIZATION);
        }
        return granted.invalidity(time.toInstant(), purpose());
    }

    /** How many patients have the address: one at least where the recipient counts as one, and else none. */
    int patients() {
        return toPatient() ? Math.max(1, patient.count()) : 0;
    }

    /** Whether the recipient counts as a patient: when any of the two sources says so. */
    public boolean toPatient() {
        return patient.known() || !(consent instanceof ConsentFacts.NotAPatient);
    }
}
