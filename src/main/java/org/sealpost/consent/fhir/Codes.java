package org.sealpost.consent.fhir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.sealpost.consent.Channel;

/** Codes as they are compared: by system and code, never by their display. */
final class Codes {

    /** What a concept must be that says what is permitted. */
    static final String PLAIN = "no text or version that may say more than the code";

    /** The versions that FHIR R4 names, and Sealpost's own; what a code means in others is not known. */
    private static final Map<String, String> VERSIONS = Map.of(
            FhirNames.ACT_CODE, "2018-08-12",
            FhirNames.ACT_REASON, "2018-08-12",
            FhirNames.ACTION_SYSTEM, "4.0.1",
            FhirNames.CHANNEL_SYSTEM, "1",
            FhirNames.POLICY_SYSTEM, "1");

    /** What the code systems call their codes. */
    private static final Map<String, String> DISPLAYS = Map.of(
            FhirNames.OPT_IN,
            "opt-in",
            FhirNames.OPT_OUT,
            "opt-out",
            FhirNames.DISCLOSE,
            "Disclose",
            Channel.UNENCRYPTED.key(),
            "Unencrypted e-mail",
            Channel.TLS.key(),
            "E-mail over proven TLS",
            Channel.SMIME.key(),
            "S/MIME",
            Channel.PORTAL.key(),
            "Patient portal",
            FhirNames.CONFIDENTIAL_COMMUNICATION,
            "Request for confidential communication",
            FhirNames.MARKETING_AUTHORIZATION,
            "Authorisation of marketing",
            FhirNames.WROTE_FIRST,
            "The patient wrote first");

    private Codes() {}

    /** The code of a concept that has exactly one coding, if it is of that system. */
    static Optional<String> only(CodeableConcept concept, String system) {
        List<Coding> codings = concept.getCoding();
        return codings.size() == 1 ? of(codings.getFirst(), system) : Optional.empty();
    }

    /** As {@link #only}, of a concept in which nothing stands beside that could restrict what the code says. */
    static Optional<String> alone(CodeableConcept concept, String system) {
        return only(concept, system)
                .filter(code -> isOfKnownVersion(concept.getCodingFirstRep()) && isSaidBy(code, concept.getText()));
    }

    /** Whether a code means what is known of it. */
    static boolean isOfKnownVersion(Coding coding) {
        return !coding.hasVersion() || coding.getVersion().equals(VERSIONS.get(coding.getSystem()));
    }

    private static boolean isSaidBy(String code, @Nullable String text) {
        return text == null || text.equalsIgnoreCase(code) || text.equalsIgnoreCase(DISPLAYS.get(code));
    }

    /** The code of a coding, if it is of that system. */
    static Optional<String> of(Coding coding, String system) {
        return system.equals(coding.getSystem()) ? Optional.ofNullable(coding.getCode()) : Optional.empty();
    }

    static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding().setSystem(system).setCode(code));
    }
}
