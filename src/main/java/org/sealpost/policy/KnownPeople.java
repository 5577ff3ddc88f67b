package org.sealpost.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.Clue;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Trial.PatientOnRecord;

/** The patients of a trial, and of whom of them a message tells: as the gateway looks it up in its database. */
final class KnownPeople {

    private final Map<AddressKey, PatientOnRecord> byAddress;
    private final Map<Clue, Set<KnownPerson>> byClue = new HashMap<>();

    KnownPeople(Map<AddressKey, PatientOnRecord> byAddress) {
        this.byAddress = byAddress;
        byAddress.values().stream()
                .flatMap(record -> record.people().stream())
                .distinct()
                .forEach(person -> person.clues()
                        .forEach(clue -> byClue.computeIfAbsent(clue, fresh -> new HashSet<>())
                                .add(person)));
    }

    /**
     * Whether a message tells its reader of another patient than themselves. What several have tells of another only if none
     * of them is the reader.
     *
     * @param reader who has the address; nobody when it is no patient's
     */
    boolean tellsOfAnother(ToldClues told, Collection<KnownPerson> reader) {
        Stream<Set<KnownPerson>> whose = told.toAnyone().stream().map(this::whose);
        if (!reader.isEmpty()) {
            boolean themselves = reader.stream().allMatch(KnownPerson::isReader);
            Stream<Set<Clue>> more =
                    Stream.concat(told.toPatients().stream(), themselves ? told.byGreeting().stream() : Stream.empty());
            whose = Stream.of(
                            whose, more.map(this::whose), told.shown().stream().map(this::at))
                    .flatMap(all -> all);
        }
        return whose.anyMatch(people -> !people.isEmpty() && Collections.disjoint(people, reader));
    }

    private Set<KnownPerson> at(Mailbox address) {
        PatientOnRecord record = byAddress.get(AddressKey.of(address));
        return record == null ? Set.of() : Set.copyOf(record.people());
    }

    private Set<KnownPerson> whose(Set<Clue> readings) {
        return readings.stream().flatMap(clue -> whose(clue).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** A family name alone is someone's only if one patient has it. */
    private Set<KnownPerson> whose(Clue clue) {
        Set<KnownPerson> people = byClue.getOrDefault(clue, Set.of());
        return clue.kind() == Clue.Kind.FAMILY && people.size() > 1 ? Set.of() : people;
    }
}
