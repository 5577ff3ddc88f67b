package org.sealpost.policy;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Clue;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PersonName;

/**
 * By what messages identify a patient who is given in a trial; what is not given identifies nobody.
 *
 * @param number the patient's id, by which the practice knows them
 * @param addresses all on record
 * @param isReader whether the patient reads the mail, and no parent, guardian or representative
 */
public record KnownPerson(
        Optional<PersonName> name,
        Optional<LocalDate> born,
        Optional<String> number,
        Optional<String> phone,
        Set<Mailbox> addresses,
        boolean isReader) {

    /** Nothing by which they could be identified. */
    public static final KnownPerson UNNAMED =
            new KnownPerson(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), true);

    public KnownPerson {
        addresses = Set.copyOf(addresses);
    }

    /** Everything that identifies them, as messages' clues are looked up. */
    Set<Clue> clues() {
        Set<Clue> clues = new HashSet<>();
        name.ifPresent(known -> {
            known.lookupKeys().stream().map(Clue::name).forEach(clues::add);
            for (String family : known.familyKeys()) {
                clues.add(Clue.family(family));
                born.map(day -> Clue.familyAndBirth(family, day)).ifPresent(clues::add);
            }
        });
        number.map(Clue::recordNumber).ifPresent(clues::add);
        phone.flatMap(Clue::phone).ifPresent(clues::add);
        addresses.stream()
                .flatMap(address -> Clue.address(address.address()).stream())
                .forEach(clues::add);
        return clues;
    }

    /** Never who. */
    @Override
    public String toString() {
        return "KnownPerson[]";
    }
}
