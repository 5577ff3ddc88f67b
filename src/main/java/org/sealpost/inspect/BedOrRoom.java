package org.sealpost.inspect;

/** Beds and rooms beside a name, as nurses tell who they mean. */
final class BedOrRoom {

    private static final int BED = 4;
    private static final long IN = WordHash.of("in");
    private static final HashTable BEDS =
            HashTable.ofWords("rm room bed bd cubicle bay suite apt unit icu er ed pod chair slot");

    private BedOrRoom() {}

    /** "Rm 412 Alvarez", "413B Kowalski", "Bed 7 Hernandez"; "0730 Thompson" of a list of surgery. */
    static boolean isBefore(Words words, int word, boolean family) {
        int bed = word - 1;
        if (bed < 0
                || !words.hasDigit(bed)
                || words.length(bed) > BED
                || words.gapLength(word) > 3
                || (words.gap(word) & (Words.END_OF_SENTENCE | Words.FULL_STOP | Words.LINE_END | Words.SLASH)) != 0) {
            return false;
        }
        boolean named = bed > 0 && words.gapLength(bed) <= 2 && BEDS.contains(words.hash(bed - 1));
        boolean begins = isFirst(words, bed)
                // "OR2 0730 Greer"
                || (bed > 0 && words.hasDigit(bed - 1) && words.length(bed - 1) <= BED && isFirst(words, bed - 1));
        return named || (begins && words.length(bed) >= 2 && (family || (words.gap(word) & Words.COLON) != 0));
    }

    private static boolean isFirst(Words words, int word) {
        return word == 0 || (words.gap(word) & Words.LINE_END) != 0;
    }

    /** "Dana in room 3". */
    static boolean isBehind(Words words, int word) {
        for (int room = word + 1; room <= word + 3 && room + 1 < words.count(); room++) {
            if (words.beginsSentence(room)) {
                return false;
            }
            boolean bed = BEDS.contains(words.hash(room)) || (room == word + 1 && words.hash(room) == IN);
            if (bed && words.hasDigit(room + 1) && words.length(room + 1) <= BED) {
                return true;
            }
        }
        return false;
    }
}
