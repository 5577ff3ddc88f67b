package org.sealpost.inspect;

/** Whether a sentence goes on about someone: "Marge is here for her B12 shot", "move Hart, she is draining". */
final class SheOrHe {

    private static final HashTable PRONOUNS = HashTable.ofWords("her hers his she he him shes hes");

    private SheOrHe() {}

    /** Whether one of the next words stands for someone, before the sentence ends. */
    static boolean isAmong(Words words, int from, int most) {
        for (int word = from; word < words.count() && word < from + most; word++) {
            if (words.beginsSentence(word)) {
                return false;
            }
            if (PRONOUNS.contains(words.hash(word))) {
                return true;
            }
        }
        return false;
    }
}
