package org.sealpost.inspect;

import org.sealpost.mail.PersonName;

/** Names in the fields of records that programs exchange (FHIR, CDA). */
final class RecordFields {

    private static final long FAMILY = WordHash.of("family");
    private static final long GIVEN = WordHash.of("given");
    private static final int FIELDS = 8;

    private RecordFields() {}

    /** Whether a word names the field of a name. */
    static boolean isField(Words words, int word) {
        return words.hash(word) == FAMILY || words.hash(word) == GIVEN;
    }

    /** {@code "family":"Chalmers","given":["Peter"]} and the like, as records are exchanged (FHIR, CDA). */
    static void name(SearchText text, int word, Found found) {
        Words words = text.words();
        int value = valueOf(words, word);
        for (int other = word + 1; value > 0 && other < words.count() && other < word + FIELDS; other++) {
            boolean pair = words.hash(other) != words.hash(word)
                    && (words.hash(other) == FAMILY || words.hash(other) == GIVEN);
            int second = pair ? valueOf(words, other) : 0;
            if (second > 0) {
                int given = words.hash(word) == GIVEN ? value : second;
                int family = given == value ? second : value;
                found.value(PersonName.key(words.joined(given, given + 1), words.joined(family, family + 1)));
                return;
            }
        }
    }

    /** The value of a field that a word names; 0 for none. */
    private static int valueOf(Words words, int word) {
        int value = word + 1;
        return value < words.count()
                        && words.isLetters(value)
                        && words.isCapitalised(value)
                        && words.gapLength(value) <= 5
                        && (words.gap(value) & (Words.COLON | Words.OTHER)) != 0
                        && (words.gap(value) & ~(Words.COLON | Words.OTHER | Words.BRACKET | Words.SPACE)) == 0
                ? value
                : 0;
    }
}
