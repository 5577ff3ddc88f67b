package org.sealpost.inspect;

/**
 * Groups of three, two and four digits that only spaces part, and what stands around them in their line: a person's row of a
 * list looks much like an invoice's.
 *
 * @param first their first word
 * @param end the word behind them
 */
record SpacedGroups(SearchText text, int first, int end) {

    /** Words of a line on either side that are looked at. */
    private static final int REACH = 16;

    /** Words of a name. */
    private static final int NAME = 3;

    private static final int WHITE = Words.SPACE | Words.LINE_END;

    /** Whether the groups that begin with a word are parted so. */
    static boolean are(Words words, int first, int end) {
        return end - first > 1 && ((words.gap(first + 1) | words.gap(first + 2)) & ~WHITE) == 0;
    }

    /**
     * Whether something of a person stands in the line: a name right before the groups, a day with its year, a telephone
     * number. No column of an invoice holds these, but those of a list of patients do. Where a table's cells are lines of
     * their own, the lines before and behind count.
     */
    boolean areOfPerson() {
        if (areColumn()) {
            return false;
        }
        int lines = areAlone() ? 1 : 0;
        int from = lineBegins(lines);
        int to = lineEnds(lines);
        return isName(first) || isDated(from, first) || isDated(end, to);
    }

    /** Whether nothing else stands in their line: an invoice's numbers stand behind what they count. */
    boolean areAlone() {
        Words words = text.words();
        return !areColumn()
                && (first == 0 || (words.gap(first) & Words.LINE_END) != 0)
                && (end >= words.count() || (words.gap(end) & Words.LINE_END) != 0);
    }

    /** Whether they stand one below another: "250", "36", "1200". */
    boolean areColumn() {
        return (text.words().gap(first + 1) & text.words().gap(first + 2) & Words.LINE_END) != 0;
    }

    /** "Jane Roe 123 45 6789", and not "Nitrile Gloves 240 12 2880". */
    private boolean isName(int behind) {
        if (!Dates.isBehindName(text, behind)) {
            return false;
        }
        boolean given = false;
        for (int word = Math.max(0, behind - NAME); word < behind; word++) {
            given |= WordSet.GIVEN_NAMES.contains(text.words(), word);
        }
        return given || (isOfName(behind - 2) && isOfName(behind - 1));
    }

    private boolean isOfName(int word) {
        return WordSet.FAMILY_NAMES.contains(text.words(), word) || UnlistedName.isUnknown(text, word);
    }

    private boolean isDated(int from, int to) {
        Words words = text.words();
        for (int word = words.beforeDigit(from); word < to; word = words.beforeDigit(word + 1)) {
            if (isDay(word) || isTelephone(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean isDay(int word) {
        Words words = text.words();
        int start = words.start(word);
        return (words.hasDigit(word) || MonthName.is(words, word))
                && WrittenDate.at(words.text(), start) instanceof WrittenDate date
                && date.date().isPresent()
                && Matches.standsAlone(words.text(), start, date.end());
    }

    private boolean isTelephone(int word) {
        TelephoneNumber number = TelephoneNumber.at(text.words(), word);
        return number != null && !number.common();
    }

    private int lineBegins(int linesBefore) {
        int lines = linesBefore;
        int word = first;
        while (word > Math.max(0, first - REACH) && (!endsLine(word) || lines-- > 0)) {
            word--;
        }
        return word;
    }

    private int lineEnds(int linesBehind) {
        int lines = linesBehind;
        int word = end;
        while (word < Math.min(text.words().count(), end + REACH) && (!endsLine(word) || lines-- > 0)) {
            word++;
        }
        return word;
    }

    /** Whether a line ends before the word. */
    private boolean endsLine(int word) {
        return (text.words().gap(word) & Words.LINE_END) != 0;
    }
}
