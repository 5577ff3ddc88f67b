package org.sealpost.inspect;

/** Results below the name of their test, a person's on a line: "Today's INRs:", "Mrs. Rowntree 1.8", "Boudreaux 2.4 same". */
final class ResultRows {

    /** Lines below the one with the test in which the first result stands. */
    private static final int LINES = 2;

    /** Words from the beginning of a line to its result. */
    private static final int NAME = 4;

    /** Words that are looked at at all. */
    private static final int REACH = 24;

    private ResultRows() {}

    /** Whether a line below a word begins with a name and goes on with a number. */
    static boolean areBelow(SearchText text, int from) {
        Words words = text.words();
        int lines = 0;
        for (int word = from; word < words.count() && word < from + REACH && lines <= LINES; word++) {
            boolean begins = (words.gap(word) & Words.LINE_END) != 0;
            lines += begins ? 1 : 0;
            if (begins && lines <= LINES && isRow(text, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRow(SearchText text, int first) {
        Words words = text.words();
        int name = (text.labels().meaningAt(first) & Label.TITLE.bit()) != 0 ? first + 1 : first;
        if (name >= words.count() || !words.isCapitalised(name) || !isName(text, name)) {
            return false;
        }
        for (int word = name + 1; word < words.count() && word < name + NAME; word++) {
            if ((words.gap(word) & Words.LINE_END) != 0) {
                return false;
            }
            if (words.hasDigit(word)) {
                return words.isDigits(word) && words.length(word) <= 3;
            }
        }
        return false;
    }

    private static boolean isName(SearchText text, int word) {
        return WordSet.FAMILY_NAMES.contains(text.words(), word)
                || WordSet.GIVEN_NAMES.contains(text.words(), word)
                || UnlistedName.isAt(text, word);
    }
}
