package org.sealpost.consent.fhir;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Identifier;
import org.sealpost.consent.PatientReference;

/**
 * Reads a Consent. Every element is understood or the resource is refused, so that nothing in it that restricts is ever
 * overlooked.
 */
final class ConsentReader {

    private static final Set<String> NOT_ACTIVE =
            Set.of("draft", "proposed", "rejected", "inactive", "entered-in-error");

    /** Statuses of what was given once; others were never given. */
    static final Set<String> TAKES_BACK = Set.of("inactive", "entered-in-error");

    private final PatientIdSystem ids;

    ConsentReader(PatientIdSystem ids) {
        this.ids = ids;
    }

    /**
     * Reads one.
     *
     * @param patients whom references mean
     * @throws ResourceRefused naming the element that is missing, contradicts, or is not understood
     */
    ToldConsent read(ResourceText text, PatientNames patients, Instant now) throws ResourceRefused {
        if (isNotActive(text)) {
            return new ToldConsent.NotActive();
        }
        Consent consent = Reading.of("Consent", () -> checked(text));
        // Whoever looks patients up may fail, which says nothing of the resource.
        PatientReference patient = patients.patient(consent.getPatient(), ids);
        return Reading.of("Consent", () -> told(consent, patient, now));
    }

    private static Consent checked(ResourceText text) throws ResourceRefused {
        ElementCheck.consent(text);
        Consent consent = FhirJson.read(text, Consent.class);
        if (consent.getStatus() == null) {
            throw ResourceRefused.missing("Consent.status");
        }
        requireScope(consent);
        requireCategory(consent);
        if (!consent.hasPatient()) {
            throw ResourceRefused.missing("Consent.patient");
        }
        return consent;
    }

    private static ToldConsent told(Consent consent, PatientReference patient, Instant now) throws ResourceRefused {
        Policy policy = policy(consent);
        if (begins(consent).filter(now::isBefore).isPresent()) {
            return new ToldConsent.NotBegun();
        }
        return new ToldConsent.Given(patient, new ConsentTerms(consent, policy).consents());
    }

    /** Of whom a consent is, and when it was given, as far as that can be told of one that was refused. */
    Optional<PatientReference> patientOfRefused(ResourceText text, PatientNames patients) {
        try {
            Consent consent = new Consent();
            var element = text.root().path("patient");
            Optional.ofNullable(element.path("reference").textValue())
                    .ifPresent(reference -> consent.getPatient().setReference(reference));
            Optional.ofNullable(element.path("identifier").path("value").textValue())
                    .ifPresent(value -> consent.getPatient()
                            .setIdentifier(new Identifier()
                                    .setValue(value)
                                    .setSystem(element.path("identifier")
                                            .path("system")
                                            .textValue())));
            return Optional.of(patients.patient(consent.getPatient(), ids));
        } catch (ResourceRefused nobody) {
            return Optional.empty();
        }
    }

    /** Whether it says that what was given before no longer holds, and not only that something was never given. */
    static boolean takesBack(ResourceText text) {
        return text.text("status").filter(TAKES_BACK::contains).isPresent();
    }

    static boolean isNotActive(ResourceText text) {
        return text.type().equals("Consent")
                && text.text("status").filter(NOT_ACTIVE::contains).isPresent();
    }

    private static void requireScope(Consent consent) throws ResourceRefused {
        if (!consent.hasScope()) {
            throw ResourceRefused.missing("Consent.scope");
        }
        if (Codes.only(consent.getScope(), FhirNames.SCOPE_SYSTEM)
                .filter(FhirNames.SCOPE_PRIVACY::equals)
                .isEmpty()) {
            throw ResourceRefused.notUnderstood("Consent.scope", "the only scope is patient-privacy of consentscope");
        }
    }

    private static void requireCategory(Consent consent) throws ResourceRefused {
        if (!consent.hasCategory()) {
            throw ResourceRefused.missing("Consent.category");
        }
        for (CodeableConcept category : consent.getCategory()) {
            if (Codes.only(category, FhirNames.LOINC)
                    .filter(FhirNames.PATIENT_CONSENT::equals)
                    .isEmpty()) {
                throw ResourceRefused.notUnderstood(
                        "Consent.category", "the only category is 59284-0 of LOINC, Patient Consent");
            }
        }
    }

    private static Policy policy(Consent consent) throws ResourceRefused {
        if (!consent.hasPolicyRule()) {
            throw ResourceRefused.missing("Consent.policyRule");
        }
        return Policy.of(consent.getPolicyRule())
                .orElseThrow(() -> ResourceRefused.notUnderstood(
                        "Consent.policyRule",
                        "it has one coding, OPTIN or OPTOUT of v3-ActCode or a code of " + FhirNames.POLICY_SYSTEM
                                + ", and " + Codes.PLAIN));
    }

    private static Optional<Instant> begins(Consent consent) throws ResourceRefused {
        if (!consent.getProvision().getPeriod().hasStart()) {
            return Optional.empty();
        }
        return Optional.of(
                FhirTime.start(consent.getProvision().getPeriod().getStartElement(), "Consent.provision.period.start"));
    }
}
