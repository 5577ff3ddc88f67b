package org.sealpost.inspect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;

/** Where the words stand in a text that give a number its meaning. Found once, then asked for each number. */
final class ContextWords {

    private final int[] starts;
    private final int[] ends;

    private ContextWords(int[] starts, int[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    static ContextWords in(String text, Pattern words) {
        int[] starts = new int[16];
        int[] ends = new int[16];
        int count = 0;
        Matcher matcher = words.matcher(text);
        while (matcher.find()) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            starts[count] = matcher.start();
            ends[count++] = matcher.end();
        }
        return new ContextWords(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }

    /** Whether a word ends at most {@code distance} characters before {@code at}, and not before {@code notBefore}. */
    boolean endsBefore(int at, int distance, int notBefore) {
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
        int found = Arrays.binarySearch(starts, at);
        int index = found >= 0 ? found : -found - 1;
        return index < starts.length && starts[index] <= at + distance;
    }
}
