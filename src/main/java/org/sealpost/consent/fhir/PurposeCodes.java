package org.sealpost.consent.fhir;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sealpost.consent.Purpose;

/** Purposes as codes of v3-ActReason. */
final class PurposeCodes {

    private static final Map<Purpose, String> CODES = new EnumMap<>(Map.of(
            Purpose.TREATMENT, "TREAT",
            Purpose.PAYMENT, "HPAYMT",
            Purpose.OPERATIONS, "HOPERAT",
            Purpose.MARKETING, "HMARKT"));

    /** What {@link Purpose#ALL} stands for. */
    static final Set<Purpose> ORDINARY = Set.of(Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS);

    private PurposeCodes() {}

    /** Every purpose that has a code. */
    static EnumSet<Purpose> every() {
        return EnumSet.copyOf(CODES.keySet());
    }

    static Optional<Purpose> of(String code) {
        return CODES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(code))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static String code(Purpose purpose) {
        return Optional.ofNullable(CODES.get(purpose)).orElseThrow();
    }

    /** Treatment, payment and operations as one. */
    static Set<Purpose> gathered(Set<Purpose> purposes) {
        if (!purposes.containsAll(ORDINARY)) {
            return purposes;
        }
        EnumSet<Purpose> gathered = EnumSet.of(Purpose.ALL);
        purposes.stream().filter(purpose -> !ORDINARY.contains(purpose)).forEach(gathered::add);
        return gathered;
    }

    /** Each by itself. */
    static Set<Purpose> spread(Set<Purpose> purposes) {
        EnumSet<Purpose> spread = EnumSet.noneOf(Purpose.class);
        purposes.stream().filter(purpose -> purpose != Purpose.ALL).forEach(spread::add);
        if (purposes.contains(Purpose.ALL)) {
            spread.addAll(ORDINARY);
        }
        return spread;
    }
}
