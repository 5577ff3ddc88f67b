package org.sealpost.mail;

import java.util.Optional;

/**
 * Where messages come from, as far as those that are not whole yet share memory: a client, or all clients of a listener.
 *
 * @param name equal for all that come from there, within the same source
 * @param within the larger source that it belongs to, if there is one
 */
public record MessageSource(Object name, Optional<MessageSource> within) {

    /** A source that belongs to no other. */
    public static MessageSource of(Object name) {
        return new MessageSource(name, Optional.empty());
    }

    /** One of the sources that this one is made of. */
    public MessageSource part(Object partName) {
        return new MessageSource(partName, Optional.of(this));
    }
}
