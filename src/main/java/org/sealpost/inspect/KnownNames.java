package org.sealpost.inspect;

import org.sealpost.mail.PersonName;

/**
 * The names of a practice's own patients, kept as hashes: a million take some tens of megabytes, and the names
 * themselves are not in memory. A text is compared word by word. Immutable, and safe for use by several threads.
 *
 * <p>Not promised: that every hit is a patient. Two names share a hash with a chance of one in many billions, and two
 * people may share a name; whoever needs to know asks the database with the key that was found.
 */
public final class KnownNames {

    private static final KnownNames NONE = builder().build();

    private final HashTable given;
    private final HashTable family;
    private final HashTable names;

    private KnownNames(HashTable given, HashTable family, HashTable names) {
        this.given = given;
        this.family = family;
        this.names = names;
    }

    /** No names at all. */
    public static KnownNames none() {
        return NONE;
    }

    public static Builder builder() {
        return new Builder(new HashTable(16), new HashTable(16), new HashTable(16));
    }

    /** To add names to these, which stay as they are. */
    public Builder toBuilder() {
        return new Builder(given.copy(), family.copy(), names.copy());
    }

    /** How many forms of names there are: one of most people, several where the family name has several words. */
    public int size() {
        return names.size();
    }

    /** What the tables take in memory. */
    long bytes() {
        return given.bytes() + family.bytes() + names.bytes();
    }

    boolean isEmpty() {
        return names.size() == 0;
    }

    boolean isGiven(long hash) {
        return given.contains(hash);
    }

    /** Whether it is the hash of someone's family name, as one word. */
    boolean isFamily(long hash) {
        return family.contains(hash);
    }

    /** @param hash of {@link PersonName#key} */
    boolean isName(long hash) {
        return names.contains(hash);
    }

    /** Gathers names. For one thread. */
    public static final class Builder {
        private HashTable given;
        private HashTable family;
        private HashTable names;

        private Builder(HashTable given, HashTable family, HashTable names) {
            this.given = given;
            this.family = family;
            this.names = names;
        }

        public Builder add(PersonName name) {
            for (String key : name.lookupKeys()) {
                int space = key.indexOf(' ');
                given.add(WordHash.of(key.substring(0, space)));
                family.add(WordHash.of(key.substring(space + 1)));
                names.add(WordHash.of(key));
            }
            return this;
        }

        /** The names so far; the builder goes on with a copy. */
        public KnownNames build() {
            KnownNames built = new KnownNames(given, family, names);
            given = given.copy();
            family = family.copy();
            names = names.copy();
            return built;
        }
    }

    /** How many, never who. */
    @Override
    public String toString() {
        return "KnownNames[" + size() + "]";
    }
}
