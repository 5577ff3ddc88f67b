package org.sealpost.inspect;

/**
 * A piece of a message that could not be read and may therefore hold anything.
 *
 * @param part its place in the message: {@code 1.2} is the second part of the first part, empty is the message itself
 */
public record Uninspectable(UninspectableReason reason, String part) {

    /** A clause without content, such as {@code part 1.2 has an unknown character set}. */
    @Override
    public String toString() {
        return (part.isEmpty() ? "the message" : "part " + part) + " " + reason.clause();
    }
}
