package org.sealpost.inspect;

/** Initials that a line of a hand-off begins with, before a dash: "MK - K 5.9 this am", "LdS - NPO for EGD". */
final class InitialsRow {

    private static final int MOST = 3;
    private static final HashTable NO_PEOPLE = HashTable.ofWords(
            "am pm cv gi gu gyn msk ext gen abd lab labs ct mr us xr pt ot st rn md id tv ac it hr or er ed icu pcu nicu picu"
                    + " pod plt ama fyi asap tbd na op ob do dx rx tx hx sx fx ps re cc bp rr wt ht mon tue wed thu fri sat sun");

    private InitialsRow() {}

    /** Whether a word at the beginning of a line is such initials. */
    static boolean isAt(SearchText text, int word) {
        Words words = text.words();
        int behind = word + 1;
        return words.isLetters(word)
                && words.length(word) >= 2
                && words.length(word) <= MOST
                && words.isCapitalised(word)
                && Letters.isCapital(Matches.at(words.text(), words.end(word) - 1))
                && behind < words.count()
                && words.gap(behind) == (Words.SPACE | Words.HYPHEN)
                && words.gapLength(behind) == 3
                && !NO_PEOPLE.contains(words.hash(word))
                && !text.labels().covers(word)
                && !text.terms().covers(word);
    }
}
