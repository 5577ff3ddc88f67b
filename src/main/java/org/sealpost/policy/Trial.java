package org.sealpost.policy;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.MessageInspection.Inspected;

/**
 * A message that is decided about without a gateway, and all that a gateway would look up for it.
 *
 * @param patients who is on record; everyone else is no patient
 * @param found what neither the detectors nor the other parts can tell
 * @param world what is possible
 */
public record Trial(
        ReversePath from,
        RawMessage message,
        ZonedDateTime time,
        Map<Mailbox, PatientOnRecord> patients,
        Found found,
        World world) {

    /** Why a recipient who is no patient cannot be served through the portal. */
    private static final String NO_PORTAL_IDENTITY = "only a patient on record can open the portal";

    public Trial {
        patients = Map.copyOf(patients);
    }

    /**
     * What is given of a patient, or of several who share an address.
     *
     * @param names by which messages identify them; empty when they have none in this trial
     */
    public record PatientOnRecord(PatientFacts patient, ConsentFacts consent, Set<PersonName> names) {

        public PatientOnRecord {
            names = Set.copyOf(names);
        }

        boolean isCalled(String key) {
            return names.stream().anyMatch(name -> name.lookupKeys().contains(key));
        }
    }

    /**
     * What is said to be found, besides what the detectors find.
     *
     * @param otherPatient whether the message identifies another patient, too
     * @param uninspectable whether a part cannot be read
     * @param malware what a scanner would have found
     * @param address what is doubtful about the recipients' addresses
     */
    public record Found(
            boolean otherPatient, boolean uninspectable, Optional<String> malware, Set<AddressFinding> address) {

        public Found {
            address = Set.copyOf(address);
        }

        private FindingFacts with(FindingFacts facts, boolean namesAnother, Set<AddressFinding> doubts) {
            List<String> unread = new ArrayList<>(facts.uninspectable());
            if (uninspectable) {
                unread.add("a part is said not to be readable");
            }
            return new FindingFacts(
                    facts.counts(),
                    facts.identifier(),
                    facts.clinical(),
                    facts.otherPatient() || otherPatient || namesAnother,
                    malware.or(facts::malware),
                    doubts,
                    unread);
        }
    }

    /**
     * What is possible.
     *
     * @param feasibility what is ruled out for every recipient
     * @param certificates who has a usable certificate; without the list everyone has
     */
    public record World(Feasibility feasibility, Optional<Set<Mailbox>> certificates) {

        private Feasibility of(Mailbox recipient, boolean patient) {
            Feasibility all = patient ? feasibility : feasibility.without(Protection.PORTAL, NO_PORTAL_IDENTITY);
            return certificates.filter(have -> !have.contains(recipient)).isPresent()
                    ? all.without(Protection.SMIME, "the recipient has no certificate")
                    : all;
        }
    }

    /** The message as those detectors see it, which know the names of the patients. Once for all recipients. */
    public Inspected inspect(MessageInspection inspection) {
        Set<PersonName> names = new HashSet<>();
        patients.values().forEach(patient -> names.addAll(patient.names()));
        return inspection.inspect(message, names);
    }

    /** What would be decided for a recipient. */
    public Decision decide(Mailbox recipient, Inspected inspected, Decider decider) {
        Optional<PatientOnRecord> onRecord = Optional.ofNullable(patients.get(recipient));
        FindingFacts findings = found.with(
                inspected.findings(), namesAnother(onRecord, inspected), doubts(recipient, onRecord, decider));
        Facts facts = new Facts(
                MessageFacts.of(PracticeId.DEFAULT, message),
                SenderFacts.of(from),
                RecipientFacts.of(recipient),
                onRecord.map(PatientOnRecord::patient).orElse(PatientFacts.stranger()),
                onRecord.map(PatientOnRecord::consent).orElse(new ConsentFacts.NotAPatient()),
                findings,
                inspected.attachments(),
                time,
                inspected.failures());
        return decider.decide(facts, world.of(recipient, onRecord.isPresent()));
    }

    /** A name that the recipient shares with others tells of no other. */
    private boolean namesAnother(Optional<PatientOnRecord> recipient, Inspected inspected) {
        return inspected.names().stream()
                .filter(key -> patients.values().stream().anyMatch(patient -> patient.isCalled(key)))
                .anyMatch(key ->
                        recipient.filter(patient -> patient.isCalled(key)).isEmpty());
    }

    private Set<AddressFinding> doubts(Mailbox recipient, Optional<PatientOnRecord> onRecord, Decider decider) {
        Set<AddressFinding> doubts = EnumSet.noneOf(AddressFinding.class);
        doubts.addAll(found.address());
        if (onRecord.filter(patient -> patient.patient().count() > 1).isPresent()) {
            doubts.add(AddressFinding.SHARED);
        }
        Set<Domain> known = new HashSet<>(decider.listedDomains());
        // The practice's own.
        from.mailbox().map(Mailbox::domain).ifPresent(known::add);
        if (new LookalikeDomains(known).resembled(recipient.domain()).isPresent()) {
            doubts.add(AddressFinding.LOOKALIKE_DOMAIN);
        }
        return doubts;
    }
}
