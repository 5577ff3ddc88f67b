package org.sealpost.inspect;

/**
 * Words that tell someone of a finding of their own: "your mammogram was normal", "his A1c came back at 9". No newsletter
 * says that of anyone, whatever else stands in the message.
 */
final class PersonalFinding {

    /** Characters behind a name in which it is told of its bearer. */
    private static final int NEAR = 160;

    private static final int ADJECTIVES = 2;
    private static final int VERB = 3;
    private static final HashTable WHOSE = HashTable.ofWords("your his her my their su sus");
    private static final HashTable RESULTS = HashTable.ofWords(
            "result results test tests lab labs biopsy scan bloodwork screening specimen culture exam resultado"
                    + " resultados prueba examen");
    private static final HashTable VERBS = HashTable.ofWords(
            "was were came shows showed show shown is are reveals revealed looks looked returned remains salio salieron"
                    + " fue fueron muestran positive negative normal abnormal elevated");
    private static final HashTable TRADE =
            HashTable.ofWords("practice clinic office patients team staff facility business order");

    private PersonalFinding() {}

    /** Whether one is told close behind a word. */
    static boolean isBehind(SearchText text, int from) {
        Words words = text.words();
        int place = words.end(Math.max(0, from - 1));
        for (int word = from; word < words.count() && words.start(word) - place <= NEAR; word++) {
            if (isAt(text, word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word says whose, of something of health that a verb of findings follows. */
    static boolean isAt(SearchText text, int whose) {
        Words words = text.words();
        if (!isWhose(words, whose)) {
            return false;
        }
        int thing = thing(text, whose);
        if (thing > 0 && VERBS.contains(words.hash(thing - 1))) {
            return true;
        }
        for (int verb = thing; thing > 0 && verb < words.count() && verb < thing + VERB; verb++) {
            if (words.beginsSentence(verb)) {
                return false;
            }
            if (VERBS.contains(words.hash(verb))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the word is "his", "your" or the like. */
    static boolean isWhose(Words words, int word) {
        return words.isLetters(word) && words.length(word) <= 5 && WHOSE.contains(words.hash(word));
    }

    /** The word behind what is said to be someone's, or 0 where that is nothing of health. */
    private static int thing(SearchText text, int whose) {
        Words words = text.words();
        for (int word = whose + 1; word < words.count() && word <= whose + 1 + ADJECTIVES; word++) {
            if (!words.isJoined(word) || TRADE.contains(words.hash(word))) {
                return 0;
            }
            if ((text.terms().meaningAt(word) & ~Term.EVERYDAY.bit()) != 0) {
                return text.terms().end(text.terms().at(word));
            }
            if (RESULTS.contains(words.hash(word))) {
                return word + 1;
            }
        }
        return 0;
    }
}
