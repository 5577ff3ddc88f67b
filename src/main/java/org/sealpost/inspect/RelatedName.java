package org.sealpost.inspect;

/**
 * A name behind the word for a relative or a small child: "my son Tobias", "her mother Agnes", "mi hija Camila", "Baby
 * Girl Weatherby", "the Pruitt twins". Such words leave no doubt that a name follows, so that it need be on no list.
 */
final class RelatedName {

    private static final HashTable WHOSE = HashTable.ofWords("my our her his their your mi nuestra nuestro su tu s");
    private static final HashTable RELATIVES = HashTable.ofWords(
            "son daughter husband wife mother father mom mum dad brother sister child baby kid boy girl toddler"
                    + " grandson granddaughter grandmother grandfather grandma grandpa aunt uncle niece nephew partner"
                    + " spouse fiance fiancee stepson stepdaughter hijo hija esposo esposa mama papa madre padre"
                    + " hermano hermana bebe nieto nieta abuela abuelo");
    private static final HashTable CHILDREN = HashTable.ofWords("boy girl baby bb bg infant newborn");
    private static final HashTable GROUPS =
            HashTable.ofWords("twins twin triplets siblings brothers sisters kids kid boy girl boys girls baby family");

    private RelatedName() {}

    /** "my 3 yo greta has hives": right behind whose relative, though it is not written like a name. */
    static boolean isBehindRelative(SearchText text, int word) {
        Words words = text.words();
        if (word < 2
                || words.gap(word) != Words.SPACE
                || words.length(word) < 3
                || WordSet.EVERYDAY.contains(words, word)
                || WordSet.HEADINGS.contains(words, word)
                || text.terms().covers(word)) {
            return false;
        }
        boolean relative = RELATIVES.contains(words.hash(word - 1))
                && (WHOSE.contains(words.hash(word - 2))
                        || words.isPossessive(word - 2)
                        || words.beginsSentence(word - 1));
        return (relative || isAged(words, word)) && HealthNearby.isAt(text, word, word + 1, HealthNearby.NEAR);
    }

    /** "my 3 yo", "our 6 month old" before the word. */
    private static boolean isAged(Words words, int word) {
        for (int age = word - 1; age > 0 && age >= word - AGE; age--) {
            if (words.hasDigit(age)) {
                return WHOSE.contains(words.hash(age - 1))
                        && (AgeAndSex.isAt(words, age) || words.hash(word - 1) == OLD);
            }
        }
        return false;
    }

    /** Words of an age: "6 month old". */
    private static final int AGE = 3;

    private static final long OLD = WordHash.of("old");

    /** Whether the words around a capitalised word say so. */
    static boolean isAt(SearchText text, int word) {
        Words words = text.words();
        if (word == 0
                || words.length(word) < 3
                || WordSet.HEADINGS.contains(words, word)
                || text.terms().covers(word)
                || MonthName.at(words.text(), words.start(word)) != 0) {
            return false;
        }
        boolean joined =
                (words.gap(word) & ~(Words.SPACE | Words.COMMA | Words.LINE_END)) == 0 && words.gapLength(word) <= 2;
        boolean relative = joined
                && word >= 2
                && RELATIVES.contains(words.hash(word - 1))
                && (WHOSE.contains(words.hash(word - 2)) || words.isPossessive(word - 2));
        boolean child = joined && CHILDREN.contains(words.hash(word - 1)) && words.isCapitalised(word - 1);
        boolean group = word + 1 < words.count()
                && words.gap(word + 1) == Words.SPACE
                && GROUPS.contains(words.hash(word + 1))
                && !words.isCapitalised(word + 1)
                && !words.isPossessive(word)
                && words.gap(word) == Words.SPACE;
        return (relative || child || group) && HealthNearby.isAt(text, word, word + 1, HealthNearby.NEAR);
    }
}
