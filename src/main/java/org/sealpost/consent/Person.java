package org.sealpost.consent;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** By what people are told apart when one patient id is given to two of them. */
record Person(String givenName, String familyName, Optional<LocalDate> birthDate) {

    /** Whether the birth dates, or both names, are not those of one person. One name alone may have changed. */
    boolean contradicts(Person other) {
        return hasAnotherBirthDateThan(other) || hasOtherNamesThan(other);
    }

    /** Whether nothing is left by which it could be the same person who corrected a name or a date. */
    boolean isSurelyAnotherThan(Person other) {
        return hasAnotherBirthDateThan(other) && hasOtherNamesThan(other);
    }

    /** What is known of one person from two lines. */
    Person and(Person later) {
        return new Person(later.givenName, later.familyName, later.birthDate.or(() -> birthDate));
    }

    /** Shows nothing: it is a patient. */
    @Override
    public String toString() {
        return "Person";
    }

    private boolean hasAnotherBirthDateThan(Person other) {
        return birthDate.isPresent() && other.birthDate.isPresent() && !birthDate.equals(other.birthDate);
    }

    private boolean hasOtherNamesThan(Person other) {
        return !isSame(givenName, other.givenName) && !isSame(familyName, other.familyName);
    }

    private static boolean isSame(String one, String other) {
        return WrittenText.trimmed(one)
                .toLowerCase(Locale.ROOT)
                .equals(WrittenText.trimmed(other).toLowerCase(Locale.ROOT));
    }
}
