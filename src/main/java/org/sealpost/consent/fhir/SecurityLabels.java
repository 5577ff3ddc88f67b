package org.sealpost.consent.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;

/**
 * Security labels of a Patient (FHIR R4, 6.1.1), which say how what is known of them is to be protected. A label that is not
 * understood restricts, since it may.
 *
 * @param substanceUse whether one says that these are substance-use records (42 CFR Part 2)
 * @param restricted whether one restricts in another way; nothing when none says anything of it
 * @param notUnderstood the places, from 0, of those that are not understood
 */
record SecurityLabels(boolean substanceUse, Optional<Boolean> restricted, List<Integer> notUnderstood) {

    /** How v3-ActCode is called: in R4, in STU3 and by its OID. */
    private static final Set<String> ACT_CODES =
            Set.of(FhirNames.ACT_CODE, "http://hl7.org/fhir/v3/ActCode", "urn:oid:2.16.840.1.113883.5.4");

    /** Alcohol and drug use of ActInformationSensitivityPolicy. */
    private static final Set<String> SUBSTANCE_USE = Set.of("ETH", "ETHUD", "SUD", "OPIOIDUD");

    /** Of ActUSPrivacyLaw and of its consent directives. Whatever system has a code of this name means the same. */
    private static final Set<String> PART_2 = Set.of("42CFRPart2", "42CFRPart2CD");

    private static final Set<String> RESTRICTING = Set.of("R", "V");

    /** Those that ask for no more than any health information. */
    private static final Set<String> ORDINARY = Set.of("U", "L", "M", "N");

    /** Those that say nothing of protection. */
    private static final Map<String, Set<String>> SILENT = Map.of(FhirNames.ACT_REASON, Set.of("HTEST"));

    SecurityLabels {
        notUnderstood = List.copyOf(notUnderstood);
    }

    static SecurityLabels of(List<Coding> labels) {
        boolean substanceUse = false;
        boolean restricting = false;
        boolean ordinary = false;
        List<Integer> notUnderstood = new ArrayList<>();
        for (int place = 0; place < labels.size(); place++) {
            Coding label = labels.get(place);
            if (isOfSubstanceUse(label)) {
                substanceUse = true;
            } else if (isOneOf(label, FhirNames.CONFIDENTIALITY, RESTRICTING)) {
                restricting = true;
            } else if (label.hasExtension() || !isHarmless(label)) {
                notUnderstood.add(place);
            } else {
                ordinary |= FhirNames.CONFIDENTIALITY.equals(label.getSystem());
            }
        }
        boolean restricted = restricting || !notUnderstood.isEmpty();
        return new SecurityLabels(
                substanceUse, restricted || ordinary ? Optional.of(restricted) : Optional.empty(), notUnderstood);
    }

    /** What the sender is told. */
    List<Remark> remarks() {
        return notUnderstood.stream()
                .map(place -> "Patient.meta.security[" + place + "]")
                .map(element -> new Remark(
                        ResourceRefused.Kind.NOT_SUPPORTED,
                        element,
                        element
                                + " is not understood, so that the patient's records count as restricted: their mail goes by"
                                + " proven TLS at least."))
                .toList();
    }

    private static boolean isOfSubstanceUse(Coding label) {
        return PART_2.contains(String.valueOf(label.getCode()))
                || ACT_CODES.stream().anyMatch(system -> isOneOf(label, system, SUBSTANCE_USE));
    }

    private static boolean isHarmless(Coding label) {
        return isOneOf(label, FhirNames.CONFIDENTIALITY, ORDINARY)
                || SILENT.entrySet().stream().anyMatch(known -> isOneOf(label, known.getKey(), known.getValue()));
    }

    private static boolean isOneOf(Coding label, String system, Set<String> codes) {
        return Codes.of(label, system).filter(codes::contains).isPresent();
    }
}
