package org.sealpost.inspect;

/**
 * A number behind "on" or a weekday, behind the name of a test: "creatinine on Monday 1.8" is a result, "screening on Saturday,
 * 9 to 2" an hour, "on the 5th of May" a day, "on Tuesday, 20 dollars" a price.
 */
final class NumberBehindDay {

    /** No day of a month and no hour is more. */
    private static final int LAST_DAY = 31;

    private static final long ON = WordHash.of("on");
    private static final HashTable TO = HashTable.ofWords("to until till through thru and or");
    private static final HashTable MONEY = HashTable.ofWords("dollars dollar usd bucks euros euro cents");
    private static final HashTable REDUCTION = HashTable.ofWords("off discount less cheaper savings reduction");
    private static final HashTable MEASURES = HashTable.ofWords("mg mmol umol ng pg mcg ug iu uiu miu meq g");

    private NumberBehindDay() {}

    /** Whether the number that a word begins can be a result. */
    static boolean isResult(Words words, int word) {
        String text = words.text();
        if (WrittenDate.at(text, words.start(word)) != null || Matches.at(text, words.start(word) - 1) == '$') {
            return false;
        }
        boolean decimal = isJoinedNumber(words, word + 1, Words.FULL_STOP);
        int next = decimal ? word + 2 : word + 1;
        if (isRange(words, next) || isOf(words, next, MONEY)) {
            return false;
        }
        boolean percent = Matches.at(text, words.end(next - 1)) == '%'
                || (Matches.at(text, words.end(next - 1)) == ' ' && Matches.at(text, words.end(next - 1) + 1) == '%');
        if (percent) {
            return !isOf(words, next, REDUCTION);
        }
        boolean measured = isOf(words, next, MEASURES) && Matches.at(text, words.end(next)) == '/';
        return decimal || measured || (words.isDigits(word) && !isDay(words, word));
    }

    /** "9 to 2", "10-2" */
    private static boolean isRange(Words words, int next) {
        return isJoinedNumber(words, next, Words.HYPHEN)
                || (isOf(words, next, TO) && next + 1 < words.count() && words.hasDigit(next + 1));
    }

    /** Whatever stands right behind "on" is a day or a house. */
    private static boolean isDay(Words words, int word) {
        boolean small = words.length(word) <= 2 && Integer.parseInt(words.word(word)) <= LAST_DAY;
        return small || words.hash(word - 1) == ON;
    }

    private static boolean isJoinedNumber(Words words, int word, int joint) {
        return word < words.count() && words.hasDigit(word) && words.gap(word) == joint && words.gapLength(word) == 1;
    }

    private static boolean isOf(Words words, int word, HashTable some) {
        return word < words.count() && words.gapLength(word) <= 2 && some.contains(words.hash(word));
    }
}
