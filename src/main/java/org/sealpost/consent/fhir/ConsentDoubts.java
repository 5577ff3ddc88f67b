package org.sealpost.consent.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.SourcedConsents;
import org.sealpost.mail.PracticeId;

/**
 * Keeps in mind that a Consent was refused, for whatever reason: what it may have taken back widens nothing until something
 * newer is understood. Of whom it is it may tell in any way; who is named so is better protected, so that a wrong guess hides
 * nothing and opens nothing.
 */
@ApplicationScoped
class ConsentDoubts {

    /** Of one patient; who sends more is up to something else. */
    private static final int MOST_NAMES = 100;

    private static final String IN_DOUBT =
            " Until a right one is sent, what this patient agreed to before counts only where it restricts.";
    private static final String OF_NOBODY =
            " It names no patient of this practice: but for what was on record of it by its own id, what anybody agreed to"
                    + " before goes on, so send it again, put right.";

    private final SourcedConsents consents;
    private final ConsentRecords records;
    private final PatientIdSystems systems;

    ConsentDoubts(SourcedConsents consents, ConsentRecords records, PatientIdSystems systems) {
        this.consents = consents;
        this.records = records;
        this.systems = systems;
    }

    /**
     * Keeps in mind what was refused.
     *
     * @param refused none where what was sent is no Consent at all
     * @return the refusal, which says as well what became of what was agreed to before
     */
    @Transactional
    ResourceRefused of(
            PracticeId practice,
            List<RefusedConsent> refused,
            SourceId.Origin origin,
            PatientNames names,
            ResourceRefused why,
            Actor by) {
        if (refused.isEmpty()) {
            return why;
        }
        boolean someone = false;
        for (RefusedConsent consent : refused) {
            someone |= of(practice, consent, origin, names, why, by);
        }
        return why.and(someone ? IN_DOUBT : OF_NOBODY);
    }

    private boolean of(
            PracticeId practice,
            RefusedConsent consent,
            SourceId.Origin origin,
            PatientNames names,
            ResourceRefused why,
            Actor by) {
        Set<PatientReference> patients = patients(practice, consent, origin, names);
        String reason = "It was refused: " + why.element() + ".";
        consents.notUnderstood(practice, patients, consent.unclear(origin), reason, by);
        return !patients.isEmpty();
    }

    /** Those of the practice whom it names as it should; else those whom it may mean. */
    private Set<PatientReference> patients(
            PracticeId practice, RefusedConsent consent, SourceId.Origin origin, PatientNames names) {
        Set<PatientReference> named = known(practice, named(practice, consent, names));
        return named.isEmpty() ? known(practice, meant(consent, origin)) : named;
    }

    private Stream<PatientReference> named(PracticeId practice, RefusedConsent consent, PatientNames names) {
        PatientIdSystem ids = systems.of(practice);
        List<PatientReference> named = new ArrayList<>();
        List<RefusedConsent.Named> identifiers = new ArrayList<>(consent.identifiers());
        for (String reference : consent.references()) {
            Optional<PatientReference> patient = Optional.empty();
            try {
                patient = names.of(reference);
            } catch (ResourceRefused nobody) {
                // An identifier may tell.
            }
            patient.ifPresentOrElse(named::add, () -> identifiers.addAll(names.meant(reference)));
        }
        for (RefusedConsent.Named identifier : identifiers) {
            try {
                Identifier element = new Identifier().setValue(identifier.value());
                identifier.system().ifPresent(element::setSystem);
                named.add(new PatientReference.AtThePractice(ids.patientId(element, "")));
            } catch (ResourceRefused ofAnotherSystem) {
                // It counts where nothing else tells.
            }
        }
        return named.stream();
    }

    /** By an identifier of another system with the same value, or by the id in a reference to elsewhere. */
    private static Stream<PatientReference> meant(RefusedConsent consent, SourceId.Origin origin) {
        if (origin == SourceId.Origin.SERVER) {
            // A server tells of whoever it has, so that another system's ids are other people's there.
            return Stream.empty();
        }
        Stream<String> values = consent.identifiers().stream().map(RefusedConsent.Named::value);
        Stream<String> ids =
                consent.references().stream().flatMap(reference -> RefusedConsent.idWithin(reference).stream());
        return Stream.concat(values, ids)
                .flatMap(value -> Stream.concat(
                        uuid(value).<PatientReference>map(PatientReference.Here::new).stream(),
                        patientId(value).<PatientReference>map(PatientReference.AtThePractice::new).stream()));
    }

    private Set<PatientReference> known(PracticeId practice, Stream<PatientReference> patients) {
        Set<PatientReference> known = new LinkedHashSet<>();
        patients.limit(MOST_NAMES)
                .forEach(patient -> records.patient(practice, patient)
                        .ifPresent(one -> known.add(new PatientReference.Here(one.id()))));
        return known;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Optional<PatientId> patientId(String text) {
        try {
            return Optional.of(new PatientId(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
