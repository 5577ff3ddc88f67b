package org.sealpost.gateway;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.Relationship;
import org.sealpost.inspect.MessageClues;
import org.sealpost.mail.PracticeId;

/**
 * The patients whom a message identifies. Each set is one thing that was written, and all whose it may be: it tells a reader
 * of another patient if it is none of the reader's own.
 *
 * @param toAnyone by what tells whoever reads it: names, numbers, addresses in the text
 * @param toPatients by what only a patient of the practice takes for another patient: a family name alone, and an address
 *     in To or Cc. To anyone else these are a name and an address like others
 * @param byGreeting by a family name in the salutation, which may be a parent's or guardian's own
 */
record IdentifiedPatients(
        List<Set<PatientId>> toAnyone, List<Set<PatientId>> toPatients, List<Set<PatientId>> byGreeting) {

    IdentifiedPatients {
        toAnyone = known(toAnyone);
        toPatients = known(toPatients);
        byGreeting = known(byGreeting);
    }

    /** Those whom clues identify. One query, if there is anything to ask. */
    static IdentifiedPatients lookUp(MessageClues clues, ConsentDirectory directory, PracticeId practice) {
        List<Set<PatientId>> whose = directory.identifiedBy(
                practice,
                Stream.of(clues.toAnyone(), clues.toPatients(), clues.byGreeting())
                        .flatMap(List::stream)
                        .toList());
        int second = clues.toAnyone().size();
        int third = second + clues.toPatients().size();
        return new IdentifiedPatients(
                whose.subList(0, second), whose.subList(second, third), whose.subList(third, whose.size()));
    }

    static IdentifiedPatients none() {
        return new IdentifiedPatients(List.of(), List.of(), List.of());
    }

    /** With those whose addresses every recipient sees. */
    IdentifiedPatients and(List<Set<PatientId>> shown) {
        return new IdentifiedPatients(
                toAnyone, Stream.concat(toPatients.stream(), shown.stream()).toList(), byGreeting);
    }

    /** Whether it tells the reader of an address of another patient than those whose address it is. */
    boolean includeAnotherThan(Collection<PatientConsent> reader) {
        return toldTo(reader).anyMatch(whose -> Collections.disjoint(ids(reader), whose));
    }

    /** The patients of whom it tells the reader beyond doubt: what several have tells of none. */
    Set<PatientId> surelyToldTo(Collection<PatientConsent> reader) {
        return toldTo(reader)
                .filter(whose -> whose.size() == 1)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Set<PatientId>> toldTo(Collection<PatientConsent> reader) {
        if (reader.isEmpty()) {
            return toAnyone.stream();
        }
        boolean themselves = reader.stream().allMatch(one -> one.relationship() == Relationship.SELF);
        return Stream.of(toAnyone, toPatients, themselves ? byGreeting : List.<Set<PatientId>>of())
                .flatMap(List::stream);
    }

    private static Set<PatientId> ids(Collection<PatientConsent> patients) {
        return patients.stream().map(PatientConsent::patientId).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Set<PatientId>> known(List<Set<PatientId>> sets) {
        return sets.stream().filter(whose -> !whose.isEmpty()).toList();
    }

    /** How many, never who. */
    @Override
    public String toString() {
        return "IdentifiedPatients[" + (toAnyone.size() + toPatients.size() + byGreeting.size()) + "]";
    }
}
