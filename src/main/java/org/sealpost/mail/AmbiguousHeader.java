package org.sealpost.mail;

import java.util.List;

/**
 * Fields by which people know a message, and of which programs show one or the other when there are two (RFC 5322 section
 * 3.6 has each once): what is verified of the one would be believed of the other.
 */
public final class AmbiguousHeader {

    private static final List<String> KNOWN_BY = List.of("From", "To", "Subject");

    private AmbiguousHeader() {}

    /** Whether From, To or Subject is there more than once. */
    public static boolean isIn(RawMessage message) {
        return KNOWN_BY.stream().anyMatch(name -> message.fields(name).size() > 1);
    }
}
