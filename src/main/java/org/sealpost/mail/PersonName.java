package org.sealpost.mail;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A person's name, and the forms in which it is recognised in a text.
 *
 * @param given all given names
 * @param family with what belongs to it, such as "van der Berg" or "García López"
 */
public record PersonName(String given, String family) {

    /** Family names of more words than these are recognised by their beginning. */
    public static final int MOST_FAMILY_WORDS = 4;

    private static final Set<String> SUFFIXES = Set.of("jr", "sr", "ii", "iii", "iv", "md", "phd");
    private static final Set<String> PARTICLES = Set.of(
            "al", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "las", "le",
            "los", "mac", "mc", "o", "san", "santa", "st", "ten", "ter", "van", "vander", "von", "y", "zu", "zum",
            "zur");

    /**
     * The forms: the first given name, a space, and the family name as one word; of a family name of several words also
     * its first and its last alone, as people shorten it. Empty when a part of the name has no letter.
     */
    public Set<String> lookupKeys() {
        List<String> givenWords = words(given);
        if (givenWords.isEmpty()) {
            return Set.of();
        }
        Set<String> keys = new LinkedHashSet<>();
        familyKeys().forEach(familyWord -> keys.add(key(givenWords.getFirst(), familyWord)));
        return Set.copyOf(keys);
    }

    /**
     * The forms of the family name by itself: as one word, and of several words also the first and the last alone. Empty
     * when it has no letter.
     */
    public Set<String> familyKeys() {
        List<String> familyWords = new ArrayList<>(words(family));
        while (familyWords.size() > 1 && SUFFIXES.contains(familyWords.getLast())) {
            familyWords.removeLast();
        }
        if (familyWords.isEmpty()) {
            return Set.of();
        }
        Set<String> keys = new LinkedHashSet<>();
        keys.add(String.join("", familyWords.subList(0, Math.min(MOST_FAMILY_WORDS, familyWords.size()))));
        for (String word : List.of(familyWords.getFirst(), familyWords.getLast())) {
            if (!PARTICLES.contains(word) && word.length() > 1) {
                keys.add(word);
            }
        }
        return Set.copyOf(keys);
    }

    /** The form of a given name and a family name that are {@linkplain #word folded} already. */
    public static String key(String givenWord, String familyWord) {
        return givenWord + " " + familyWord;
    }

    /** A word of a name, its {@linkplain FoldedLetters letters folded}, without apostrophes. */
    public static String word(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder letters = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); i++) {
            char c = FoldedLetters.fold(composed.charAt(i));
            if (Character.isLetter(c)) {
                letters.append(c);
            }
        }
        return letters.toString();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String part : text.split("[\\s\\-\u2010-\u2015.,]+")) {
            String word = word(part);
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "PersonName[]";
    }
}
