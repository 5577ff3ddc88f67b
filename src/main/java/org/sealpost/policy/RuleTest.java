package org.sealpost.policy;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;

/**
 * A test that stands in a rules file: a message, what is on record of its recipients, and what must be decided.
 *
 * @param line where it starts in its file
 * @param patients consent of each address that is a patient's; every other recipient is none
 * @param feasibility what the world rules out in this test
 */
public record RuleTest(
        String name,
        int line,
        ReversePath from,
        List<Mailbox> to,
        RawMessage message,
        ZonedDateTime time,
        Map<Mailbox, PatientOnRecord> patients,
        Feasibility feasibility,
        Map<Mailbox, Expectation> expectations) {

    public RuleTest {
        to = List.copyOf(to);
        patients = Map.copyOf(patients);
        expectations = Map.copyOf(expectations);
    }

    /**
     * What a test gives of a patient.
     *
     * @param otherPatient whether the message names another patient, too
     */
    public record PatientOnRecord(PatientFacts patient, ConsentFacts consent, boolean otherPatient) {}

    /**
     * What must be decided for one recipient; what is absent is not compared.
     *
     * @param line where it stands in the file
     * @param rule a rule that must have contributed
     * @param refused the text that the sender must get
     * @param via the next hop
     */
    public record Expectation(
            int line,
            Optional<Protection> protection,
            Optional<String> rule,
            Optional<String> refused,
            Optional<String> via) {}
}
