package phi;

import java.util.Locale;
import java.util.Set;

/** How what was found is compared with what stands there. */
final class Comparison {

    /** Kinds whose values have one form that both sides can agree on. Of the others it counts whether a message has any. */
    private static final Set<String> BY_VALUE = Set.of(
            "ssn", "mrn", "health-plan", "account", "license", "vehicle", "device", "birth-date", "care-date", "phone", "fax",
            "email", "ip", "npi", "diagnosis-code", "procedure-code", "loinc");
    private static final Set<String> NUMBERS = Set.of("phone", "fax");
    private static final int FULL_PHONE = 10;

    private Comparison() {}

    static boolean isByValue(String kind) {
        return BY_VALUE.contains(kind);
    }

    /** Letters and digits only, without case: how a number is spaced is a matter of taste. Of a telephone number the end. */
    static String normal(String kind, String value) {
        StringBuilder normal = new StringBuilder();
        value.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(normal::appendCodePoint);
        return NUMBERS.contains(kind) && normal.length() > FULL_PHONE
                ? normal.substring(normal.length() - FULL_PHONE)
                : normal.toString();
    }
}
