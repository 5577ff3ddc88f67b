package org.sealpost.inspect;

import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PersonName;

/**
 * Words that are written like a person's name: "Dana Whitfield", "John Q. Sample", "WHITFIELD, DANA", "Okafor".
 *
 * @param given the word of the given name; that of the only word if there is one only
 * @param family the first word of the family name
 * @param familyEnd the word behind the family name
 * @param end the word behind all of it
 */
record WrittenName(int given, int family, int familyEnd, int end) {

    private static final int MOST = 5;
    private static final int MOST_BEFORE_COMMA = 3;
    private static final long OF_OTHERS =
            Label.OF_NUMBERS | Label.bits(Label.BIRTH, Label.CREDENTIAL, Label.DOCTOR, Label.TITLE, Label.SALUTATION);
    private static final HashTable PARTICLES =
            HashTable.ofWords("al bin da das de del den der di do dos du el la las le los san st ten ter van von y zu");

    /** The name that begins with a word, if one does. */
    @Nullable
    static WrittenName at(SearchText text, int first) {
        Words words = text.words();
        int end = run(text, first);
        if (end == first) {
            return null;
        }
        boolean comma = end < words.count()
                && end - first <= MOST_BEFORE_COMMA
                && (words.gap(end) & ~Words.SPACE) == Words.COMMA
                && words.gapLength(end) <= 2;
        int givenEnd = comma ? run(text, end) : end;
        if (givenEnd > end && !isAloneBeforeComma(words, first, end, givenEnd)) {
            return new WrittenName(end, first, end, givenEnd);
        }
        if (PARTICLES.contains(words.hash(first))) {
            return new WrittenName(first, first, end, end);
        }
        int family = end - 1;
        while (family > first + 1 && PARTICLES.contains(words.hash(family - 1))) {
            family--;
        }
        boolean hyphen = family > first + 1 && words.gap(family) == Words.HYPHEN;
        return new WrittenName(first, hyphen ? family - 1 : family, end, end);
    }

    /** "Dana Whitfield, Please": two words before the comma and a long row behind it are no family name. */
    private static boolean isAloneBeforeComma(Words words, int first, int end, int givenEnd) {
        return givenEnd - end > 2
                || (end - first == 2
                        && !PARTICLES.contains(words.hash(first))
                        && WordSet.GIVEN_NAMES.contains(words, first)
                        && words.gap(first + 1) != Words.HYPHEN);
    }

    /** The word behind a row of words on one line that are written like names. */
    private static int run(SearchText text, int first) {
        Words words = text.words();
        int end = first;
        while (end < words.count() && end - first < MOST && isNameWord(text, end)) {
            if (end > first && !goesOn(words, end)) {
                break;
            }
            boolean last = words.isPossessive(end);
            end++;
            if (last) {
                break;
            }
        }
        while (end > first && !words.isCapitalised(end - 1)) {
            end--;
        }
        return end;
    }

    private static boolean goesOn(Words words, int word) {
        int allowed = Words.SPACE | Words.HYPHEN | (words.length(word - 1) == 1 ? Words.FULL_STOP : 0);
        return (words.gap(word) & ~allowed) == 0 && words.gapLength(word) <= 2;
    }

    private static boolean isNameWord(SearchText text, int word) {
        Words words = text.words();
        if (!words.isLetters(word)) {
            return false;
        }
        boolean written = words.isCapitalised(word) && !WordSet.HEADINGS.contains(words, word);
        return (written && (text.labels().meaningAt(word) & OF_OTHERS) == 0) || PARTICLES.contains(words.hash(word));
    }

    boolean hasFamily() {
        return family != given;
    }

    /** As the practice's database would know it, or the only word. */
    String key(Words words) {
        String name = words.joined(given, given + 1);
        return hasFamily() ? PersonName.key(name, words.joined(family, familyEnd)) : name;
    }

    /** The family name as one word. */
    String familyKey(Words words) {
        return words.joined(family, familyEnd);
    }
}
