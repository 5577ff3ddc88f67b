package org.sealpost.portal;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A code that a patient types once.
 *
 * @param digits six of them; leading zeros count
 */
public record OneTimeCode(String digits) {

    private static final int BOUND = 1_000_000;
    private static final Pattern SYNTAX = Pattern.compile("[0-9]{6}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one, every one as likely as any other. */
    static OneTimeCode next() {
        return new OneTimeCode(String.format(Locale.ROOT, "%06d", RANDOM.nextInt(BOUND)));
    }

    /** What a person typed, if it is six digits; white space and hyphens do not count. */
    static Optional<OneTimeCode> parse(String typed) {
        String digits = typed.replaceAll("[\\s-]", "");
        return SYNTAX.matches(digits) ? Optional.of(new OneTimeCode(digits)) : Optional.empty();
    }

    /** What the database keeps: HMAC-SHA-256 under a salt of its own, so that equal codes look different. */
    byte[] hash(byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return mac.doFinal(digits.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Hides the digits. */
    @Override
    public String toString() {
        return "OneTimeCode";
    }
}
