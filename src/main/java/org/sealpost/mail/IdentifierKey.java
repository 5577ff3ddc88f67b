package org.sealpost.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How numbers are compared that people write in many ways. */
public final class IdentifierKey {

    private static final int PHONE_DIGITS = 10;
    private static final int SHORTEST_PHONE = 7;

    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");

    private IdentifierKey() {}

    /** A medical record number without punctuation and leading zeros, in upper case. */
    public static String number(String text) {
        String plain = PUNCTUATION.matcher(text.toUpperCase(Locale.ROOT)).replaceAll("");
        String significant = LEADING_ZEROS.matcher(plain).replaceFirst("");
        if (!significant.isEmpty()) {
            return significant;
        }
        return plain.isEmpty() ? text : plain;
    }

    /** The last ten digits of a telephone number, which leaves out the country's code. */
    public static Optional<String> phone(String text) {
        String digits = NO_DIGIT.matcher(text).replaceAll("");
        if (digits.length() < SHORTEST_PHONE) {
            return Optional.empty();
        }
        return Optional.of(digits.substring(Math.max(0, digits.length() - PHONE_DIGITS)));
    }
}
