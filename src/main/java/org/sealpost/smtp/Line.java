package org.sealpost.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a {@link LineReader} found. */
public sealed interface Line {

    /**
     * A line that ended with CRLF.
     *
     * @param octets the line without its CRLF, each character one octet (ISO-8859-1)
     */
    record Complete(String octets) implements Line {

        /** The line read as UTF-8 (RFC 6531), or nothing when it is no valid UTF-8. */
        public Optional<String> utf8() {
            try {
                ByteBuffer buffer = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
                // A new decoder reports malformed input instead of repairing it.
                return Optional.of(
                        StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
            } catch (CharacterCodingException malformed) {
                return Optional.empty();
            }
        }
    }

    /**
     * A line over the limit. All of it was taken, up to its CRLF: its tail is never a line of its own.
     *
     * @param beginning as many of its octets as the limit, each character one octet (ISO-8859-1)
     */
    record TooLong(String beginning) implements Line {}

    /** A CR without LF or an LF without CR. What follows it was not taken; whoever meets this should close. */
    record BareLineEnd() implements Line {}

    /** The peer closed its side; an unfinished line before that is dropped. */
    record End() implements Line {}
}
