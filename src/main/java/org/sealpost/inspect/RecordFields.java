package org.sealpost.inspect;

import org.sealpost.mail.PersonName;

/** Names in the fields of records that programs exchange (FHIR, CDA). */
final class RecordFields {

    private static final long FAMILY = WordHash.of("family");
    private static final long GIVEN = WordHash.of("given");
    private static final int FIELDS = 8;

    /** Words of a record between a test and its value. */
    private static final int RESULT = 40;

    private static final long VALUE = WordHash.of("value");
    private static final HashTable VALUES =
            HashTable.ofWords("valuequantity valuestring valueinteger valuecodeableconcept");

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

    /**
     * The value of a test in a record of a result (FHIR's Observation), in which names and codes stand between them.
     *
     * @param known the value that stands right behind the test; negative for none
     */
    static int valueOfResult(SearchText text, int test, int known) {
        Words words = text.words();
        if (known >= 0 || Matches.at(text.text(), words.start(test) - 1) != '"') {
            return known;
        }
        for (int word = test + 1; word + 1 < words.count() && word < test + RESULT; word++) {
            if (VALUES.contains(words.hash(word))) {
                int value = words.hash(word + 1) == VALUE ? word + 2 : word + 1;
                return value < words.count() ? value : known;
            }
        }
        return known;
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
