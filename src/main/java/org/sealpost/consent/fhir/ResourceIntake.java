package org.sealpost.consent.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.SourcedConsents;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.PracticeId;

/**
 * Takes in resources for which nobody waits for an answer. A Consent that is refused takes back what was known of it, and
 * stands in the way of what its patient had agreed to before.
 */
@ApplicationScoped
class ResourceIntake {

    private final PatientIntake patients;
    private final SourcedConsents consents;
    private final PatientIdSystems systems;

    ResourceIntake(PatientIntake patients, SourcedConsents consents, PatientIdSystems systems) {
        this.patients = patients;
        this.consents = consents;
        this.systems = systems;
    }

    /** The id by which a Consent of an origin is known here; nothing when it has none. */
    static Optional<SourceId> sourceId(ResourceText consent, SourceId.Origin origin) {
        return consent.id()
                .filter(id -> id.matches("[A-Za-z0-9.-]{1,64}"))
                .map(id -> new SourceId(origin, "Consent/" + id));
    }

    /**
     * Takes in a Consent or a Patient.
     *
     * @return why it was refused, if it was
     */
    @Transactional
    Optional<ResourceRefused> take(
            PracticeId practice, ResourceText resource, SourceId.Origin origin, PatientNames names, Actor by) {
        try {
            switch (resource.type()) {
                case "Consent" -> takeConsent(practice, resource, origin, names, by);
                case "Patient" -> patients.take(practice, resource, origin, told -> {});
                default ->
                    throw new ResourceRefused(
                            Kind.STRUCTURE, resource.type(), "This takes a Consent or a Patient, and it is neither.");
            }
            return Optional.empty();
        } catch (ResourceRefused refused) {
            return Optional.of(refused);
        }
    }

    private void takeConsent(
            PracticeId practice, ResourceText consent, SourceId.Origin origin, PatientNames names, Actor by)
            throws ResourceRefused {
        ConsentReader consentReader = new ConsentReader(systems.of(practice));
        SourceId source = sourceId(consent, origin).orElseThrow(() -> ResourceRefused.missing("Consent.id"));
        try {
            switch (consentReader.read(consent, names, Instant.now())) {
                case ToldConsent.NotActive none ->
                    consents.takeBack(practice, source, "It is not active any more.", by);
                case ToldConsent.NotBegun later -> consents.takeBack(practice, source, "Its period has not begun.", by);
                case ToldConsent.Given(var patient, var given) -> {
                    if (consents.record(practice, patient, source, given, by).isEmpty()) {
                        throw new ResourceRefused(
                                Kind.NOT_FOUND,
                                "Consent.patient",
                                "Consent.patient is nobody's here: send the Patient first.");
                    }
                }
            }
        } catch (ResourceRefused refused) {
            consents.notUnderstood(
                    practice,
                    consentReader.patientOfRefused(consent, names),
                    source,
                    ConsentReader.givenAtOfRefused(consent),
                    "It was refused: " + refused.element() + ".",
                    by);
            throw refused;
        }
    }
}
