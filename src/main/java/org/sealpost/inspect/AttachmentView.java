package org.sealpost.inspect;

/**
 * One attachment.
 *
 * @param fileName as the sender named it, decoded, empty when it has no name; foreign text: never a path, never markup
 * @param mediaType such as {@code application/pdf}, in lower case, as the part declares it
 * @param size decoded octets
 */
public record AttachmentView(String fileName, String mediaType, long size) {

    /** Type and size only: a file's name often holds a patient's. */
    @Override
    public String toString() {
        return "AttachmentView[" + mediaType + ", " + size + " octets]";
    }
}
