package org.sealpost.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a message was found to hold.
 *
 * @param counts how many different values of each kind were found; a kind that was not found is absent
 * @param identifiers the values, each once
 * @param contactsOfPatients kinds of contact details of which the text says that they are a patient's, such as "her cell"
 * @param clues what may tell of one of the practice's patients, if the database says so
 * @param uninspectable what could not be read, in the order of the message
 * @param attachments parts that a mail reader offers as files, in order
 * @param fault why the message must be refused, if it must
 */
public record Findings(
        Map<PhiKind, Integer> counts,
        Set<Identifier> identifiers,
        Set<PhiKind> contactsOfPatients,
        Set<PatientClue> clues,
        List<Uninspectable> uninspectable,
        List<AttachmentView> attachments,
        Optional<StructureFault> fault) {

    private static final Set<PhiKind> TELL_NOTHING_ALONE =
            Set.of(PhiKind.NAME, PhiKind.CARE_DATE, PhiKind.PATIENT_WORDING);

    public Findings {
        counts = Map.copyOf(counts);
        identifiers = Set.copyOf(identifiers);
        contactsOfPatients = Set.copyOf(contactsOfPatients);
        clues = Set.copyOf(clues);
        uninspectable = List.copyOf(uninspectable);
        attachments = List.copyOf(attachments);
    }

    /** Of a message in which nothing is that must be looked up. */
    public Findings(
            Map<PhiKind, Integer> counts,
            Set<Identifier> identifiers,
            Set<PhiKind> contactsOfPatients,
            List<Uninspectable> uninspectable,
            List<AttachmentView> attachments,
            Optional<StructureFault> fault) {
        this(counts, identifiers, contactsOfPatients, Set.of(), uninspectable, attachments, fault);
    }

    /** Of a message of which nothing can be said. */
    static Findings unread(UninspectableReason reason) {
        return new Findings(
                Map.of(), Set.of(), Set.of(), List.of(new Uninspectable(reason, "")), List.of(), Optional.empty());
    }

    /**
     * Whether something tells who someone is. A contact detail alone does not, for every signature has some; it does where
     * the text says that it is a patient's.
     */
    public boolean identifiesSomeone() {
        return holds(PhiKind.Nature.IDENTIFIER) || !contactsOfPatients.isEmpty();
    }

    /** Whether something tells of someone's health. */
    public boolean tellsOfHealth() {
        return holds(PhiKind.Nature.HEALTH);
    }

    /** Whether the message tells both who someone is and something about health. */
    public boolean tellsOfSomeonesHealth() {
        return identifiesSomeone() && tellsOfHealth();
    }

    /**
     * Whether who someone is makes the message one about a patient: a name or a date alone does not, for any letter has a
     * salutation and any invitation a day. With anything of health they do, and with each other.
     */
    public boolean tellsOfAPatient() {
        long kinds = counts.keySet().stream()
                .filter(kind -> kind.nature() == PhiKind.Nature.IDENTIFIER)
                .count();
        boolean alone = kinds == 1
                && contactsOfPatients.isEmpty()
                && counts.keySet().stream().anyMatch(TELL_NOTHING_ALONE::contains);
        return identifiesSomeone() && (!alone || tellsOfHealth());
    }

    private boolean holds(PhiKind.Nature nature) {
        return counts.keySet().stream().anyMatch(kind -> kind.nature() == nature);
    }

    /** How many and why, never what. */
    @Override
    public String toString() {
        return "Findings[counts=" + counts + ", uninspectable=" + uninspectable + ", attachments=" + attachments.size()
                + ", fault=" + fault.map(StructureFault::key).orElse("none") + "]";
    }
}
