package org.sealpost.consent.fhir;

import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.sealpost.audit.Disclosure;
import org.sealpost.audit.Disclosure.Way;
import org.sealpost.consent.RecordedConsent;
import org.sealpost.consent.RecordedPatient;

/**
 * Writes what was told of a patient as an AuditEvent, after the profile PrivacyDisclosure.Source of IHE's Basic Audit Log
 * Patterns. Addresses stand in it by their pseudonyms.
 */
final class DisclosureWriter {

    private static final String UNKNOWN = "It is not known whether it arrived: it counts as told.";

    private final PatientIdSystem ids;
    private final String base;

    /** @param base the address of this API, by which the source is known */
    DisclosureWriter(PatientIdSystem ids, String base) {
        this.ids = ids;
        this.base = base;
    }

    /**
     * Writes one.
     *
     * @param patient as they are on record, if they still are
     * @param consents of the patient that it rested on
     */
    AuditEvent write(Disclosure told, Optional<RecordedPatient> patient, List<RecordedConsent> consents) {
        AuditEvent event = new AuditEvent();
        event.setId(told.event() + "." + told.place());
        event.setType(new Coding(FhirNames.DICOM, FhirNames.EXPORT, "Export"));
        event.addSubtype(new Coding(FhirNames.LIFECYCLE, "disclose", "Disclose Record Lifecycle Event"));
        event.setAction(AuditEventAction.R);
        event.setRecorded(Date.from(told.time()));
        event.setOutcome(told.known() ? AuditEventOutcome._0 : AuditEventOutcome._4);
        if (!told.known()) {
            event.setOutcomeDesc(UNKNOWN);
        }
        event.addAgent(source());
        event.addAgent(recipient(told));
        event.getSource().setObserver(gateway());
        event.addEntity(patient(told, patient));
        told.message().ifPresent(message -> event.addEntity(message(message.toString(), told.way())));
        consents.forEach(consent -> event.addEntity(consent(consent)));
        return event;
    }

    private Reference gateway() {
        return new Reference().setIdentifier(new Identifier().setValue(base)).setDisplay("Sealpost");
    }

    private AuditEventAgentComponent source() {
        AuditEventAgentComponent agent =
                new AuditEventAgentComponent().setRequestor(true).setWho(gateway());
        agent.setType(Codes.concept(FhirNames.DICOM, FhirNames.SOURCE_ROLE));
        agent.setNetwork(network(base, AuditEventAgentNetworkType._5));
        return agent;
    }

    private AuditEventAgentComponent recipient(Disclosure told) {
        AuditEventAgentComponent agent = new AuditEventAgentComponent()
                .setRequestor(false)
                .setWho(new Reference()
                        .setIdentifier(new Identifier()
                                .setSystem(FhirNames.ADDRESS_PSEUDONYM)
                                .setValue(told.recipient().value())));
        agent.setType(Codes.concept(FhirNames.DICOM, FhirNames.DESTINATION_ROLE));
        network(told.way()).ifPresent(agent::setNetwork);
        return agent;
    }

    /** Where it was handed over; what is read in the portal does not leave. */
    private Optional<AuditEventAgentNetworkComponent> network(Way way) {
        return switch (way) {
            case Way.Mail mail ->
                mail.address()
                        .map(address -> network(address, AuditEventAgentNetworkType._2))
                        .or(() -> mail.nextHop().map(host -> network(host, AuditEventAgentNetworkType._1)));
            case Way.Portal portal -> Optional.of(network(base, AuditEventAgentNetworkType._5));
        };
    }

    private static AuditEventAgentNetworkComponent network(String address, AuditEventAgentNetworkType type) {
        return new AuditEventAgentNetworkComponent().setAddress(address).setType(type);
    }

    private AuditEventEntityComponent patient(Disclosure told, Optional<RecordedPatient> patient) {
        Reference who = new Reference()
                .setType("Patient")
                .setIdentifier(new Identifier().setSystem(ids.shown()).setValue(told.patient()));
        patient.ifPresent(known -> who.setReference("Patient/" + known.id()));
        return entity(
                who,
                new Coding(FhirNames.ENTITY_TYPE, "1", "Person"),
                new Coding(FhirNames.OBJECT_ROLE, "1", "Patient"));
    }

    private static AuditEventEntityComponent message(String id, Way way) {
        Reference what = new Reference()
                .setIdentifier(new Identifier().setSystem(FhirNames.MESSAGE_ID).setValue(id));
        AuditEventEntityComponent message = entity(
                what,
                new Coding(FhirNames.ENTITY_TYPE, "2", "System Object"),
                new Coding(FhirNames.OBJECT_ROLE, "3", "Report"));
        String protection = switch (way) {
            case Way.Mail mail -> mail.protection().orElse("");
            case Way.Portal portal -> "portal";
        };
        if (!protection.isEmpty()) {
            message.addDetail().setType("protection").setValue(new StringType(protection));
        }
        return message;
    }

    private static AuditEventEntityComponent consent(RecordedConsent consent) {
        return entity(
                new Reference("Consent/" + consent.id()),
                new Coding(FhirNames.ENTITY_TYPE, "2", "System Object"),
                new Coding(FhirNames.OBJECT_ROLE, "4", "Domain Resource"));
    }

    private static AuditEventEntityComponent entity(Reference what, Coding type, Coding role) {
        return new AuditEventEntityComponent().setWhat(what).setType(type).setRole(role);
    }
}
