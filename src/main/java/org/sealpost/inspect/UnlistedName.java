package org.sealpost.inspect;

import java.util.List;

/**
 * Words that could be names though no list has them: written with a capital letter, and no word of the language. No list
 * has the names of everyone, and what a language has of words can be listed.
 */
final class UnlistedName {

    private static final int SHORTEST = 4;
    private static final List<String> TRADE = List.of(
            "gram", "grams", "graphy", "logy", "logist", "logic", "metry", "macy", "tion", "tions", "ment", "ity",
            "ics", "tech", "soft", "scan", "scope", "care", "ical", "matic", "tron", "rx");

    private UnlistedName() {}

    /** Whether the word is written like a name and is nothing else that is known. */
    static boolean isAt(SearchText text, int word) {
        Words words = text.words();
        return word < words.count() && words.isCapitalised(word) && !words.isCapitals(word) && isUnknown(text, word);
    }

    /** Whether the word is nothing that is known, in whatever letters it is written. */
    static boolean isUnknown(SearchText text, int word) {
        Words words = text.words();
        // What most words are comes first.
        return words.length(word) >= SHORTEST
                && words.isLetters(word)
                && !WordSet.VOCABULARY.contains(words, word)
                && !WordSet.GIVEN_NAMES.contains(words, word)
                && !WordSet.HEADINGS.contains(words, word)
                && !WordSet.EVERYDAY.contains(words, word)
                && !text.terms().covers(word)
                && !text.labels().covers(word)
                && !isAbbreviation(words, word)
                && MonthName.at(words.text(), words.start(word)) == 0
                && !isOfTrade(words, word);
    }

    /** "Antibiogram", "Telepharmacy", "Cardiosoft": made like a word of a trade. */
    private static boolean isOfTrade(Words words, int word) {
        String text = words.text();
        int end = words.end(word);
        for (String ending : TRADE) {
            if (text.regionMatches(true, end - ending.length(), ending, 0, ending.length())) {
                return true;
            }
        }
        return false;
    }

    /** "EKGs", "MRIs" */
    private static boolean isAbbreviation(Words words, int word) {
        return Letters.isCapital(words.text().charAt(words.start(word) + 1)) && !words.isCapitals(word);
    }
}
