package org.sealpost.inspect;

/**
 * A set of hashes in one array, without objects. Most words of a text are in no set, so that a bit for each hash is
 * looked at before: 1 in 16 of those bits is set at most.
 */
final class HashTable {

    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

    /** Bits of the filter for a slot, as a power of two. */
    private static final int FILTER = 3;

    /** Marks an empty slot. */
    private static final long EMPTY = 0;

    private long[] slots;
    private long[] filter;
    private int shift;
    private int size;

    /** @param expected hashes for which there is room at the beginning */
    HashTable(int expected) {
        allocate(Integer.highestOneBit(Math.max(16, expected) * 2));
    }

    private HashTable(HashTable other) {
        slots = other.slots.clone();
        filter = other.filter.clone();
        shift = other.shift;
        size = other.size;
    }

    private void allocate(int length) {
        slots = new long[length];
        filter = new long[(length << FILTER) / Long.SIZE];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(length);
    }

    /** The hashes of words with spaces between them. */
    static HashTable ofWords(String words) {
        HashTable table = new HashTable(words.length() / 4);
        for (String word : words.split(" ", -1)) {
            table.add(WordHash.of(word));
        }
        return table;
    }

    HashTable copy() {
        return new HashTable(this);
    }

    int size() {
        return size;
    }

    long bytes() {
        return (long) (slots.length + filter.length) * Long.BYTES;
    }

    void add(long hash) {
        // Two thirds full: a million takes 16 MB, and 2 for the filter.
        if (size * 3L > slots.length * 2L) {
            grow();
        }
        if (put(key(hash))) {
            size++;
        }
    }

    boolean contains(long hash) {
        return slot(hash) >= 0;
    }

    /** Where a hash is in the table, which does not change until another is added; a negative number if it is not. */
    int slot(long hash) {
        long product = hash * MULTIPLIER;
        int bit = (int) (product >>> shift - FILTER);
        return (filter[bit >>> 6] >>> bit & 1) == 0 ? -1 : slot(key(hash), (int) (product >>> shift));
    }

    private int slot(long key, int first) {
        int mask = slots.length - 1;
        for (int slot = first; slots[slot] != EMPTY; slot = slot + 1 & mask) {
            if (slots[slot] == key) {
                return slot;
            }
        }
        return -1;
    }

    /** All that {@link #slot} may tell are below it. */
    int slots() {
        return slots.length;
    }

    private static long key(long hash) {
        return hash == EMPTY ? 1 : hash;
    }

    private boolean put(long key) {
        long product = key * MULTIPLIER;
        int bit = (int) (product >>> shift - FILTER);
        int mask = slots.length - 1;
        int slot = (int) (product >>> shift);
        while (slots[slot] != EMPTY) {
            if (slots[slot] == key) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = key;
        filter[bit >>> 6] |= 1L << bit;
        return true;
    }

    private void grow() {
        long[] old = slots;
        allocate(old.length * 2);
        for (long key : old) {
            if (key != EMPTY) {
                put(key);
            }
        }
    }
}
