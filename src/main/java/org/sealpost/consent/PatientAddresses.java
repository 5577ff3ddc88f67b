package org.sealpost.consent;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sealpost.mail.Mailbox;

/**
 * Writes the addresses of patients. What a list told stays; what a record system told ends when none has it any more, and
 * only a record system begins it again: a list that is sent again must not. An address that ended stays on record.
 */
@ApplicationScoped
class PatientAddresses {

    private final PatientRepository repository;

    PatientAddresses(PatientRepository repository) {
        this.repository = repository;
    }

    /**
     * Adds an address, or brings it up to date.
     *
     * @param by the record system that has it; missing for a list
     * @return whether anything changed
     */
    boolean add(PatientRow patient, PatientAddress told, Optional<SourceId.Origin> by) {
        Optional<PatientAddressRow> known =
                repository.address(patient, told.mailbox().lookupKey());
        if (known.isEmpty()) {
            PatientAddressRow row = new PatientAddressRow();
            row.practice = patient.practice;
            row.patient = patient.id;
            row.address = told.mailbox().lookupKey();
            row.createdAt = Instant.now();
            take(row, told, by);
            repository.add(row);
            return true;
        }
        boolean ended = known.get().endedAt != null;
        return (!ended || by.isPresent()) && take(known.get(), told, by);
    }

    /** Adds an address that a patient asked to be written to, or takes one up again that had ended before they did. */
    void addAskedFor(PatientRow patient, Mailbox address, Instant asked) {
        Optional<PatientAddressRow> known = repository.address(patient, address.lookupKey());
        if (known.isEmpty()) {
            add(patient, new PatientAddress(address, Relationship.SELF, false), Optional.empty());
        } else if (known.get().endedAt != null && asked.isAfter(known.get().endedAt)) {
            known.get().endedAt = null;
        }
    }

    private static boolean take(PatientAddressRow row, PatientAddress told, Optional<SourceId.Origin> by) {
        String relationship = told.relationship().key();
        boolean changed = !row.relationship.equals(relationship) || row.shared != told.shared() || row.endedAt != null;
        row.relationship = relationship;
        row.shared = told.shared();
        row.endedAt = null;
        by.ifPresent(origin -> {
            Set<String> tellers = tellers(row);
            tellers.add(origin.name());
            row.toldBy = tellers.toArray(String[]::new);
        });
        return changed;
    }

    /**
     * Ends what a record system no longer has.
     *
     * @param has what it has
     * @return whether any ended
     */
    boolean endOthers(PatientRow patient, Set<String> has, ToldAddresses told) {
        Set<String> left = told.left().stream().map(Mailbox::lookupKey).collect(Collectors.toUnmodifiableSet());
        boolean changed = false;
        for (PatientAddressRow row : repository.addresses(patient)) {
            if (!has.contains(row.address)) {
                changed |= end(row, left.contains(row.address), told.by());
            }
        }
        return changed;
    }

    private static boolean end(PatientAddressRow row, boolean left, SourceId.Origin by) {
        Set<String> tellers = tellers(row);
        boolean hadIt = tellers.remove(by.name());
        row.toldBy = tellers.toArray(String[]::new);
        if (row.endedAt != null || !(hadIt || left) || !tellers.isEmpty()) {
            return false;
        }
        row.endedAt = Instant.now();
        return true;
    }

    private static Set<String> tellers(PatientAddressRow row) {
        return new TreeSet<>(Set.of(row.toldBy));
    }
}
