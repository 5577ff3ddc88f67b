package org.sealpost.inspect;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the words stand in a text that give a number its meaning. Looked for when the first number asks, since most
 * texts hold none; then asked for each.
 */
final class ContextWords {

    /** Characters of the longest phrase, with generous space in it. */
    static final int LONGEST = 64;

    private final SearchText text;
    private final Phrase words;
    private boolean looked;
    private int[] starts = new int[0];
    private int[] ends = starts;

    ContextWords(SearchText text, Phrase words) {
        this.text = text;
        this.words = words;
    }

    private void look() {
        if (!looked) {
            looked = true;
            IntStream.Builder from = IntStream.builder();
            IntStream.Builder to = IntStream.builder();
            text.eachWithContext(words, match -> {
                from.add(match.start());
                to.add(match.end());
                return true;
            });
            starts = from.build().toArray();
            ends = to.build().toArray();
        }
    }

    /** Whether there is none at all. */
    boolean isEmpty() {
        look();
        return starts.length == 0;
    }

    /** Whether a word ends at most {@code distance} characters before {@code at}, and not before {@code notBefore}. */
    boolean endsBefore(int at, int distance, int notBefore) {
        look();
        int found = Arrays.binarySearch(ends, at);
        int index = found >= 0 ? found : -found - 2;
        return index >= 0 && ends[index] >= Math.max(at - distance, notBefore);
    }

    /** Whether a word ends at most {@code distance} characters before {@code at}. */
    boolean endsBefore(int at, int distance) {
        return endsBefore(at, distance, 0);
    }

    /** Whether a word starts at most {@code distance} characters behind {@code at}. */
    boolean startsBehind(int at, int distance) {
        look();
        int found = Arrays.binarySearch(starts, at);
        int index = found >= 0 ? found : -found - 1;
        return index < starts.length && starts[index] <= at + distance;
    }
}
