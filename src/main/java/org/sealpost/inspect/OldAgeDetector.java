package org.sealpost.inspect;

/**
 * Ages over 89, which are identifiers like a date of birth (45 CFR 164.514(b)(2)(i)(C)): "94 y/o", "aged 92", "she is
 * 101", "the 95 year old".
 */
final class OldAgeDetector implements Detector {

    private static final int FROM = 90;
    private static final int TO = 119;
    private static final HashTable BEFORE = HashTable.ofWords("age aged is turned");
    private static final HashTable UNITS = HashTable.ofWords("year years yr yrs yo");
    private static final long OLD = WordHash.of("old");
    private static final long Y = WordHash.of("y");

    @Override
    public PhiKind kind() {
        return PhiKind.DATE_OF_BIRTH;
    }

    @Override
    public void find(SearchText text, Found found) {
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.hasDigit(word) && words.length(word) >= 2 && words.length(word) <= 6) {
                int age = AgeAndSex.at(words, word);
                if (age >= FROM && age <= TO && isAge(text, word)) {
                    found.ifOfPatient("age " + age);
                }
            }
        }
    }

    private static boolean isAge(SearchText text, int word) {
        Words words = text.words();
        if (!Matches.standsAlone(words.text(), words.start(word), words.end(word))) {
            return false;
        }
        int next = word + 1;
        boolean joined = next < words.count() && words.gapLength(next) == 1;
        boolean old = joined
                && ((UNITS.contains(words.hash(next))
                                && next + 1 < words.count()
                                && (words.hash(next + 1) == OLD || words.length(next) == 2))
                        || (words.hash(next) == Y && next + 1 < words.count() && words.gap(next + 1) == Words.SLASH));
        if (old || (!words.isDigits(word) && AgeAndSex.isAt(words, word))) {
            return text.isOfCare(word, word + 1) || old;
        }
        boolean ends = next >= words.count()
                || (words.gap(next) & (Words.COMMA | Words.FULL_STOP | Words.END_OF_SENTENCE)) != 0
                || (words.gap(next) == Words.SPACE && AND.contains(words.hash(next)));
        return ends && word > 0 && BEFORE.contains(words.hash(word - 1)) && isOfSomeone(text, word);
    }

    private static final HashTable AND = HashTable.ofWords("and with but who");
    private static final HashTable SOMEONE = HashTable.ofWords(
            "she he patient pt lady gentleman woman man husband wife aunt uncle grandma grandpa mum nana mother father mom dad grandmother grandfather resident who age aged");

    private static boolean isOfSomeone(SearchText text, int word) {
        Words words = text.words();
        for (int before = Math.max(0, word - 3); before < word; before++) {
            if (SOMEONE.contains(words.hash(before))) {
                return text.isOfCare(word, word + 1);
            }
        }
        return false;
    }
}
