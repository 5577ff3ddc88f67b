package org.sealpost.inspect;

import org.sealpost.mail.PersonName;

/**
 * Names of the practice's own patients: a given name and the family name behind it, at most two middle names between,
 * or "Family, Given". Where one of the two is an everyday word too (Will, Rose), both must be capitalised.
 */
final class KnownNameDetector implements Detector {

    private static final int MOST_BETWEEN = 2;
    private static final int FAMILY_FIRST = Words.SPACE | Words.LINE_END | Words.COMMA;

    private final KnownNames names;

    KnownNameDetector(KnownNames names) {
        this.names = names;
    }

    @Override
    public PhiKind kind() {
        return PhiKind.NAME;
    }

    @Override
    public void find(SearchText text, Found found) {
        if (names.isEmpty()) {
            return;
        }
        Words words = text.words();
        for (int word = text.firstOwn(); word < text.endOwn(); word++) {
            if (names.isGiven(words.hash(word)) && words.isLetters(word)) {
                givenFirst(words, word, found);
                familyFirst(words, word, found);
            }
        }
    }

    private void givenFirst(Words words, int given, Found found) {
        for (int family = given + 1; family <= given + 1 + MOST_BETWEEN; family++) {
            if (family >= words.count() || !isPart(words, family)) {
                return;
            }
            int end = family(words, given, family, family + 1);
            if (end > 0) {
                found.value(PersonName.key(words.joined(given, given + 1), words.joined(family, end)));
                return;
            }
            if (!isMiddle(words, given, family)) {
                return;
            }
        }
    }

    /** A middle name is written like the given name; in lower case only an initial or a given name is taken for one. */
    private boolean isMiddle(Words words, int given, int word) {
        return words.isCapitalised(given)
                ? words.isCapitalised(word)
                : words.length(word) == 1
                        || names.isGiven(words.hash(word))
                        || WordSet.GIVEN_NAMES.contains(words, word);
    }

    /** The word behind the longest family name that begins there, or 0. */
    private int family(Words words, int given, int family, int endOfShortest) {
        int found = 0;
        long hash = WordHash.and(words.hash(given), ' ');
        for (int end = endOfShortest; end <= family + PersonName.MOST_FAMILY_WORDS && end <= words.count(); end++) {
            int last = end - 1;
            if (words.length(last) > WordHash.LONGEST || (last > family && !isPart(words, last))) {
                break;
            }
            hash = WordHash.and(hash, words.hash(last), words.length(last));
            if (names.isName(hash) && isWritten(words, given, family, end)) {
                found = end;
            }
        }
        return found;
    }

    /** "Whitfield, Dana" and "van der Berg, Anna": what stands before the comma, from its last word backwards. */
    private void familyFirst(Words words, int given, Found found) {
        boolean joined = given > 0 && (words.gap(given) & ~FAMILY_FIRST) == 0 && words.gapLength(given) <= 3;
        boolean comma = joined && (words.gap(given) & Words.COMMA) != 0;
        // In tables nothing but the next column stands between; what is written small is then no name.
        if (!joined || (!comma && !(words.isCapitalised(given) && words.isCapitalised(given - 1)))) {
            return;
        }
        int longest = given;
        for (int family = given - 1; family >= 0 && given - family <= PersonName.MOST_FAMILY_WORDS; family--) {
            if (words.length(family) > WordHash.LONGEST) {
                break;
            }
            long hash = WordHash.and(words.hash(given), ' ');
            for (int word = family; word < given; word++) {
                hash = WordHash.and(hash, words.hash(word), words.length(word));
            }
            if (names.isName(hash) && isWritten(words, given, family, given)) {
                longest = family;
            }
            if (!isPart(words, family)) {
                break;
            }
        }
        if (longest < given) {
            found.value(PersonName.key(words.joined(given, given + 1), words.joined(longest, given)));
        }
    }

    /** Whether a word may go on with the name that stands before it. */
    private static boolean isPart(Words words, int word) {
        if (word == 0) {
            return false;
        }
        int gap = words.gap(word);
        boolean initial = words.length(word - 1) == 1;
        int allowed = Words.SPACE | Words.LINE_END | Words.HYPHEN | (initial ? Words.FULL_STOP : 0);
        return (gap & ~allowed) == 0 && words.gapLength(word) <= 3 && words.isLetters(word);
    }

    private static boolean isWritten(Words words, int given, int family, int end) {
        boolean everyday = WordSet.EVERYDAY.contains(words, given);
        boolean capitals = words.isCapitalised(given);
        for (int word = family; word < end; word++) {
            everyday |= WordSet.EVERYDAY.contains(words, word);
        }
        capitals &= words.isCapitalised(end - 1);
        return !everyday || capitals;
    }
}
