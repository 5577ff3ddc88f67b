package org.sealpost.policy;

/**
 * One attachment.
 *
 * @param name its file name, empty when it has none
 * @param type its media type in lower case
 * @param size octets
 */
public record AttachmentFacts(String name, String type, long size) {

    /** Without the name. */
    @Override
    public String toString() {
        return "AttachmentFacts[type=" + type + ", size=" + size + "]";
    }
}
