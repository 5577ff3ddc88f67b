package org.sealpost.smtp.server.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Octets that hold a secret, as characters that can be wiped. */
final class SecretText {

    private SecretText() {}

    /** The characters of valid UTF-8, for the caller to wipe; nothing when it is not valid. */
    static Optional<char[]> utf8(byte[] octets, int from, int to) {
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from));
            char[] text = Arrays.copyOfRange(decoded.array(), decoded.position(), decoded.limit());
            Arrays.fill(decoded.array(), '\0');
            return Optional.of(text);
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** A login, which is no secret; nothing when it is empty or not valid UTF-8. */
    static Optional<String> login(byte[] octets, int from, int to) {
        return utf8(octets, from, to).filter(text -> text.length > 0).map(String::new);
    }
}
