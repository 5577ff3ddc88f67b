package org.sealpost.policy;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;

/**
 * A test of rules: a message, what is on record of its recipients, and what must be decided.
 *
 * @param line where it starts in its file
 * @param patients the consent of each recipient who is a patient; everyone else is none
 * @param found what the detectors cannot tell from the message
 * @param world what is possible
 * @param expectations what must be decided, by recipient
 */
public record RuleTest(
        String name,
        int line,
        ReversePath from,
        RawMessage message,
        ZonedDateTime time,
        Map<Mailbox, PatientOnRecord> patients,
        Found found,
        World world,
        Map<Mailbox, Expectation> expectations) {

    public RuleTest {
        patients = Map.copyOf(patients);
        expectations = new LinkedHashMap<>(expectations);
    }

    /** What a test gives of a patient, or of several who share an address. */
    public record PatientOnRecord(PatientFacts patient, ConsentFacts consent) {}

    /**
     * What a test says was found, besides what the detectors find.
     *
     * @param otherPatient whether the message names another patient, too
     * @param uninspectable whether a part cannot be read
     * @param malware what a scanner would have found
     * @param address what is doubtful about the recipients' addresses
     */
    public record Found(
            boolean otherPatient, boolean uninspectable, Optional<String> malware, Set<AddressFinding> address) {

        public Found {
            address = Set.copyOf(address);
        }

        FindingFacts with(FindingFacts facts) {
            List<String> unread = new ArrayList<>(facts.uninspectable());
            if (uninspectable) {
                unread.add("the test says that a part cannot be read");
            }
            return new FindingFacts(
                    facts.counts(),
                    facts.identifier(),
                    facts.clinical(),
                    facts.otherPatient() || otherPatient,
                    malware.or(facts::malware),
                    address,
                    unread);
        }
    }

    /**
     * What is possible in a test.
     *
     * @param feasibility what is ruled out for every recipient
     * @param certificates who has a usable certificate; without the list everyone has
     */
    public record World(Feasibility feasibility, Optional<Set<Mailbox>> certificates) {

        Feasibility of(Mailbox recipient, boolean patient) {
            Feasibility all =
                    patient ? feasibility : feasibility.without(Protection.PORTAL, RuleTestRunner.NO_PORTAL_IDENTITY);
            return certificates.filter(have -> !have.contains(recipient)).isPresent()
                    ? all.without(Protection.SMIME, "the recipient has no certificate")
                    : all;
        }
    }

    /**
     * What must be decided for one recipient; what is absent is not compared.
     *
     * @param line where it stands in the file
     * @param rule a rule that must have matched
     * @param rules the rules that must have matched, and no other
     * @param without rules that must not have matched
     * @param refused the text that the sender must get
     * @param via the next hop as {@code host:port}
     * @param tags all marks
     * @param notices all texts that are added to the message
     * @param invite whether the patient is asked what they prefer
     */
    public record Expectation(
            int line,
            Optional<Protection> protection,
            Optional<String> rule,
            Optional<List<String>> rules,
            List<String> without,
            Optional<String> refused,
            Optional<String> via,
            Optional<List<String>> tags,
            Optional<List<String>> notices,
            Optional<Boolean> invite) {

        public Expectation {
            without = List.copyOf(without);
        }
    }
}
