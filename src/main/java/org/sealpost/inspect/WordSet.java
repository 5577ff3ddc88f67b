package org.sealpost.inspect;

/** Some words of a resource, by their hashes. Immutable. */
final class WordSet {

    /** Everyday words that are names too. */
    static final WordSet EVERYDAY = new WordSet("everyday.txt");

    /** Words of headings that are hardly ever names. */
    static final WordSet HEADINGS = new WordSet("headings.txt");

    /** Given names that are common in the USA. */
    static final WordSet GIVEN_NAMES = new WordSet("given-names.txt");

    /** Family names that are common in the USA. */
    static final WordSet FAMILY_NAMES = new WordSet("family-names.txt");

    /** Places, peoples, companies: written with a capital letter and nobody's name. */
    static final WordSet PROPER = new WordSet("proper-words.txt");

    /** Words of the language, those of trades and clinics and names of companies among them, and none that is only a name. */
    static final WordSet VOCABULARY = new WordSet(
            "vocabulary.txt", "proper-words.txt", "conditions.txt", "laboratory.txt", "drugs.txt", "labels.txt");

    private final HashTable hashes = new HashTable(1024);

    private WordSet(String... resources) {
        for (String resource : resources) {
            for (String line : Lexicon.lines(resource)) {
                for (String word : line.split(" ", -1)) {
                    hashes.add(WordHash.of(word));
                }
            }
        }
    }

    boolean contains(Words words, int word) {
        return hashes.contains(words.hash(word));
    }
}
