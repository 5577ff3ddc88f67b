package org.sealpost.consent.fhir;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;

/** Security labels of a resource, which say how it is to be protected. */
final class SecurityLabels {

    /** Those that ask for no more than any health information. All others may restrict. */
    private static final Map<String, Set<String>> NONE = Map.of(
            FhirNames.CONFIDENTIALITY, Set.of("U", "L", "M", "N"),
            FhirNames.ACT_REASON, Set.of("HTEST"));

    private SecurityLabels() {}

    /** Whether a label asks for nothing of its own, for certain. */
    static boolean isNone(Coding label) {
        return !label.hasExtension()
                && Optional.ofNullable(label.getSystem())
                        .map(NONE::get)
                        .filter(codes -> Optional.ofNullable(label.getCode())
                                .filter(codes::contains)
                                .isPresent())
                        .isPresent();
    }
}
