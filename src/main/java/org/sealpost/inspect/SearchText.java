package org.sealpost.inspect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * A text with the places where a word or a number begins in it. Patterns are tried at such places only, and only where
 * the first character could be theirs: the engine (RE2/J, which never backtracks) is linear but slow, and most places of
 * most texts begin nothing that is looked for.
 */
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
     *
     * @param first whether a match could begin at that index; must hold wherever one does
     * @param window characters of the longest match that is looked for; what reaches further is not seen
     */
    void each(Pattern pattern, IntPredicate first, int window, Predicate<Match> accept) {
        int from = 0;
        for (int start : starts) {
            if (start >= from && first.test(start)) {
                Matcher matcher = pattern.matcher(text.substring(start, Math.min(text.length(), start + window)));
                if (matcher.lookingAt()) {
                    Match match = new Match(start, start + matcher.end(), matcher);
                    from = accept.test(match) ? match.end() : from;
                }
            }
        }
    }

    /** For patterns that begin with a digit, or with one of the other characters. */
    IntPredicate digitOr(String others) {
        return at -> Matches.isDigit(text, at) || others.indexOf(text.charAt(at)) >= 0;
    }

    /** For patterns that begin with one of these letters, given in lower case, in either case. */
    IntPredicate letter(String letters) {
        return at -> letters.indexOf(text.charAt(at) | 0x20) >= 0;
    }

    private static boolean isAsciiWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
