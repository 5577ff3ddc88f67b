package org.sealpost.consent.fhir;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.sealpost.consent.WrittenText;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.Characters;

/**
 * A Patient's name: of those that they bear now the official one, else the usual one, one of which nothing is said, or any
 * other. One that lacks a part, a nickname say, must not keep a patient who has a whole one from being recorded.
 */
record FullName(String given, String family) {

    private static final int MAX_TEXT = 1000;

    /** What was borne once, and never will be again. */
    private static final List<NameUse> FORMER = List.of(NameUse.OLD, NameUse.MAIDEN);

    /** @throws ResourceRefused when none is whole, naming what the first of them lacks */
    static FullName of(Patient patient) throws ResourceRefused {
        List<HumanName> names = patient.getName().stream()
                .filter(name -> name.getUse() == null || !FORMER.contains(name.getUse()))
                .sorted(Comparator.comparing(FullName::isPast).thenComparing(FullName::rank))
                .toList();
        Optional<ResourceRefused> first = Optional.empty();
        for (HumanName name : names) {
            try {
                return of(name);
            } catch (ResourceRefused notWhole) {
                first = first.or(() -> Optional.of(notWhole));
            }
        }
        throw first.orElseGet(() -> ResourceRefused.missing("Patient.name"));
    }

    private static FullName of(HumanName name) throws ResourceRefused {
        String given = name.getGiven().stream()
                .map(StringType::getValue)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return new FullName(checked(given, "Patient.name.given"), checked(name.getFamily(), "Patient.name.family"));
    }

    private static boolean isPast(HumanName name) {
        return !FhirTime.includes(name.getPeriod(), Instant.now());
    }

    private static int rank(HumanName name) {
        NameUse use = name.getUse();
        if (use == null) {
            return 2;
        }
        return switch (use) {
            case OFFICIAL -> 0;
            case USUAL -> 1;
            case TEMP, NICKNAME, ANONYMOUS, OLD, MAIDEN, NULL -> 3;
        };
    }

    private static String checked(@Nullable String text, String element) throws ResourceRefused {
        if (text == null || WrittenText.saysNothing(text)) {
            throw ResourceRefused.missing(element);
        }
        if (text.length() > MAX_TEXT || Characters.haveControl(text)) {
            throw new ResourceRefused(Kind.VALUE, element, element + " is too long or has control characters.");
        }
        return WrittenText.trimmed(text);
    }

    /** Shows nothing: it is a patient's. */
    @Override
    public String toString() {
        return "FullName";
    }
}
