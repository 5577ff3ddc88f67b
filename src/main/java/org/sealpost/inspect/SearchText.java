package org.sealpost.inspect;

import com.google.re2j.Matcher;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A text, or a window of a long one, with the places near digits where a word or a number begins, which is where phrases
 * are looked for. Whatever the detectors look for holds a digit, and the words that give it a meaning stand near; most
 * of a letter is neither and need not be searched.
 */
final class SearchText {

    /** More than any detector looks back from a digit. */
    private static final int BEFORE = 120;

    /** More than any detector looks on from a digit. */
    private static final int BEHIND = 60;

    private final String text;
    private final int ownFrom;
    private final int ownTo;
    private final int[] starts;

    private SearchText(String text, int ownFrom, int ownTo, int[] starts) {
        this.text = text;
        this.ownFrom = ownFrom;
        this.ownTo = ownTo;
        this.starts = starts;
    }

    /** @param text as {@link NormalText} makes it */
    static SearchText of(String text) {
        return of(text, 0, text.length());
    }

    /**
     * A window.
     *
     * @param text as {@link NormalText} makes it
     * @param ownFrom where the window's own characters begin; those before are another window's, here as context
     * @param ownTo where they end
     */
    static SearchText of(String text, int ownFrom, int ownTo) {
        int[] starts = new int[Math.max(16, text.length() / 4)];
        int count = 0;
        int done = 0;
        for (int digit = nextDigit(text, 0); digit >= 0; digit = nextDigit(text, done)) {
            int end = Math.min(text.length(), digit + BEHIND);
            int from = Math.max(done, digit - BEFORE);
            boolean wordBefore = from > 0 && isWord(text.charAt(from - 1));
            for (int i = from; i < end; i++) {
                char c = text.charAt(i);
                boolean word = isWord(c);
                if (!wordBefore && c > ' ') {
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, count * 2);
                    }
                    starts[count++] = i;
                }
                wordBefore = word;
            }
            done = end;
        }
        return new SearchText(text, ownFrom, ownTo, Arrays.copyOf(starts, count));
    }

    String text() {
        return text;
    }

    /** A match in the text; its groups as the pattern counts them. */
    record Match(int start, int end, Matcher groups) {}

    /**
     * Offers each match that begins where a word or number of the window's own does; behind one that is accepted the
     * search goes on at its end, else at the next word or number, so that a wrong beginning hides nothing.
     */
    void each(Phrase phrase, Predicate<Match> accept) {
        each(phrase, ownFrom, ownTo, accept);
    }

    /** The same in the context too, for words that belong to something of the window's own. */
    void eachWithContext(Phrase phrase, Predicate<Match> accept) {
        each(phrase, 0, text.length(), accept);
    }

    private void each(Phrase phrase, int first, int end, Predicate<Match> accept) {
        int from = first;
        for (int start : starts) {
            if (start < from) {
                continue;
            }
            if (start >= end) {
                return;
            }
            Matcher matcher = phrase.mayBeginWith(text.charAt(start)) ? phrase.at(text, start) : null;
            if (matcher != null) {
                Match match = new Match(start, start + matcher.end(), matcher);
                from = accept.test(match) ? match.end() : from;
            }
        }
    }

    private static int nextDigit(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= '9' && c >= '0') {
                return i;
            }
        }
        return -1;
    }

    /** Of ASCII; a combining letter of another script may stand before a number that counts. */
    private static boolean isWord(char c) {
        return c < WORD.length && WORD[c];
    }

    private static final boolean[] WORD = new boolean[128];

    static {
        for (char c = 0; c < WORD.length; c++) {
            WORD[c] = Character.isLetterOrDigit(c);
        }
    }
}
