package org.sealpost.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.sealpost.mail.Characters;

/**
 * The id by which another system knows a consent. Ids of two origins are never the same.
 *
 * @param key the other system's id, 1 to 400 characters
 */
public record SourceId(Origin origin, String key) {

    /** What the key begins with of something that has no id of its own. */
    public static final String UNNAMED = "unnamed/";

    private static final int MAX = 400;

    /** Between an id and a content; no id at a FHIR server has it. */
    private static final String CONTENT = "|";

    /** By which way the other system tells of it. */
    public enum Origin {
        /** Somebody calls the API. */
        API,
        /** A record on the Kafka topic. */
        TOPIC,
        /** The FHIR server that is polled or asked. */
        SERVER,
        /** A line of a list that was not understood. */
        LIST;

        private String prefix() {
            return name().toLowerCase(Locale.ROOT) + ":";
        }
    }

    /** @throws IllegalArgumentException when the id is empty, too long or not printable */
    public SourceId {
        if (WrittenText.saysNothing(key) || key.length() > MAX || Characters.haveControl(key)) {
            throw new IllegalArgumentException("a consent's id at its source has 1 to 400 printable characters");
        }
    }

    /** The id under which something of it is kept in mind, of which only the content tells whether it is told anew. */
    SourceId withContent(String digest) {
        return new SourceId(origin, key + CONTENT + digest);
    }

    /** Whether it is an id, or was made of it and a content. */
    boolean isOf(SourceId id) {
        return equals(id) || (origin == Origin.SERVER && id.origin == origin && key.startsWith(id.key + CONTENT));
    }

    /** As it is stored. */
    public String text() {
        return origin.prefix() + key;
    }

    /** What all ids of an origin begin with, as they are stored. */
    static String prefix(Origin origin) {
        return origin.prefix();
    }

    /** The id that is stored so. */
    public static Optional<SourceId> parse(String text) {
        return Arrays.stream(Origin.values())
                .filter(origin -> text.startsWith(origin.prefix()))
                .findFirst()
                .map(origin ->
                        new SourceId(origin, text.substring(origin.prefix().length())));
    }
}
