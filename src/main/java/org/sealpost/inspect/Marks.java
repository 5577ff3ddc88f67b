package org.sealpost.inspect;

import java.util.Arrays;

/**
 * Where the phrases of a {@link Lexicon} stand in a text, from left to right, the longest first; none within another.
 */
final class Marks {

    private final Words words;
    private int count;
    private int[] firsts = new int[64];
    private int[] ends = new int[64];
    private long[] meanings = new long[64];

    /** What any of the phrases means: what none means, nobody needs to look for. */
    private long all;

    /** A bit for each word that a phrase begins with. */
    private final long[] begins;

    /** For each 64 words the number of phrases that begin before them. */
    private final int[] before;

    /** Where phrases of the lexicon stand, and no other words. */
    static Marks of(Lexicon lexicon, Words words) {
        return new Marks(lexicon, words, false);
    }

    /** The same with words that mean something by their ending. */
    static Marks withEndings(Lexicon lexicon, Words words) {
        return new Marks(lexicon, words, true);
    }

    private Marks(Lexicon lexicon, Words words, boolean endings) {
        this.words = words;
        int all = words.count();
        this.begins = new long[(all >>> 6) + 1];
        this.before = new int[begins.length];
        for (int word = 0; word < all; ) {
            int found = lexicon.mayBegin(words, word) ? lexicon.longest(words, word) : 0;
            int behind = word + 1;
            long meaning = 0;
            if (found != 0) {
                behind = word + Lexicon.length(found);
                meaning = lexicon.meaning(found);
            } else if (endings) {
                meaning = Endings.meaningOf(words, word);
            }
            if (meaning != 0) {
                begins[word >>> 6] |= 1L << word;
                add(word, behind, meaning);
            }
            word = behind;
        }
        for (int i = 1; i < before.length; i++) {
            before[i] = before[i - 1] + Long.bitCount(begins[i - 1]);
        }
    }

    /** The number of phrases that begin before the word. */
    private int before(int word) {
        return before[word >>> 6] + Long.bitCount(begins[word >>> 6] & (1L << word) - 1);
    }

    private void add(int first, int end, long meaning) {
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            meanings = Arrays.copyOf(meanings, count * 2);
        }
        firsts[count] = first;
        ends[count] = end;
        meanings[count] = meaning;
        all |= meaning;
        count++;
    }

    int count() {
        return count;
    }

    /** The first word of a phrase. */
    int first(int mark) {
        return firsts[mark];
    }

    /** The word behind a phrase. */
    int end(int mark) {
        return ends[mark];
    }

    boolean means(int mark, long meaning) {
        return (meanings[mark] & meaning) != 0;
    }

    /** The first phrase of such a meaning from one on, or the number of phrases. */
    int next(int from, long meaning) {
        int mark = (all & meaning) == 0 ? count : from;
        while (mark < count && (meanings[mark] & meaning) == 0) {
            mark++;
        }
        return mark;
    }

    long meaning(int mark) {
        return meanings[mark];
    }

    /** The phrase that begins with the word, or a negative number. */
    int at(int word) {
        return (begins[word >>> 6] >>> word & 1) == 0 ? -1 : before(word);
    }

    /** Whether a phrase has the word within it. */
    boolean covers(int word) {
        if (count == 0) {
            return false;
        }
        int last = before(word) - 1;
        return at(word) >= 0 || (last >= 0 && ends[last] > word);
    }

    /** What the phrase that begins with the word means; 0 if none does. */
    long meaningAt(int word) {
        int mark = word < words.count() ? at(word) : -1;
        return mark < 0 ? 0 : meanings[mark];
    }

    /** The last phrase of such a meaning that ends before the word, at most that far from it; or a negative number. */
    int lastBefore(int word, long meaning, int distance) {
        if ((all & meaning) == 0) {
            return -1;
        }
        int start = words.start(word);
        for (int mark = before(word) - 1; mark >= 0; mark--) {
            int end = words.end(ends[mark] - 1);
            if (start - end > distance) {
                return -1;
            }
            if (ends[mark] <= word && (meanings[mark] & meaning) != 0) {
                return mark;
            }
        }
        return -1;
    }

    /** The first phrase of such a meaning that begins at the word or behind it; or a negative number. */
    int firstBehind(int word, int place, long meaning, int distance) {
        if ((all & meaning) == 0) {
            return -1;
        }
        for (int mark = before(Math.min(word, words.count())); mark < count; mark++) {
            if (words.start(firsts[mark]) - place > distance) {
                return -1;
            }
            if ((meanings[mark] & meaning) != 0) {
                return mark;
            }
        }
        return -1;
    }

    /** Whether a phrase of such a meaning, other than one at the words themselves, stands near them. */
    boolean isNear(int from, int to, long meaning, int distance) {
        return lastBefore(from, meaning, distance) >= 0 || firstBehind(to, words.end(to - 1), meaning, distance) >= 0;
    }
}
