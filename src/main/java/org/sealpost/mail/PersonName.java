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
            "abd", "abu", "al", "am", "ap", "auf", "av", "ben", "bin", "bint", "da", "dal", "dalla", "das", "de",
            "degli", "dei", "del", "della", "dello", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "het",
            "ibn", "la", "las", "le", "lo", "los", "mac", "mc", "o", "op", "saint", "san", "santa", "st", "ten", "ter",
            "van", "vander", "vom", "von", "y", "zu", "zum", "zur");

    /** Join two names and belong to neither: Ortega y Gasset. */
    private static final Set<String> JOINTS = Set.of("e", "y");

    /**
     * The forms: the first given name, a space, and each {@linkplain #familyKeys form of the family name}, as people shorten
     * it. Empty when a part of the name has no letter.
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
     * The forms of the family name by itself: as one word; of several names each alone; and what has particles with them
     * and without: of "de la Vega Santos" delavegasantos, delavega, vega, santos and vegasantos. Empty when it has no letter.
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
        keys.add(beginning(familyWords));
        List<String> names = new ArrayList<>();
        StringBuilder particles = new StringBuilder();
        for (String word : familyWords) {
            if (PARTICLES.contains(word)) {
                particles.append(JOINTS.contains(word) ? "" : word);
                continue;
            }
            if (word.length() > 1) {
                keys.add(word);
                keys.add(particles + word);
            }
            names.add(word);
            particles.setLength(0);
        }
        if (names.size() > 1) {
            keys.add(beginning(names));
        }
        return Set.copyOf(keys);
    }

    private static String beginning(List<String> words) {
        return String.join("", words.subList(0, Math.min(MOST_FAMILY_WORDS, words.size())));
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
