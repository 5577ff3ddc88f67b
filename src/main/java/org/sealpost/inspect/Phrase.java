package org.sealpost.inspect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for something that begins where a word or number begins, tried there and nowhere else.
 *
 * <p>RE2/J never backtracks, so its time is linear, but it is slow: a beginning is looked at by hand first.
 */
final class Phrase {

    private final Pattern pattern;
    private final List<String> beginnings;
    private final int longest;

    private Phrase(Pattern pattern, List<String> beginnings, int longest) {
        this.pattern = pattern;
        this.beginnings = beginnings;
        this.longest = longest;
    }

    /**
     * Compiles a pattern, whose letters match in either case.
     *
     * @param longest characters of the longest match; what reaches further is not seen
     * @param beginnings with one of which every match begins, in lower case; {@code 0} stands for any digit and {@code *}
     *     for any character
     */
    static Phrase of(String pattern, int longest, String... beginnings) {
        // Without the anchor the engine would go on to the end of the text, with nothing to match any more.
        return new Phrase(Pattern.compile("(?i)\\A(?:" + pattern + ")"), List.of(beginnings), longest);
    }

    /** A matcher that has matched at that place, or null: this is asked too often for anything more comfortable. */
    @Nullable
    Matcher at(String text, int start) {
        if (!couldBeginAt(text, start)) {
            return null;
        }
        Matcher matcher = pattern.matcher(text.substring(start, Math.min(text.length(), start + longest)));
        return matcher.lookingAt() ? matcher : null;
    }

    private boolean couldBeginAt(String text, int start) {
        for (int i = 0; i < beginnings.size(); i++) {
            if (beginsWith(text, start, beginnings.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWith(String text, int start, String beginning) {
        if (start + beginning.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            char wanted = beginning.charAt(i);
            char there = text.charAt(start + i);
            boolean fits = switch (wanted) {
                case '0' -> there >= '0' && there <= '9';
                case '*' -> true;
                default -> there == wanted || (there >= 'A' && there <= 'Z' && (there | 0x20) == wanted);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
