package org.sealpost.consent.fhir;

import java.util.Arrays;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;

/** What a Consent is, by the rule that it rests on. */
enum Policy {
    /** The patient agrees to what the provision permits. */
    AGREES(FhirNames.ACT_CODE, FhirNames.OPT_IN),
    /** The patient wants no e-mail at all. */
    NO_MAIL(FhirNames.ACT_CODE, FhirNames.OPT_OUT),
    /** A request for confidential communication (45 CFR 164.522(b)). */
    CONFIDENTIAL_COMMUNICATION(FhirNames.POLICY_SYSTEM, FhirNames.CONFIDENTIAL_COMMUNICATION),
    /** An authorisation of marketing (45 CFR 164.508). */
    MARKETING_AUTHORIZATION(FhirNames.POLICY_SYSTEM, FhirNames.MARKETING_AUTHORIZATION),
    /** The patient wrote first (HHS FAQ 570). */
    WROTE_FIRST(FhirNames.POLICY_SYSTEM, FhirNames.WROTE_FIRST);

    private final String system;
    private final String code;

    Policy(String system, String code) {
        this.system = system;
        this.code = code;
    }

    /** The policy that has exactly that one coding. */
    static Optional<Policy> of(CodeableConcept rule) {
        return Arrays.stream(values())
                .filter(policy -> Codes.alone(rule, policy.system)
                        .filter(policy.code::equals)
                        .isPresent())
                .findFirst();
    }

    CodeableConcept rule() {
        return Codes.concept(system, code);
    }

    String code() {
        return code;
    }

    /** Whether it is a code of Sealpost's own. */
    boolean isOwn() {
        return system.equals(FhirNames.POLICY_SYSTEM);
    }
}
