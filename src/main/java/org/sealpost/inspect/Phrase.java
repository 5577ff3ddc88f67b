package org.sealpost.inspect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for something that begins where a word or number begins, tried there and nowhere else.
 *
 * <p>RE2/J never backtracks, so its time is linear, but it is slow: a {@link Beginning} looks first.
 */
final class Phrase {

    private final Pattern pattern;
    private final boolean[] first;
    private final Beginning beginning;
    private final int longest;

    private Phrase(Pattern pattern, boolean[] first, Beginning beginning, int longest) {
        this.pattern = pattern;
        this.first = first;
        this.beginning = beginning;
        this.longest = longest;
    }

    /**
     * Compiles a pattern, whose letters match in either case.
     *
     * @param longest characters of the longest match; what reaches further is not seen
     * @param first one of these characters begins every match, as {@link Beginning#firstCharacters} has them
     */
    static Phrase of(String pattern, int longest, boolean[] first, Beginning beginning) {
        // Without the anchor the engine would go on to the end of the text, with nothing to match any more.
        return new Phrase(Pattern.compile("(?i)\\A(?:" + pattern + ")"), first, beginning, longest);
    }

    /**
     * Compiles a pattern, whose letters match in either case.
     *
     * @param beginnings with one of which every match begins, as {@link Beginning#oneOf} takes them
     */
    static Phrase of(String pattern, int longest, String... beginnings) {
        return of(pattern, longest, Beginning.firstCharacters(beginnings), Beginning.oneOf(beginnings));
    }

    /** Whether a match could begin with that character; no is final. */
    boolean mayBeginWith(char c) {
        return c < first.length && first[c];
    }

    /** A matcher that has matched at that place, or null: this is asked too often for anything more comfortable. */
    @Nullable
    Matcher at(String text, int start) {
        if (!beginning.isAt(text, start)) {
            return null;
        }
        Matcher matcher = pattern.matcher(text.substring(start, Math.min(text.length(), start + longest)));
        return matcher.lookingAt() ? matcher : null;
    }
}
