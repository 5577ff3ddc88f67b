package org.sealpost.consent.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Codes as they are compared: by system and code, never by their display or text. */
final class Codes {

    private Codes() {}

    /** The code of a concept that has exactly one coding, if it is of that system. */
    static Optional<String> only(CodeableConcept concept, String system) {
        List<Coding> codings = concept.getCoding();
        return codings.size() == 1 ? of(codings.getFirst(), system) : Optional.empty();
    }

    /** The code of a coding, if it is of that system. */
    static Optional<String> of(Coding coding, String system) {
        return system.equals(coding.getSystem()) ? Optional.ofNullable(coding.getCode()) : Optional.empty();
    }

    static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding().setSystem(system).setCode(code));
    }
}
