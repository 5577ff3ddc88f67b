package org.sealpost.practice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves a password without holding it: the verifier of SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677), which serves
 * for passwords that are sent, too. Whoever steals it can test guesses, and cannot sign in with it.
 *
 * @param iterations of PBKDF2
 */
public record PasswordVerifier(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

    /**
     * What RFC 7677 section 4 asks for at least. More would slow down guessing, which a random password of 120 bits has
     * no need of, and would let a flood of sign-ins eat the processor.
     */
    static final int ITERATIONS = 4096;

    static final int SALT_OCTETS = 16;

    private static final int KEY_BITS = 256;

    /** The verifier of a password, with a salt of its own. */
    static PasswordVerifier of(char[] password) {
        byte[] salt = new byte[SALT_OCTETS];
        new SecureRandom().nextBytes(salt);
        return of(password, salt, ITERATIONS);
    }

    /** The verifier of a password with that salt. */
    static PasswordVerifier of(char[] password, byte[] salt, int iterations) {
        byte[] salted = saltedPassword(password, salt, iterations);
        try {
            byte[] clientKey = hmac(salted, "Client Key");
            return new PasswordVerifier(
                    salt,
                    iterations,
                    MessageDigest.getInstance("SHA-256").digest(clientKey),
                    hmac(salted, "Server Key"));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks SHA-256", missing);
        } finally {
            Arrays.fill(salted, (byte) 0);
        }
    }

    /** The verifier of no password, for logins that do not exist: whoever asks must not be able to tell. */
    public static PasswordVerifier ofNobody(byte[] salt) {
        return new PasswordVerifier(
                Arrays.copyOf(salt, SALT_OCTETS), ITERATIONS, new byte[KEY_BITS / 8], new byte[KEY_BITS / 8]);
    }

    /** Whether it is this password's. It takes the same time for every password. */
    public boolean isOf(char[] password) {
        PasswordVerifier other = of(password, salt, iterations);
        return MessageDigest.isEqual(storedKey, other.storedKey) & MessageDigest.isEqual(serverKey, other.serverKey);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "PasswordVerifier[]";
    }

    private static byte[] saltedPassword(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks PBKDF2", missing);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks HMAC-SHA-256", missing);
        }
    }
}
