package org.sealpost.smtp.server;

/** What becomes of a CR or an LF that stands alone in a message (RFC 5321 section 2.3.8). */
enum LineEnds {
    /** The message is refused, whoever else might have understood it. */
    REFUSE,
    /**
     * Each becomes CRLF, for old devices that cannot do better, and the dot that they stuffed behind it is taken away. It
     * still ends no message. NUL has no better form, and is refused here too.
     */
    NORMALIZE;

    /** Whether a message with that octet is refused. */
    boolean forbid(ForbiddenOctet octet) {
        return this == REFUSE || octet == ForbiddenOctet.NUL;
    }

    /** Where decoded octets go on their way to {@code sink}. */
    DataDecoder.Sink before(DataDecoder.Sink sink) {
        return switch (this) {
            case REFUSE -> sink;
            case NORMALIZE -> new LineEndNormalizer(sink);
        };
    }
}
