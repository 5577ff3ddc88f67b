package org.sealpost.inspect;

import com.google.re2j.Matcher;
import java.util.Arrays;
import java.util.function.Predicate;

/** A text with the places where a word or a number begins in it, which is where phrases are looked for. */
final class SearchText {

    private final String text;
    private final int[] starts;

    private SearchText(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    /** @param text as {@link NormalText} makes it */
    static SearchText of(String text) {
        int[] starts = new int[Math.max(16, text.length() / 4)];
        int count = 0;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && !isAsciiWord(before)) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i;
            }
            before = c;
        }
        return new SearchText(text, Arrays.copyOf(starts, count));
    }

    String text() {
        return text;
    }

    /** A match in the text; its groups as the pattern counts them. */
    record Match(int start, int end, Matcher groups) {}

    /**
     * Offers each match that begins where a word or number does; behind one that is accepted the search goes on at its
     * end, else at the next word or number, so that a wrong beginning hides nothing.
     */
    void each(Phrase phrase, Predicate<Match> accept) {
        int from = 0;
        for (int start : starts) {
            if (start < from) {
                continue;
            }
            Matcher matcher = phrase.at(text, start);
            if (matcher != null) {
                Match match = new Match(start, start + matcher.end(), matcher);
                from = accept.test(match) ? match.end() : from;
            }
        }
    }

    private static boolean isAsciiWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
