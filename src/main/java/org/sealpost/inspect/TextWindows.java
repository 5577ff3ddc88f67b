package org.sealpost.inspect;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Goes through a text of any length in windows that overlap, so that a message of megabytes needs no more memory to be
 * searched than one of kilobytes, and what is searched stays in the processor's cache.
 *
 * <p>Every place is one window's own and is there with at least {@link #CONTEXT} characters around it, more than any
 * detector looks at: nothing is found twice, and nothing is missed for standing across a border.
 */
final class TextWindows {

    static final int CONTEXT = 320;
    private static final int SIZE = 32 * 1024;

    private TextWindows() {}

    /**
     * Goes through the text.
     *
     * @param text as it was decoded; the windows have it in its normal form
     * @param ended asked before each window
     */
    static void each(String text, BooleanSupplier ended, Consumer<SearchText> look) {
        each("", text, ended, look);
    }

    /**
     * The same with a line that others have read before, such as the subject of a message: what the text says together
     * with it is found, and it is no part of what the text is about.
     *
     * @param before at most {@link #CONTEXT} characters, with the end of its line
     */
    static void each(String before, String text, BooleanSupplier ended, Consumer<SearchText> look) {
        each(before, text, ended, look, more -> {});
    }

    /**
     * The same.
     *
     * @param grows takes how many characters a piece came to have more than it had, before it is looked at: one may stand for
     *     eighteen (NFKC of U+FDFA)
     */
    static void each(String before, String text, BooleanSupplier ended, Consumer<SearchText> look, IntConsumer grows) {
        NormalText normal = new NormalText(Math.min(text.length(), SIZE + 2 * CONTEXT) + before.length());
        normal.append(before);
        int read = normal.length();
        int own = 0;
        for (int from = 0; from < text.length() && !ended.getAsBoolean(); ) {
            int to = end(text, from);
            int length = normal.length();
            normal.append(text.substring(from, to));
            grows.accept(Math.max(0, normal.length() - length - (to - from)));
            int ownTo = to == text.length() ? normal.length() : Math.max(own, normal.length() - CONTEXT);
            look.accept(SearchText.of(normal.toString(), own, ownTo, Math.max(own, read)));
            read = 0;
            int forgotten = Math.max(0, ownTo - CONTEXT);
            normal.forget(forgotten);
            own = ownTo - forgotten;
            from = to;
        }
    }

    /** A piece ends between two ASCII characters if it can, for what normalisation joins are others. */
    private static int end(String text, int from) {
        int end = Math.min(text.length(), from + SIZE);
        if (end == text.length()) {
            return end;
        }
        for (int i = end; i > end - CONTEXT; i--) {
            if (text.charAt(i) < 0x80 && text.charAt(i - 1) < 0x80) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
    }
}
