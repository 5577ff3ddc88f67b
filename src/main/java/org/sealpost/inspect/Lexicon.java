package org.sealpost.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Phrases that are looked for in a text, all at once: a tree of words, walked from each word of the text. What a phrase
 * means is a set of bits, which the owner of the lexicon gives. Immutable once it is built.
 */
final class Lexicon {

    /** Words of the longest phrase. */
    static final int MOST_WORDS = 8;

    /** An odd number: to multiply with it loses nothing, and the highest bits of the product depend on all. */
    private static final long SPREAD = 0xD6E8FEB86659FD93L;

    private static final int ANY_CASE = 0;
    private static final int CAPITALS = 1;

    /** Open addressing: a node and the hash of a word, mixed, to the next node. */
    private long[] keys = new long[1 << 10];

    private int[] nexts = new int[keys.length];
    /** A bit for each first word of a phrase: most words of a text begin none, and to look here costs least. */
    private final long[] firsts = new long[1 << 10];

    /** The first slot of a key is its highest bits. */
    private int shift = Long.SIZE - 10;

    private int edges;
    private int nodes = 2;
    private long[] meanings = new long[64];

    /** For each node a bit for each 64th of the words that lead on from it: most words behind one do not. */
    private long[] ways = new long[64];

    /** Adds a phrase. */
    void add(String phrase, long meaning) {
        add(phrase, meaning, ANY_CASE);
    }

    /** Adds a phrase that counts only where all its letters are capital ones. */
    void addCapitals(String phrase, long meaning) {
        add(phrase, meaning, CAPITALS);
    }

    private void add(String phrase, long meaning, int root) {
        Words words = new Words(phrase);
        if (words.count() == 0 || words.count() > MOST_WORDS) {
            throw new IllegalArgumentException("a phrase has one to " + MOST_WORDS + " words");
        }
        int first = bit(words.hash(0));
        firsts[first >>> 6] |= 1L << first;
        int node = root;
        for (int word = 0; word < words.count(); word++) {
            node = nextOrNew(node, words.hash(word));
        }
        meanings[node] |= meaning;
    }

    /** Adds to a phrase that counts only in capitals what it means in any case. */
    void addCapitalsAlsoInAnyCase(String phrase) {
        long meaning = meaningOf(new Words(phrase), 0);
        if (meaning != 0) {
            addCapitals(phrase, meaning);
        }
    }

    /** What the words from one to the last mean together in any case; 0 if they are no phrase. */
    long meaningOf(Words words, int from) {
        int node = ANY_CASE;
        for (int word = from; word < words.count(); word++) {
            node = next(node, words.hash(word));
            if (node == 0) {
                return 0;
            }
        }
        return meanings[node];
    }

    /** Whether a phrase may begin with the word: with most words none does. */
    boolean mayBegin(Words words, int word) {
        int first = bit(words.hash(word));
        return (firsts[first >>> 6] >>> first & 1) != 0;
    }

    /**
     * The longest phrase that begins with a word which {@linkplain #mayBegin may begin} one.
     *
     * @return 0 for none, else what {@link #meaning} and {@link #length} take
     */
    int longest(Words words, int from) {
        int found = longest(words, from, ANY_CASE);
        if (words.isCapitals(from)) {
            int capitals = longest(words, from, CAPITALS);
            return length(capitals) >= length(found) ? capitals : found;
        }
        return found;
    }

    private int longest(Words words, int from, int root) {
        int node = next(root, words.hash(from));
        int found = 0;
        for (int length = 1; node != 0; length++) {
            if (meanings[node] != 0) {
                found = node << 4 | length;
            }
            int word = from + length;
            boolean goesOn = word < words.count()
                    && leadsOn(node, words.hash(word))
                    && words.isJoined(word)
                    && (root == ANY_CASE || words.isCapitals(word) || !words.isLetters(word));
            node = goesOn ? next(node, words.hash(word)) : 0;
        }
        return found;
    }

    private boolean leadsOn(int node, long hash) {
        return (ways[node] >>> way(hash) & 1) != 0;
    }

    long meaning(int found) {
        return meanings[found >>> 4];
    }

    /** Words of the phrase. */
    static int length(int found) {
        return found & 0xf;
    }

    private int next(int node, long hash) {
        long key = key(node, hash);
        int mask = keys.length - 1;
        for (int slot = (int) (key >>> shift); keys[slot] != 0; slot = slot + 1 & mask) {
            if (keys[slot] == key) {
                return nexts[slot];
            }
        }
        return 0;
    }

    private int nextOrNew(int node, long hash) {
        int next = next(node, hash);
        if (next != 0) {
            return next;
        }
        if (edges * 4 > keys.length) {
            grow();
        }
        if (nodes == meanings.length) {
            meanings = Arrays.copyOf(meanings, nodes * 2);
            ways = Arrays.copyOf(ways, nodes * 2);
        }
        ways[node] |= 1L << way(hash);
        put(key(node, hash), nodes);
        edges++;
        return nodes++;
    }

    private void put(long key, int next) {
        int mask = keys.length - 1;
        int slot = (int) (key >>> shift);
        while (keys[slot] != 0) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        nexts[slot] = next;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNexts = nexts;
        keys = new long[oldKeys.length * 2];
        nexts = new int[keys.length];
        shift--;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldKeys[slot] != 0) {
                put(oldKeys[slot], oldNexts[slot]);
            }
        }
    }

    /** One of 65,536. */
    private static int bit(long hash) {
        return (int) (hash * 0xC2B2AE3D27D4EB4FL >>> 48);
    }

    private static int way(long hash) {
        return (int) (hash * SPREAD >>> 58);
    }

    /** Never 0. */
    private static long key(int node, long hash) {
        long key = (hash + node * 0xC2B2AE3D27D4EB4FL) * SPREAD;
        return key == 0 ? 1 : key;
    }

    /** The lines of a resource beside this class, without comments ({@code ;}) and empty ones. */
    static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String phrase = line.strip();
                if (!phrase.isEmpty() && phrase.charAt(0) != ';') {
                    lines.add(phrase);
                }
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
