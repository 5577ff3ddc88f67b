package org.sealpost.inspect;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;

/** The small pictures of one message or of one document that are passed over, as long as all of them together show no page either. */
final class Logos {

    private final FileLimits limits;

    /** Digests of those that were counted: a signature shows the same logo under each letter of a correspondence. */
    private final Set<ByteBuffer> counted = new HashSet<>();

    private long pixels;

    Logos(FileLimits limits) {
        this.limits = limits;
    }

    /** Whether a file is a picture that is too small to show a page of writing, and so are all together up to this one. */
    boolean holds(byte[] octets) {
        if (!Picture.isLogo(octets, limits)) {
            return false;
        }
        ByteBuffer digest = digest(octets);
        if (counted.contains(digest)) {
            return true;
        }
        pixels += Picture.pixels(octets);
        return pixels <= limits.logoPixels() && counted.add(digest);
    }

    private static ByteBuffer digest(byte[] octets) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
