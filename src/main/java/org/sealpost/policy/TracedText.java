package org.sealpost.policy;

import java.util.Arrays;

/** A text of which each code point knows the index that it was read at. */
final class TracedText {

    private int[] characters = new int[64];
    private int[] origins = new int[64];
    private int length;

    void add(int character, int origin) {
        if (length == characters.length) {
            characters = Arrays.copyOf(characters, 2 * length);
            origins = Arrays.copyOf(origins, 2 * length);
        }
        characters[length] = character;
        origins[length] = origin;
        length++;
    }

    boolean startsWith(int[] text) {
        return length >= text.length && Arrays.equals(text, 0, text.length, characters, 0, text.length);
    }

    int[] origins() {
        return Arrays.copyOf(origins, length);
    }
}
