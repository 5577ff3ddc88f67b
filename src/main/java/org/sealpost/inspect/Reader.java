package org.sealpost.inspect;

/** Whether words of a letter are about its reader: "your results", "you were seen". */
final class Reader {

    private static final HashTable WORDS = HashTable.ofWords("your you youre youve youll yours su sus tu tus usted");

    private Reader() {}

    /** Whether a phrase that begins with the word speaks to the reader. */
    static boolean isSpokenTo(Words words, int first) {
        return WORDS.contains(words.hash(first));
    }
}
