package org.sealpost.delivery;

import org.sealpost.smtp.Reply;

/** What came of looking for the destination of a domain. */
public sealed interface Lookup {

    /** It was found. */
    record Found(Destination destination) implements Lookup {}

    /** There is none and never will be. */
    record Impossible(Reply reply) implements Lookup {}

    /**
     * It cannot be said now.
     *
     * @param why in one sentence
     */
    record Unknown(String why) implements Lookup {}
}
