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
    private final HashTable names;

    private KnownNames(HashTable given, HashTable names) {
        this.given = given;
        this.names = names;
    }

    /** No names at all. */
    public static KnownNames none() {
        return NONE;
    }

    public static Builder builder() {
        return new Builder(new HashTable(16), new HashTable(16));
    }

    /** To add names to these, which stay as they are. */
    public Builder toBuilder() {
        return new Builder(given.copy(), names.copy());
    }

    /** How many forms of names there are: one to three of each person. */
    public int size() {
        return names.size();
    }

    /** What the tables take in memory. */
    long bytes() {
        return given.bytes() + names.bytes();
    }

    boolean isEmpty() {
        return names.size() == 0;
    }

    boolean isGiven(long hash) {
        return given.contains(hash);
    }

    /** @param hash of {@link PersonName#key} */
    boolean isName(long hash) {
        return names.contains(hash);
    }

    /** Gathers names. For one thread. */
    public static final class Builder {
        private HashTable given;
        private HashTable names;

        private Builder(HashTable given, HashTable names) {
            this.given = given;
            this.names = names;
        }

        public Builder add(PersonName name) {
            for (String key : name.lookupKeys()) {
                given.add(WordHash.of(key.substring(0, key.indexOf(' '))));
                names.add(WordHash.of(key));
            }
            return this;
        }

        /** The names so far; the builder goes on with a copy. */
        public KnownNames build() {
            KnownNames built = new KnownNames(given, names);
            given = given.copy();
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
