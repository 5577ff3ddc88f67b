package org.sealpost.consent.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.ToldAddresses;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * Reads a Patient: who they are, their addresses, and those of a parent, guardian or representative. What else a record
 * system keeps of them does not matter here and is not kept. Refused, a patient would be a stranger, so that what matters less
 * is left out where it cannot be read.
 */
final class PatientReader {

    /** Of notices to whoever has told no language. */
    private static final String NO_LANGUAGE = "en";

    private final PatientIdSystem ids;

    PatientReader(PatientIdSystem ids) {
        this.ids = ids;
    }

    /** @throws ResourceRefused naming the element that is missing or wrong */
    ToldPatient read(ResourceText text, SourceId.Origin by) throws ResourceRefused {
        return Reading.of("Patient", () -> told(text, by));
    }

    private ToldPatient told(ResourceText text, SourceId.Origin by) throws ResourceRefused {
        ElementCheck.patient(text);
        Patient patient = FhirJson.read(text, Patient.class);
        FullName name = FullName.of(patient);
        Identifier identifier = ids.settling(patient.getIdentifier(), "Patient.identifier");
        SecurityLabels labels = SecurityLabels.of(patient.getMeta().getSecurity());
        Telephone telephone = Telephone.of(patient);
        MailAddresses addresses = MailAddresses.of(patient);
        List<Remark> remarks = new ArrayList<>(labels.remarks());
        remarks.addAll(telephone.remarks());
        remarks.addAll(addresses.remarks());
        PatientDetails details = new PatientDetails(
                PatientIdSystem.read(identifier, "Patient.identifier"),
                name.given(),
                name.family(),
                birthDate(patient, remarks),
                telephone.number(),
                substanceUse(patient, labels),
                labels.restricted(),
                language(patient, remarks),
                addresses.addresses());
        return new ToldPatient(details, new ToldAddresses(by, left(patient)), ids.settledBy(identifier), remarks);
    }

    /** Whether the records are of a substance-use programme, by the extension or a security label. */
    private static Optional<Boolean> substanceUse(Patient patient, SecurityLabels labels) throws ResourceRefused {
        Optional<Boolean> said = flag(patient.getExtensionsByUrl(FhirNames.SUBSTANCE_USE), "Patient.extension");
        return labels.substanceUse() ? Optional.of(true) : said;
    }

    /** Addresses of which it says that they are used no more; one that cannot be read is none that was ever used here. */
    private static Set<Mailbox> left(Patient patient) {
        Set<Mailbox> left = new HashSet<>();
        Stream.concat(
                        patient.getTelecom().stream(),
                        patient.getContact().stream().flatMap(contact -> contact.getTelecom().stream()))
                .filter(point -> point.getSystem() == ContactPointSystem.EMAIL && isOver(point))
                .forEach(point -> {
                    try {
                        left.add(Mailbox.parse(String.valueOf(point.getValue())));
                    } catch (InvalidMailboxException none) {
                        // Nothing on record has it.
                    }
                });
        return left;
    }

    private static boolean isOver(ContactPoint point) {
        return point.getUse() == ContactPointUse.OLD || FhirTime.isOver(point.getPeriod(), Instant.now());
    }

    static boolean isInUse(ContactPoint point) {
        return point.getUse() != ContactPointUse.OLD && FhirTime.includes(point.getPeriod(), Instant.now());
    }

    private static Optional<LocalDate> birthDate(Patient patient, List<Remark> remarks) {
        String text = patient.getBirthDateElement().getValueAsString();
        if (text == null) {
            // Missing or masked: nobody proves who they are by it.
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.isAfter(LocalDate.now(ZoneOffset.UTC))) {
                remarks.add(leftOut("Patient.birthDate", "is in the future"));
                return Optional.empty();
            }
            return Optional.of(date);
        } catch (DateTimeParseException partial) {
            // By a year alone nobody proves who they are.
            return Optional.empty();
        }
    }

    private static String language(Patient patient, List<Remark> remarks) {
        Optional<String> tag = patient.getCommunication().stream()
                .filter(one -> Boolean.TRUE.equals(one.getPreferredElement().getValue()))
                .findFirst()
                .or(() -> patient.getCommunication().stream().findFirst())
                .flatMap(one -> one.getLanguage().getCoding().stream().findFirst())
                .map(Coding::getCode);
        if (tag.filter(one -> !one.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}"))
                .isPresent()) {
            remarks.add(leftOut("Patient.communication.language", "is no language tag, such as en or es,"));
            return NO_LANGUAGE;
        }
        return tag.orElse(NO_LANGUAGE);
    }

    private static Remark leftOut(String element, String why) {
        return new Remark(Kind.VALUE, element, element + " " + why + " and was left out.");
    }

    /**
     * The truth value of an extension, if it is there.
     *
     * @throws ResourceRefused when it is there and has none, or more than one
     */
    static Optional<Boolean> flag(List<Extension> extensions, String element) throws ResourceRefused {
        if (extensions.isEmpty()) {
            return Optional.empty();
        }
        Extension only = extensions.getFirst();
        if (extensions.size() == 1
                && only.getValue() instanceof BooleanType value
                && value.hasValue()
                && !value.hasExtension()
                && hasNothingElse(only)) {
            return Optional.of(value.booleanValue());
        }
        throw new ResourceRefused(Kind.VALUE, element, element + " is no single valueBoolean.");
    }

    private static boolean hasNothingElse(Element extension) {
        return !extension.hasExtension();
    }
}
