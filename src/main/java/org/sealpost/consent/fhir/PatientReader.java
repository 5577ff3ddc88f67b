package org.sealpost.consent.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.ContactComponent;
import org.jspecify.annotations.Nullable;
import org.sealpost.consent.PatientAddress;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.Relationship;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.ToldAddresses;
import org.sealpost.consent.WrittenText;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * Reads a Patient: who they are, their addresses, and those of a parent, guardian or representative. What else a record
 * system keeps of them does not matter here and is not kept.
 */
final class PatientReader {

    private static final int MAX_TEXT = 1000;
    private static final Map<String, Relationship> ROLES = Map.of(
            "PRN", Relationship.PARENT,
            "MTH", Relationship.PARENT,
            "FTH", Relationship.PARENT,
            "GUARD", Relationship.GUARDIAN,
            "POWATT", Relationship.REPRESENTATIVE,
            "HPOWATT", Relationship.REPRESENTATIVE);

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
        HumanName name = name(patient);
        Identifier identifier = ids.settling(patient.getIdentifier(), "Patient.identifier");
        SecurityLabels labels = SecurityLabels.of(patient.getMeta().getSecurity());
        Telephone telephone = Telephone.of(patient);
        PatientDetails details = new PatientDetails(
                PatientIdSystem.read(identifier, "Patient.identifier"),
                checked(name.getGivenAsSingleString(), "Patient.name.given"),
                checked(name.getFamily(), "Patient.name.family"),
                birthDate(patient),
                telephone.number(),
                substanceUse(patient, labels),
                labels.restricted(),
                language(patient),
                addresses(patient));
        return new ToldPatient(
                details,
                new ToldAddresses(by, left(patient)),
                ids.settledBy(identifier),
                Stream.concat(labels.remarks().stream(), telephone.remarks().stream())
                        .toList());
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

    private static HumanName name(Patient patient) throws ResourceRefused {
        List<HumanName> names = patient.getName().stream()
                .filter(one -> one.getUse() != NameUse.OLD && one.getUse() != NameUse.MAIDEN)
                .toList();
        return names.stream()
                .filter(one -> one.getUse() == NameUse.OFFICIAL)
                .findFirst()
                .or(() -> names.stream().findFirst())
                .orElseThrow(() -> ResourceRefused.missing("Patient.name"));
    }

    private static List<PatientAddress> addresses(Patient patient) throws ResourceRefused {
        Map<String, PatientAddress> addresses = new LinkedHashMap<>();
        for (ContactPoint point : patient.getTelecom()) {
            add(addresses, point, Relationship.SELF, "Patient.telecom");
        }
        for (ContactComponent contact : patient.getContact()) {
            Optional<Relationship> relationship = relationship(contact);
            // Whoever is to be called in an emergency is nobody to write to about health.
            boolean counts = relationship.isPresent() && FhirTime.includes(contact.getPeriod(), Instant.now());
            for (ContactPoint point : counts ? contact.getTelecom() : List.<ContactPoint>of()) {
                add(addresses, point, relationship.orElseThrow(), "Patient.contact.telecom");
            }
        }
        return new ArrayList<>(addresses.values());
    }

    private static void add(
            Map<String, PatientAddress> addresses, ContactPoint point, Relationship relationship, String element)
            throws ResourceRefused {
        if (point.getSystem() != ContactPointSystem.EMAIL || !isInUse(point)) {
            return;
        }
        try {
            Mailbox mailbox = Mailbox.parse(String.valueOf(point.getValue()));
            boolean shared = flag(point.getExtensionsByUrl(FhirNames.SHARED_MAILBOX), element + ".extension")
                    .orElse(false);
            addresses.putIfAbsent(mailbox.lookupKey(), new PatientAddress(mailbox, relationship, shared));
        } catch (InvalidMailboxException wrong) {
            throw new ResourceRefused(
                    Kind.VALUE, element + ".value", element + ".value is no address: " + wrong.getMessage() + ".");
        }
    }

    static boolean isInUse(ContactPoint point) {
        return point.getUse() != ContactPointUse.OLD && FhirTime.includes(point.getPeriod(), Instant.now());
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

    private static Optional<LocalDate> birthDate(Patient patient) throws ResourceRefused {
        String text = patient.getBirthDateElement().getValueAsString();
        if (text == null) {
            // Missing or masked: nobody proves who they are by it.
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.isAfter(LocalDate.now(ZoneOffset.UTC))) {
                throw new ResourceRefused(Kind.VALUE, "Patient.birthDate", "Patient.birthDate is in the future.");
            }
            return Optional.of(date);
        } catch (DateTimeParseException partial) {
            // By a year alone nobody proves who they are.
            return Optional.empty();
        }
    }

    private static String language(Patient patient) throws ResourceRefused {
        String tag = patient.getCommunication().stream()
                .filter(one -> Boolean.TRUE.equals(one.getPreferredElement().getValue()))
                .findFirst()
                .or(() -> patient.getCommunication().stream().findFirst())
                .flatMap(one -> one.getLanguage().getCoding().stream().findFirst())
                .map(Coding::getCode)
                .orElse("en");
        if (!tag.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}")) {
            throw new ResourceRefused(
                    Kind.VALUE,
                    "Patient.communication.language",
                    "Patient.communication.language is no language tag: write it as en or es.");
        }
        return tag;
    }

    private static Optional<Boolean> flag(List<Extension> extensions, String element) throws ResourceRefused {
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

    private static String checked(@Nullable String text, String element) throws ResourceRefused {
        if (text == null || WrittenText.saysNothing(text)) {
            throw ResourceRefused.missing(element);
        }
        if (text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new ResourceRefused(Kind.VALUE, element, element + " is too long or has control characters.");
        }
        return WrittenText.trimmed(text);
    }
}
