package org.sealpost.policy;

import java.time.ZonedDateTime;
import java.util.List;

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

    /** Whether the recipient counts as a patient: when any of the two sources says so. */
    public boolean toPatient() {
        return patient.known() || !(consent instanceof ConsentFacts.NotAPatient);
    }
}
