package org.sealpost.inspect;

import java.time.LocalDate;
import java.util.Set;

/**
 * What may tell who a patient is, and means nothing to whoever does not know the practice's patients: it is no finding, and
 * whoever needs to know asks the database. Each is one thing that was written; where it can be read in several ways, it
 * names all whom any of them names.
 */
public sealed interface PatientClue {

    /**
     * A number behind a word that says it is a patient's, such as {@code MRN P-22}, too short or with too many letters to
     * be taken for one by itself.
     *
     * @param readings capital letters and digits, with fewer or more of the groups that stand in a row
     */
    record RecordNumber(Set<String> readings) implements PatientClue {
        public RecordNumber {
            readings = Set.copyOf(readings);
        }

        /** Never the number. */
        @Override
        public String toString() {
            return "RecordNumber[]";
        }
    }

    /**
     * A patient's family name near a date that may be the day of their birth.
     *
     * @param family as one word, folded like {@link org.sealpost.mail.PersonName#word}
     * @param days month before day, and day before month where that is a date too
     */
    record FamilyAndDay(String family, Set<LocalDate> days) implements PatientClue {
        public FamilyAndDay {
            days = Set.copyOf(days);
        }

        /** Neither name nor day. */
        @Override
        public String toString() {
            return "FamilyAndDay[]";
        }
    }

    /**
     * A patient's family name alone, where a title or the word patient stands before it.
     *
     * @param readings as one word, with fewer or more of the words in a row
     * @param greeted whether it stands in a salutation, where the reader's own name stands
     */
    record FamilyName(Set<String> readings, boolean greeted) implements PatientClue {
        public FamilyName {
            readings = Set.copyOf(readings);
        }

        /** Never the name. */
        @Override
        public String toString() {
            return "FamilyName[]";
        }
    }

    /**
     * An address in the header of a message within the message, in lower case. Those in its text are findings of the kind
     * {@link PhiKind#EMAIL}.
     */
    record InnerAddress(String address) implements PatientClue {
        /** Never the address. */
        @Override
        public String toString() {
            return "InnerAddress[]";
        }
    }

    /** An address in To or Cc of the message itself, in lower case: every recipient sees it. */
    record ShownAddress(String address) implements PatientClue {
        /** Never the address. */
        @Override
        public String toString() {
            return "ShownAddress[]";
        }
    }
}
