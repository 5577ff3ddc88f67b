package org.sealpost.inspect;

/** Names in the names of files, the family name first: "Quillfeather_Klara_mri.pdf", "stone_klara_echo.pdf". */
final class FileNamed {

    private static final int SHORTEST = 3;

    private FileNamed() {}

    /** Whether the word is a family name that an underscore joins to a given one, with something of health near. */
    static boolean isAt(SearchText text, int word) {
        Words words = text.words();
        int given = word + 1;
        return given < words.count()
                && words.gap(given) == Words.HYPHEN
                && words.gapLength(given) == 1
                && Matches.at(words.text(), words.end(word)) == '_'
                && words.length(word) >= SHORTEST
                && words.isCapitalised(word) == words.isCapitalised(given)
                && WordSet.GIVEN_NAMES.contains(words, given)
                && !WordSet.EVERYDAY.contains(words, given)
                && !WordSet.GIVEN_NAMES.contains(words, word)
                && !WordSet.HEADINGS.contains(words, word)
                && !text.labels().covers(word)
                && !text.terms().covers(word)
                && HealthNearby.isAt(text, word, given + 1, HealthNearby.NEAR);
    }
}
