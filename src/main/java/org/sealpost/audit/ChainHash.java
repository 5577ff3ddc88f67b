package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A link of a chain: SHA-256 over the previous link's 32 octets and the canonical JSON of the event.
 *
 * @param hex 64 hexadecimal digits
 */
record ChainHash(String hex) {

    /** What the first event of a chain follows: 32 octets of zero. */
    static final ChainHash GENESIS = new ChainHash("0".repeat(64));

    static ChainHash of(byte[] octets) {
        return new ChainHash(HexFormat.of().formatHex(octets));
    }

    byte[] octets() {
        return HexFormat.of().parseHex(hex);
    }

    /** The link that follows this one. */
    ChainHash next(EventDocument document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets());
            return of(digest.digest(document.canonical().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
