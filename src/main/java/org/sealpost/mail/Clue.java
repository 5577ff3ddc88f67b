package org.sealpost.mail;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Something in a message that may tell who a patient is, in the form in which the database knows it.
 *
 * @param value in the form of its kind
 */
public record Clue(Kind kind, String value) {

    /** What a clue is. */
    public enum Kind {
        /** The patient's id by which the practice knows them. */
        RECORD_NUMBER,
        /** A telephone number. */
        PHONE,
        /** Given and family name. */
        NAME,
        /** A family name and a day of birth. */
        FAMILY_AND_BIRTH,
        /** A family name alone, which tells of a patient if no other has it. */
        FAMILY,
        /** An e-mail address. */
        ADDRESS
    }

    /** @param text as it was written */
    public static Clue recordNumber(String text) {
        return new Clue(Kind.RECORD_NUMBER, IdentifierKey.number(text));
    }

    /**
     * A telephone number, unless it is too short to be anyone's.
     *
     * @param text as it was written
     */
    public static Optional<Clue> phone(String text) {
        return IdentifierKey.phone(text).map(key -> new Clue(Kind.PHONE, key));
    }

    /** @param key in the form of {@link PersonName#lookupKeys} */
    public static Clue name(String key) {
        return new Clue(Kind.NAME, key);
    }

    /** @param family in the form of {@link PersonName#familyKeys} */
    public static Clue familyAndBirth(String family, LocalDate birth) {
        return new Clue(Kind.FAMILY_AND_BIRTH, family + " " + birth);
    }

    /** @param family in the form of {@link PersonName#familyKeys} */
    public static Clue family(String family) {
        return new Clue(Kind.FAMILY, family);
    }

    /**
     * An address, if it could be anyone's.
     *
     * @param text as it was written
     */
    public static Optional<Clue> address(String text) {
        try {
            return Optional.of(new Clue(Kind.ADDRESS, Mailbox.parse(text).lookupKey()));
        } catch (InvalidMailboxException none) {
            return Optional.empty();
        }
    }

    /** Never the value: it is health information. */
    @Override
    public String toString() {
        return "Clue[" + kind + "]";
    }
}
