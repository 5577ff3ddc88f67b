package org.sealpost.inspect;

/** A set of hashes in one array, without objects. */
final class HashTable {

    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

    private long[] slots;
    private int size;

    /** @param expected hashes for which there is room at the beginning */
    HashTable(int expected) {
        slots = new long[Integer.highestOneBit(Math.max(16, expected) * 2)];
    }

    private HashTable(long[] slots, int size) {
        this.slots = slots;
        this.size = size;
    }

    HashTable copy() {
        return new HashTable(slots.clone(), size);
    }

    int size() {
        return size;
    }

    long bytes() {
        return (long) slots.length * Long.BYTES;
    }

    void add(long hash) {
        // Two thirds full: a million takes 16 MB.
        if (size * 3L > slots.length * 2L) {
            grow();
        }
        if (put(WordHash.spread(hash))) {
            size++;
        }
    }

    boolean contains(long hash) {
        long key = WordHash.spread(hash);
        int mask = slots.length - 1;
        for (int slot = slot(key); slots[slot] != 0; slot = slot + 1 & mask) {
            if (slots[slot] == key) {
                return true;
            }
        }
        return false;
    }

    private boolean put(long key) {
        int mask = slots.length - 1;
        int slot = slot(key);
        while (slots[slot] != 0) {
            if (slots[slot] == key) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = key;
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long key : old) {
            if (key != 0) {
                put(key);
            }
        }
    }

    private int slot(long key) {
        return (int) (key * MULTIPLIER >>> 32) & slots.length - 1;
    }
}
