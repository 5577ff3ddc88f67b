package org.sealpost.inspect;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a hurried hand makes of a word: a letter left out, doubled or changed with its neighbour, or a vowel in place of
 * another. For the words of {@code misspelt.txt} only: those that patients write most, long enough to be like no other.
 */
final class Misspellings {

    private static final String VOWELS = "aeiou";

    private Misspellings() {}

    /** Of a word in small letters; its first letter is always right. */
    static Set<String> of(String word) {
        Set<String> all = new LinkedHashSet<>();
        for (int i = 1; i < word.length(); i++) {
            String before = word.substring(0, i);
            char letter = word.charAt(i);
            String behind = word.substring(i + 1);
            all.add(before + behind);
            all.add(before + letter + letter + behind);
            if (!behind.isEmpty()) {
                all.add(before + behind.charAt(0) + letter + behind.substring(1));
            }
            if (VOWELS.indexOf(letter) >= 0) {
                VOWELS.chars().forEach(vowel -> all.add(before + (char) vowel + behind));
            }
        }
        all.remove(word);
        return all;
    }
}
