package org.sealpost.admin;

import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The octets of a request's body, never more than a limit of them in memory. */
final class Body {

    private Body() {}

    /**
     * Reads a body.
     *
     * @param limit octets
     * @throws Refusal 413 when it is longer
     */
    static byte[] read(InputStream body, long limit) throws IOException {
        int bound = (int) Math.min(limit, Integer.MAX_VALUE - 16L);
        byte[] octets = body.readNBytes(bound + 1);
        if (octets.length > bound) {
            throw new Refusal(
                    Status.REQUEST_ENTITY_TOO_LARGE, "The body is longer than " + bound + " octets: send it in parts.");
        }
        return octets;
    }

    /** @throws Refusal 400 when the octets are no UTF-8 */
    static String utf8(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException other) {
            throw Refusal.badRequest("The file is not in UTF-8: save it in UTF-8 and send it again.");
        }
    }
}
