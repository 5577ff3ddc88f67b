package org.sealpost.delivery;

/**
 * A destination as it is known before DNS is asked: all that share a name share its places.
 *
 * @param value as it stands in the queue's rows
 */
record DestinationName(String value) implements Comparable<DestinationName> {

    /** Before all others. */
    static final DestinationName FIRST = new DestinationName("");

    /** In the order of the database, which compares octets; names are ASCII. */
    @Override
    public int compareTo(DestinationName other) {
        return value.compareTo(other.value());
    }
}
