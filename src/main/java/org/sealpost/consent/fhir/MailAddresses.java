package org.sealpost.consent.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.ContactComponent;
import org.sealpost.consent.PatientAddress;
import org.sealpost.consent.Relationship;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * A Patient's e-mail addresses that are in use, and those of a parent, guardian or representative. What stands in the place of
 * one and is none is left out; it must not keep the others from being recorded.
 */
record MailAddresses(List<PatientAddress> addresses, List<Remark> remarks) {

    private static final Map<String, Relationship> ROLES = Map.of(
            "PRN", Relationship.PARENT,
            "MTH", Relationship.PARENT,
            "FTH", Relationship.PARENT,
            "GUARD", Relationship.GUARDIAN,
            "POWATT", Relationship.REPRESENTATIVE,
            "HPOWATT", Relationship.REPRESENTATIVE);

    MailAddresses {
        addresses = List.copyOf(addresses);
        remarks = List.copyOf(remarks);
    }

    /** @throws ResourceRefused when one is masked, or it cannot be told whether others read it */
    static MailAddresses of(Patient patient) throws ResourceRefused {
        Collected collected = new Collected(new LinkedHashMap<>(), new ArrayList<>());
        collected.add(patient.getTelecom(), Relationship.SELF, "Patient.telecom");
        for (int place = 0; place < patient.getContact().size(); place++) {
            ContactComponent contact = patient.getContact().get(place);
            Optional<Relationship> relationship = relationship(contact);
            // Whoever is to be called in an emergency is nobody to write to about health.
            if (relationship.isPresent() && FhirTime.includes(contact.getPeriod(), Instant.now())) {
                collected.add(
                        contact.getTelecom(), relationship.orElseThrow(), "Patient.contact[" + place + "].telecom");
            }
        }
        return new MailAddresses(new ArrayList<>(collected.addresses().values()), collected.remarks());
    }

    private record Collected(Map<String, PatientAddress> addresses, List<Remark> remarks) {

        void add(List<ContactPoint> points, Relationship relationship, String element) throws ResourceRefused {
            for (int place = 0; place < points.size(); place++) {
                ContactPoint point = points.get(place);
                if (point.getSystem() == ContactPointSystem.EMAIL && PatientReader.isInUse(point)) {
                    add(point, relationship, element + "[" + place + "]");
                }
            }
        }

        private void add(ContactPoint point, Relationship relationship, String element) throws ResourceRefused {
            if (point.getValue() == null) {
                throw new ResourceRefused(
                        Kind.VALUE, element + ".value", element + ".value is no address: it is masked.");
            }
            Mailbox mailbox;
            try {
                mailbox = Mailbox.parse(point.getValue());
            } catch (InvalidMailboxException none) {
                remarks.add(new Remark(
                        Kind.VALUE,
                        element + ".value",
                        element + ".value is no e-mail address and was left out: leave out what is none."));
                return;
            }
            boolean shared = PatientReader.flag(
                            point.getExtensionsByUrl(FhirNames.SHARED_MAILBOX), element + ".extension")
                    .orElse(false);
            addresses.putIfAbsent(mailbox.lookupKey(), new PatientAddress(mailbox, relationship, shared));
        }
    }

    private static Optional<Relationship> relationship(ContactComponent contact) {
        return contact.getRelationship().stream()
                .map(CodeableConcept::getCoding)
                .flatMap(List::stream)
                .map((Coding coding) -> Codes.of(coding, FhirNames.ROLE_CODE))
                .flatMap(Optional::stream)
                .flatMap(code -> Optional.ofNullable(ROLES.get(code)).stream())
                .findFirst();
    }

    /** Shows nothing: it is a patient's. */
    @Override
    public String toString() {
        return "MailAddresses";
    }
}
