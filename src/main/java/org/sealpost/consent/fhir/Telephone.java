package org.sealpost.consent.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Patient;
import org.sealpost.consent.TelephoneNumber;

/**
 * A Patient's telephone number: a mobile one that is in use, else the first. What stands in the place of one and is none is left
 * out; it must not keep the address or anything else of the patient from being recorded.
 */
record Telephone(Optional<String> number, List<Remark> remarks) {

    private static final Set<ContactPointSystem> SYSTEMS = Set.of(ContactPointSystem.PHONE, ContactPointSystem.SMS);

    Telephone {
        remarks = List.copyOf(remarks);
    }

    static Telephone of(Patient patient) {
        List<ContactPoint> numbers = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>();
        for (int place = 0; place < patient.getTelecom().size(); place++) {
            ContactPoint point = patient.getTelecom().get(place);
            // What is masked is as none.
            if (!SYSTEMS.contains(Optional.ofNullable(point.getSystem()).orElse(ContactPointSystem.OTHER))
                    || !PatientReader.isInUse(point)
                    || point.getValue() == null) {
                continue;
            }
            if (TelephoneNumber.isOne(point.getValue())) {
                numbers.add(point);
            } else {
                remarks.add(leftOut("Patient.telecom[" + place + "].value"));
            }
        }
        return new Telephone(
                numbers.stream()
                        .filter(point -> point.getUse() == ContactPointUse.MOBILE)
                        .findFirst()
                        .or(() -> numbers.stream().findFirst())
                        .map(ContactPoint::getValue),
                remarks);
    }

    private static Remark leftOut(String element) {
        return new Remark(
                ResourceRefused.Kind.VALUE,
                element,
                element + " is no telephone number and was left out: write it as +1 555 555 0142.");
    }

    /** Shows nothing: it is a patient's. */
    @Override
    public String toString() {
        return "Telephone";
    }
}
