package org.sealpost.consent.fhir;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.SourcedConsents;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.PracticeId;

/**
 * Takes in resources for which nobody waits for an answer. A Consent that is refused takes back what was known of it, and
 * stands in the way of what its patient had agreed to before, but for what restricts.
 */
@ApplicationScoped
class ResourceIntake {

    /** The form of a resource's id. */
    static final String ID = "[A-Za-z0-9.-]{1,64}";

    private final PatientIntake patients;
    private final SourcedConsents consents;
    private final ConsentDoubts doubts;
    private final PatientIdSystems systems;

    ResourceIntake(PatientIntake patients, SourcedConsents consents, ConsentDoubts doubts, PatientIdSystems systems) {
        this.patients = patients;
        this.consents = consents;
        this.doubts = doubts;
        this.systems = systems;
    }

    /** The id by which a Consent of an origin is known here; nothing when it has none. */
    static Optional<SourceId> sourceId(ResourceText consent, SourceId.Origin origin) {
        return consent.id().filter(id -> id.matches(ID)).map(id -> new SourceId(origin, "Consent/" + id));
    }

    /** Takes in a Consent or a Patient. */
    @Transactional
    ResourceOutcome take(
            PracticeId practice, ResourceText resource, SourceId.Origin origin, PatientNames names, Actor by) {
        try {
            return switch (resource.type()) {
                case "Consent" ->
                    takeConsent(practice, resource, origin, names, by)
                            .map(why ->
                                    doubts.of(practice, List.of(RefusedConsent.of(resource)), origin, names, why, by))
                            .<ResourceOutcome>map(ResourceOutcome.Refused::new)
                            .orElseGet(() -> new ResourceOutcome.Taken(List.of()));
                case "Patient" ->
                    new ResourceOutcome.Taken(patients.take(practice, resource, origin, told -> {})
                            .remarks());
                default ->
                    throw new ResourceRefused(
                            Kind.STRUCTURE, resource.type(), "This takes a Consent or a Patient, and it is neither.");
            };
        } catch (ResourceRefused refused) {
            return new ResourceOutcome.Refused(refused);
        }
    }

    /**
     * Keeps in mind that something was refused that may hold a Consent, within a transaction.
     *
     * @return the refusal, which says as well what became of what was agreed to before
     */
    @Transactional
    ResourceRefused refuse(
            PracticeId practice,
            byte[] octets,
            SourceId.Origin origin,
            PatientNames names,
            ResourceRefused why,
            Actor by) {
        return doubts.of(practice, RefusedConsent.in(octets), origin, names, why, by);
    }

    private Optional<ResourceRefused> takeConsent(
            PracticeId practice, ResourceText consent, SourceId.Origin origin, PatientNames names, Actor by) {
        try {
            SourceId source = sourceId(consent, origin).orElseThrow(() -> ResourceRefused.missing("Consent.id"));
            switch (new ConsentReader(systems.of(practice)).read(consent, names, Instant.now())) {
                case ToldConsent.NotActive none -> takeBack(practice, consent, source, by);
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
            return Optional.empty();
        } catch (ResourceRefused refused) {
            return Optional.of(refused);
        }
    }

    private void takeBack(PracticeId practice, ResourceText consent, SourceId source, Actor by) throws ResourceRefused {
        consents.takeBack(practice, source, "It is not active any more.", by);
        // A server tells of all that ever was, long before it was asked; who publishes tells of a change.
        if (source.origin() == SourceId.Origin.TOPIC
                && ConsentReader.takesBack(consent)
                && !consents.isKnown(practice, source)) {
            throw new ResourceRefused(
                    Kind.NOT_FOUND,
                    "Consent.id",
                    "Consent.id is of nothing on record, so that nothing could be taken back by it.");
        }
    }
}
