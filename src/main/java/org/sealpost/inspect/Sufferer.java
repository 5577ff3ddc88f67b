package org.sealpost.inspect;

/**
 * Who has what a word with a meaning of everyday life says, right before it: "Mr. Vanterpool passed away", "J.T. relapsed",
 * "she has a cough". Of a person it means health, whatever else it may mean of a market or a plan.
 */
final class Sufferer {

    /** Words between who has something and what they have: "has had a bad". */
    private static final int BETWEEN = 4;

    private static final HashTable HAVE = HashTable.ofWords(
            "has have had having is was got gets getting developed with feels felt hes shes im are am been being became"
                    + " looks seems stays went keeps kept takes took taking needs wants tested");
    private static final HashTable PASSED = HashTable.ofWords(
            "a an the been still just also some another very no bad new recently sadly really already again since both more"
                    + " this that quite peacefully finally never so now always often suddenly today yesterday only even ever"
                    + " nearly almost constantly currently hardly barely sometimes accidentally apparently probably all not more to");
    private static final HashTable PERSONS = HashTable.ofWords(
            "he she hes shes patient pt paciente mom dad mother father son daughter baby wife husband child kiddo"
                    + " grandma grandpa grandmother grandfather granny grandson granddaughter sister brother uncle aunt"
                    + " nephew niece mum mommy daddy toddler infant newborn kid boy girl lady gentleman resident student"
                    + " camper hijo hija esposo esposa");
    private static final HashTable ME = HashTable.ofWords("i ive im");
    private static final HashTable FELL = HashTable.ofWords("fell away died choked fainted relapsed aspirated");

    private Sufferer() {}

    /** Whether someone stands before the term that begins with a word and ends before another. */
    static boolean isBefore(SearchText text, int first, int end) {
        Words words = text.words();
        if (words.isCapitalised(first) && !words.isCapitals(first)) {
            return false;
        }
        boolean has = FELL.contains(words.hash(end - 1)) || (text.terms().meaningAt(first) & Term.DONE.bit()) != 0;
        for (int word = first - 1; word >= 0 && word >= first - BETWEEN && isOneClause(words, word + 1); word--) {
            long hash = words.hash(word);
            boolean verb = HAVE.contains(hash);
            if (PERSONS.contains(hash) || ME.contains(hash)) {
                return has || verb;
            }
            if (has && isNamed(text, word)) {
                return true;
            }
            has |= verb;
            if (!verb && !PASSED.contains(hash)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isOneClause(Words words, int word) {
        return (words.gap(word) & ~(Words.SPACE | Words.LINE_END | Words.FULL_STOP | Words.BRACKET)) == 0
                && ((words.gap(word) & Words.FULL_STOP) == 0 || words.length(word - 1) == 1);
    }

    /** "Mr. Vanterpool", "Ottoline", "J.T.", and nobody who treats. */
    private static boolean isNamed(SearchText text, int word) {
        Words words = text.words();
        if (!words.isCapitalised(word) || !words.isLetters(word)) {
            return false;
        }
        if (words.length(word) == 1) {
            return word > 0 && words.length(word - 1) == 1 && words.gap(word) == Words.FULL_STOP;
        }
        boolean titled = (text.labels().meaningAt(Math.max(0, word - 1)) & Label.TITLE.bit()) != 0;
        boolean name = titled
                || ((WordSet.GIVEN_NAMES.contains(words, word) || WordSet.FAMILY_NAMES.contains(words, word))
                        && !WordSet.EVERYDAY.contains(words, word))
                || UnlistedName.isAt(text, word);
        return name && text.labels().lastBefore(word, Label.DOCTOR.bit(), DOCTOR) < 0;
    }

    private static final int DOCTOR = 3;
}
