package org.sealpost.consent;

import java.util.Locale;
import java.util.Optional;

/** How numbers are compared that people write in many ways. */
final class IdentifierKey {

    private static final int PHONE_DIGITS = 10;
    private static final int SHORTEST_PHONE = 7;

    private IdentifierKey() {}

    /** A medical record number without punctuation and leading zeros, in upper case. */
    static String number(String text) {
        String plain = text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        String significant = plain.replaceFirst("^0+", "");
        if (!significant.isEmpty()) {
            return significant;
        }
        return plain.isEmpty() ? text : plain;
    }

    /** The last ten digits of a telephone number, which leaves out the country's code. */
    static Optional<String> phone(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        if (digits.length() < SHORTEST_PHONE) {
            return Optional.empty();
        }
        return Optional.of(digits.substring(Math.max(0, digits.length() - PHONE_DIGITS)));
    }
}
