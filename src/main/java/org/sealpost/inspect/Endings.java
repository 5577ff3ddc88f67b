package org.sealpost.inspect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a long word tells by how it ends: "-ectomy" of surgery, "-statin" of a medicine. Words of medicine are made of few
 * parts, so that these tell more of them than any list has. Those of everyday life that end so are listed with them, in
 * {@code endings.txt}.
 */
final class Endings {

    /** Shorter words are in the dictionaries, and too many of everyday life end like one of medicine. */
    static final int SHORTEST = 7;

    private static final int LETTERS = 26;
    private static final Endings LOADED = new Endings();

    /** A bit for each pair of last letters that one of the endings has: most words have none. */
    private final long[] lastTwo = new long[LETTERS * LETTERS / Long.SIZE + 1];

    /** The endings by their hashes, each read from the last letter to the first. */
    private final Map<Long, Long> meanings = new HashMap<>();

    private final HashTable everyday = new HashTable(256);
    private int longest;

    private Endings() {
        for (String line : Lexicon.lines("endings.txt")) {
            String[] parts = line.split(" ", -1);
            if (line.endsWith(" !")) {
                everyday.add(WordHash.of(parts[0]));
            } else {
                add(
                        parts[0].substring(1),
                        Term.valueOf(parts[1].toUpperCase(Locale.ROOT)).bit());
            }
        }
    }

    private void add(String ending, long meaning) {
        int pair = pair(ending.charAt(ending.length() - 2), ending.charAt(ending.length() - 1));
        lastTwo[pair >>> 6] |= 1L << pair;
        meanings.put(WordHash.of(new StringBuilder(ending).reverse()), meaning);
        longest = Math.max(longest, ending.length());
    }

    /** What the word means by its ending; 0 for most. */
    static long meaningOf(Words words, int word) {
        return words.length(word) < SHORTEST ? 0 : LOADED.meaning(words, word);
    }

    private long meaning(Words words, int word) {
        String text = words.text();
        int end = words.end(word);
        int pair = pair(Letters.fold(text.charAt(end - 2)), Letters.fold(text.charAt(end - 1)));
        if (pair < 0 || (lastTwo[pair >>> 6] >>> pair & 1) == 0 || !words.isLetters(word)) {
            return 0;
        }
        long hash = WordHash.EMPTY;
        for (int i = 1; i <= longest && end - i >= words.start(word); i++) {
            hash = WordHash.and(hash, Letters.fold(text.charAt(end - i)));
            Long meaning = meanings.get(hash);
            if (meaning != null) {
                return isEveryday(words, word) ? 0 : meaning;
            }
        }
        return 0;
    }

    private boolean isEveryday(Words words, int word) {
        return everyday.contains(words.hash(word))
                || isSurname(words, word)
                || (words.isCapitalised(word)
                        && (WordSet.GIVEN_NAMES.contains(words, word) || WordSet.FAMILY_NAMES.contains(words, word)));
    }

    /** "Constantine Arvanitis" */
    private static boolean isSurname(Words words, int word) {
        return word > 0
                && words.isCapitalised(word)
                && words.gap(word) == Words.SPACE
                && words.isCapitalised(word - 1)
                && WordSet.GIVEN_NAMES.contains(words, word - 1);
    }

    /** A number for two letters; negative if one is no letter of the alphabet. */
    private static int pair(char first, char second) {
        return first < 'a' || first > 'z' || second < 'a' || second > 'z' ? -1 : (first - 'a') * LETTERS + second - 'a';
    }
}
