package org.sealpost.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a passage of a text is made of, for {@link LearntWeights}: its words, each two of them in a row, and how long
 * words begin. Names stand for what they are and numbers for their length, so that what is learnt of one person holds
 * for all; marks between words count as words.
 */
public final class PassageFeatures {

    /** Takes features, in the order of the text, as often as they stand there. */
    interface Sink {

        /** @param word where it stands, or the word that a mark stands before */
        void word(long token, int word);

        void pair(long before, long token);

        void beginning(long beginning, int word);
    }

    /** Letters of a beginning; a word is longer. */
    static final int BEGINNING = 5;

    private static final int LONGEST_NUMBER = 6;

    /** Names of tokens that stand for words or marks of a kind. */
    private static final Map<Long, String> KINDS = new HashMap<>();

    private static final long GIVEN_NAME = named("GIVEN");
    private static final long FAMILY_NAME = named("FAMILY");
    private static final long OTHER_NAME = named("NAME");
    private static final long GIVEN_NAMES = named("GIVEN's");
    private static final long FAMILY_NAMES = named("FAMILY's");
    private static final long OTHER_NAMES = named("NAME's");
    private static final long MIXED = named("MIXED");
    private static final long[] NUMBERS = new long[LONGEST_NUMBER + 1];

    private static final long LINE = named("LINE");
    private static final long STOP = named("STOP");
    private static final long COLON = named("COLON");
    private static final long COMMA = named("COMMA");

    static {
        for (int digits = 1; digits <= LONGEST_NUMBER; digits++) {
            NUMBERS[digits] = named("DIGITS" + digits);
        }
    }

    private PassageFeatures() {}

    private static long named(String kind) {
        long token = kind(kind);
        KINDS.put(token, kind);
        return token;
    }

    /** A capital letter is in no folded word, so that no word has that number. */
    private static long kind(String name) {
        long token = WordHash.EMPTY;
        for (int i = 0; i < name.length(); i++) {
            token = WordHash.and(token, name.charAt(i));
        }
        return token;
    }

    /**
     * The features of a text, each once, by names that {@link #ofName} reads: for learning.
     *
     * @param text decoded, as a mail reader shows it
     */
    public static Set<String> names(String text) {
        Words words = new Words(NormalText.of(text));
        Set<String> names = new TreeSet<>();
        Map<Long, String> tokens = new HashMap<>(KINDS);
        each(words, 0, words.count(), new Sink() {
            @Override
            public void word(long token, int word) {
                names.add(tokens.computeIfAbsent(token, other -> words.phrase(word, word + 1)));
            }

            @Override
            public void pair(long before, long token) {
                names.add(tokens.get(before) + " " + tokens.get(token));
            }

            @Override
            public void beginning(long beginning, int word) {
                names.add(words.phrase(word, word + 1).substring(0, BEGINNING) + "*");
            }
        });
        return names;
    }

    /** The feature of that name. */
    static long ofName(String name) {
        if (name.endsWith("*")) {
            return beginning(WordHash.of(name.substring(0, name.length() - 1)));
        }
        int space = name.indexOf(' ');
        return space < 0 ? token(name) : pair(token(name.substring(0, space)), token(name.substring(space + 1)));
    }

    private static long token(String name) {
        // A kind has a capital letter, no folded word has.
        return Character.isUpperCase(name.charAt(0)) ? kind(name) : WordHash.of(name);
    }

    /** What two tokens in a row are. */
    static long pair(long before, long token) {
        return (before * 0xC2B2AE3D27D4EB4FL + token) * 0xD6E8FEB86659FD93L;
    }

    /** What words are that begin with some letters. */
    static long beginning(long hash) {
        return hash * 0x9E3779B97F4A7C15L + '*';
    }

    /** Goes through the words from one to before another. */
    static void each(Words words, int from, int to, Sink sink) {
        long before = LINE;
        for (int word = from; word < to; word++) {
            long mark = word == from ? 0 : mark(words.gap(word));
            if (mark != 0) {
                sink.word(mark, word);
                sink.pair(before, mark);
                before = mark;
            }
            long token = token(words, word, word == from || mark == LINE || mark == STOP);
            sink.word(token, word);
            sink.pair(before, token);
            before = token;
            if (token == words.hash(word) && words.length(word) > BEGINNING && words.isLetters(word)) {
                sink.beginning(beginning(hashOfBeginning(words, word)), word);
            }
        }
    }

    private static long mark(int gap) {
        if ((gap & Words.LINE_END) != 0) {
            return LINE;
        }
        if ((gap & (Words.END_OF_SENTENCE | Words.FULL_STOP)) != 0) {
            return STOP;
        }
        return (gap & Words.COLON) != 0 ? COLON : (gap & Words.COMMA) != 0 ? COMMA : 0;
    }

    private static long token(Words words, int word, boolean first) {
        if (words.isDigits(word)) {
            return NUMBERS[Math.min(words.length(word), LONGEST_NUMBER)];
        }
        if (words.hasDigit(word)) {
            return MIXED;
        }
        boolean capitalised = words.isCapitalised(word) && !words.isCapitals(word) && words.length(word) > 1;
        return capitalised ? capitalised(words, word, first) : words.hash(word);
    }

    private static long capitalised(Words words, int word, boolean first) {
        boolean known = WordSet.VOCABULARY.contains(words, word);
        boolean possessive = words.isPossessive(word);
        if (WordSet.GIVEN_NAMES.contains(words, word) && !(known && first)) {
            return possessive ? GIVEN_NAMES : GIVEN_NAME;
        }
        // The vocabulary has no word of less than four letters.
        if (known || (first && words.length(word) < 4)) {
            return words.hash(word);
        }
        if (WordSet.FAMILY_NAMES.contains(words, word)) {
            return possessive ? FAMILY_NAMES : FAMILY_NAME;
        }
        return possessive ? OTHER_NAMES : OTHER_NAME;
    }

    private static long hashOfBeginning(Words words, int word) {
        long hash = WordHash.EMPTY;
        String text = words.text();
        for (int at = words.start(word), letters = 0; letters < BEGINNING && at < words.end(word); at++) {
            char c = text.charAt(at);
            if (Letters.isLetterOrDigit(c)) {
                hash = WordHash.and(hash, Letters.fold(c));
                letters++;
            }
        }
        return hash;
    }
}
