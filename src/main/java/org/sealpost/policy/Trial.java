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
        Map<AddressKey, PatientOnRecord> patients,
        Found found,
        World world) {

    public Trial {
        patients = Map.copyOf(patients);
    }

    /**
     * What is given of a patient, or of several who share an address.
     *
     * @param people by what messages identify each of them
     */
    public record PatientOnRecord(PatientFacts patient, ConsentFacts consent, List<KnownPerson> people) {

        public PatientOnRecord {
            people = List.copyOf(people);
        }

        /** Of several who share an address what is strictest of all counts. */
        static PatientOnRecord sharing(List<PatientOnRecord> each) {
            if (each.size() == 1) {
                return each.getFirst();
            }
            List<PatientFacts> patients =
                    each.stream().map(PatientOnRecord::patient).toList();
            return new PatientOnRecord(
                    new PatientFacts(
                            true,
                            each.size(),
                            patients.getFirst().language(),
                            patients.stream().anyMatch(PatientFacts::substanceUse),
                            patients.stream().anyMatch(PatientFacts::restricted),
                            patients.stream().allMatch(PatientFacts::marketing),
                            patients.stream()
                                    .flatMap(one -> one.requests().stream())
                                    .toList()),
                    new ConsentFacts.Shared(
                            each.stream().map(PatientOnRecord::consent).toList()),
                    each.stream().flatMap(one -> one.people().stream()).toList());
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

        private FindingFacts with(FindingFacts facts, boolean tellsOfAnother, Set<AddressFinding> doubts) {
            List<String> unread = new ArrayList<>(facts.uninspectable());
            if (uninspectable) {
                unread.add("a part is said not to be readable");
            }
            return new FindingFacts(
                    facts.counts(),
                    facts.identifier(),
                    facts.clinical(),
                    facts.otherPatient() || otherPatient || tellsOfAnother,
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
    public record World(Feasibility feasibility, Optional<Set<AddressKey>> certificates) {

        private Feasibility of(Mailbox recipient, int patients) {
            Feasibility all = PortalReaders.obstacle(patients)
                    .map(why -> feasibility.without(Protection.PORTAL, why))
                    .orElse(feasibility);
            return certificates
                            .filter(have -> !have.contains(AddressKey.of(recipient)))
                            .isPresent()
                    ? all.without(Protection.SMIME, "the recipient has no certificate")
                    : all;
        }
    }

    /** The message as those detectors see it, which know the names of the patients. Once for all recipients. */
    public Inspected inspect(MessageInspection inspection) {
        Set<PersonName> names = new HashSet<>();
        patients.values().stream()
                .flatMap(record -> record.people().stream())
                .forEach(person -> person.name().ifPresent(names::add));
        return inspection.inspect(message, names, own());
    }

    /** The practice's own domains, as far as they are known here. */
    private Set<Domain> own() {
        return from.mailbox().map(Mailbox::domain).map(Set::of).orElse(Set.of());
    }

    /** What would be decided for a recipient. */
    public Decision decide(Mailbox recipient, Inspected inspected, Decider decider) {
        Optional<PatientOnRecord> onRecord = Optional.ofNullable(patients.get(AddressKey.of(recipient)));
        FindingFacts findings = found.with(
                inspected.findings(), tellsOfAnother(onRecord, inspected), doubts(recipient, onRecord, decider));
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
        return decider.decide(facts, world.of(recipient, facts.patient().count()));
    }

    private boolean tellsOfAnother(Optional<PatientOnRecord> recipient, Inspected inspected) {
        return new KnownPeople(patients)
                .tellsOfAnother(
                        inspected.clues(),
                        recipient.map(PatientOnRecord::people).orElse(List.of()));
    }

    private Set<AddressFinding> doubts(Mailbox recipient, Optional<PatientOnRecord> onRecord, Decider decider) {
        Set<AddressFinding> doubts = EnumSet.noneOf(AddressFinding.class);
        doubts.addAll(found.address());
        if (onRecord.filter(patient -> patient.patient().count() > 1).isPresent()) {
            doubts.add(AddressFinding.SHARED);
        }
        Set<Domain> known = new HashSet<>(decider.listedDomains());
        known.addAll(own());
        if (new LookalikeDomains(known).resembled(recipient.domain()).isPresent()) {
            doubts.add(AddressFinding.LOOKALIKE_DOMAIN);
        }
        return doubts;
    }
}
