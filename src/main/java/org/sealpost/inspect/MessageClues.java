package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.Clue;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * What of a message may tell whom of a practice's patients it identifies, as it is looked up; each set is one thing that was
 * written, in all ways in which it can be read. What is the sender's own is not in it.
 */
public final class MessageClues {

    /** What people put around an address: a quote, a dash, the full stop of a sentence. */
    private static final String AROUND_ADDRESS = "'-._+";

    private final SendersOwn sender;
    private final List<Set<Clue>> toAnyone = new ArrayList<>();
    private final List<Set<Clue>> toPatients = new ArrayList<>();
    private final List<Set<Clue>> byGreeting = new ArrayList<>();
    private final Set<Mailbox> shown = new LinkedHashSet<>();

    private MessageClues(SendersOwn sender) {
        this.sender = sender;
    }

    /** Those of a message. */
    public static MessageClues of(Findings findings, SendersOwn sender) {
        MessageClues clues = new MessageClues(sender);
        findings.identifiers().forEach(clues::add);
        findings.clues().forEach(clues::add);
        return clues;
    }

    /** By what tells whoever reads it. */
    public List<Set<Clue>> toAnyone() {
        return List.copyOf(toAnyone);
    }

    /** By what only a patient of the practice takes for another patient. */
    public List<Set<Clue>> toPatients() {
        return List.copyOf(toPatients);
    }

    /** By a family name in the salutation, which may be a parent's or guardian's own. */
    public List<Set<Clue>> byGreeting() {
        return List.copyOf(byGreeting);
    }

    /** The addresses in To and Cc. */
    public Set<Mailbox> shown() {
        return Set.copyOf(shown);
    }

    private void add(Identifier identifier) {
        String value = identifier.value();
        switch (identifier.kind()) {
            case NAME -> {
                if (!sender.isCalled(value)) {
                    toAnyone.add(Set.of(Clue.name(value)));
                }
            }
            case MEDICAL_RECORD_NUMBER -> toAnyone.add(Set.of(Clue.recordNumber(value)));
            case PHONE -> Clue.phone(value).map(Set::of).ifPresent(toAnyone::add);
            case EMAIL -> addAddress(value);
            case SSN,
                    HEALTH_PLAN,
                    ACCOUNT,
                    LICENSE,
                    VEHICLE,
                    DEVICE,
                    DATE_OF_BIRTH,
                    CARE_DATE,
                    PATIENT_WORDING,
                    FAX,
                    URL,
                    IP,
                    NPI,
                    DIAGNOSIS_CODE,
                    PROCEDURE_CODE,
                    LOINC,
                    DRUG,
                    LAB_RESULT,
                    CONDITION,
                    HEALTH_WORDING -> {}
        }
    }

    private void add(PatientClue clue) {
        switch (clue) {
            case PatientClue.RecordNumber(Set<String> readings) ->
                toAnyone.add(readings.stream().map(Clue::recordNumber).collect(Collectors.toUnmodifiableSet()));
            case PatientClue.FamilyAndDay(String family, var days) ->
                toAnyone.add(days.stream()
                        .map(day -> Clue.familyAndBirth(family, day))
                        .collect(Collectors.toUnmodifiableSet()));
            case PatientClue.FamilyName(Set<String> readings, boolean greeted) -> {
                if (readings.stream().noneMatch(sender::isFamily)) {
                    (greeted ? byGreeting : toPatients)
                            .add(readings.stream().map(Clue::family).collect(Collectors.toUnmodifiableSet()));
                }
            }
            case PatientClue.InnerAddress(String address) -> addAddress(address);
            case PatientClue.ShownAddress(String address) ->
                mailbox(address)
                        .filter(mailbox -> !sender.isAddress(mailbox.lookupKey()))
                        .ifPresent(shown::add);
        }
    }

    private void addAddress(String text) {
        Set<Clue> readings = Stream.of(text, bare(text))
                .flatMap(one -> Clue.address(one).stream())
                .collect(Collectors.toUnmodifiableSet());
        if (readings.stream().noneMatch(clue -> sender.isAddress(clue.value()))) {
            toAnyone.add(readings);
        }
    }

    private static String bare(String address) {
        int start = 0;
        while (start < address.length() && AROUND_ADDRESS.indexOf(address.charAt(start)) >= 0) {
            start++;
        }
        return address.substring(start);
    }

    private static Optional<Mailbox> mailbox(String address) {
        try {
            return Optional.of(Mailbox.parse(address));
        } catch (InvalidMailboxException none) {
            return Optional.empty();
        }
    }

    /** How many, never what. */
    @Override
    public String toString() {
        return "MessageClues[" + (toAnyone.size() + toPatients.size() + byGreeting.size()) + "]";
    }
}
