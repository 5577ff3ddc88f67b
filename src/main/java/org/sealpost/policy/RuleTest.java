package org.sealpost.policy;

import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;

/**
 * A test that stands in a rules file: a message, what is on record of its recipients, and what must be decided.
 *
 * @param line where it starts in its file
 * @param patients the consent of each recipient who is a patient; everyone else is none
 * @param otherPatient whether the message names another patient, too
 * @param feasibility what the world rules out in this test
 * @param expectations what must be decided, by recipient
 */
public record RuleTest(
        String name,
        int line,
        ReversePath from,
        RawMessage message,
        ZonedDateTime time,
        Map<Mailbox, PatientOnRecord> patients,
        boolean otherPatient,
        Feasibility feasibility,
        Map<Mailbox, Expectation> expectations) {

    public RuleTest {
        patients = Map.copyOf(patients);
        expectations = new LinkedHashMap<>(expectations);
    }

    /** What a test gives of a patient. */
    public record PatientOnRecord(PatientFacts patient, ConsentFacts consent) {}

    /**
     * What must be decided for one recipient; what is absent is not compared.
     *
     * @param line where it stands in the file
     * @param rule a rule that must have contributed
     * @param refused the text that the sender must get
     * @param via the next hop as {@code host:port}
     */
    public record Expectation(
            int line,
            Optional<Protection> protection,
            Optional<String> rule,
            Optional<String> refused,
            Optional<String> via) {}
}
