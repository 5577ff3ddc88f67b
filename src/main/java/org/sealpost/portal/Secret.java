package org.sealpost.portal;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * 256 random bits that stand in a link or a cookie. The database holds only {@link #hash()}: with so many random bits a
 * plain SHA-256 cannot be searched back.
 *
 * @param value 43 characters of base64url
 */
record Secret(String value) {

    private static final int OCTETS = 32;
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secret next() {
        byte[] octets = new byte[OCTETS];
        RANDOM.nextBytes(octets);
        return new Secret(base64(octets));
    }

    /** What a browser sent, if it has the form of a secret. */
    static Optional<Secret> parse(String text) {
        return SYNTAX.matches(text) ? Optional.of(new Secret(text)) : Optional.empty();
    }

    /** What the database keeps. */
    byte[] hash() {
        return sha256(value);
    }

    /**
     * What a form must send along with the cookie that holds this secret, against cross-site request forgery. It is
     * derived one way: whoever reads the page's source does not learn the cookie.
     */
    String formToken() {
        return base64(sha256("form\0" + value));
    }

    /** Whether the form's token fits, in a time that tells nothing of where they differ. */
    boolean fits(String sentToken) {
        return MessageDigest.isEqual(
                formToken().getBytes(StandardCharsets.UTF_8), sentToken.getBytes(StandardCharsets.UTF_8));
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "Secret";
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
