package org.sealpost.consent;

import java.util.Optional;
import java.util.stream.Stream;
import org.sealpost.mail.Characters;

/**
 * How the practice knows of a patient's wish.
 *
 * @param method how it was given, if that is known
 * @param warning the text by which the patient was warned, if one is named
 * @param evidence such as a signed form; always there for {@link Channel#UNENCRYPTED}
 * @param recordedBy who took it down in the practice
 * @param sourceId the id by which another system knows it
 */
public record ConsentBasis(
        Optional<ConsentMethod> method,
        Optional<Warning> warning,
        Optional<String> evidence,
        Optional<String> recordedBy,
        Optional<String> sourceId) {

    /** Nothing is known but, perhaps, the evidence. */
    public static ConsentBasis of(Optional<String> evidence) {
        return new ConsentBasis(Optional.empty(), Optional.empty(), evidence, Optional.empty(), Optional.empty());
    }

    /** Whether a line break or another control character is in anything that a person wrote. */
    boolean hasControls() {
        return Stream.of(warning.map(Warning::version), warning.map(Warning::language), evidence, recordedBy)
                .flatMap(Optional::stream)
                .anyMatch(Characters::haveControl);
    }

    /** Without the evidence and the name, which may be of people. */
    @Override
    public String toString() {
        return "ConsentBasis[method=" + method.map(ConsentMethod::key).orElse("unknown") + "]";
    }
}
