package org.sealpost.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens what is kept at rest: AES-256-GCM under a data key of its own, which is itself sealed under the
 * key-encryption key of the month in which the thing expires.
 *
 * <p>Guarantee: what opens is what was sealed, with the same associated data; anything else is an exception. Not
 * promised: that the length stays hidden.
 */
public final class Sealer {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final Keystore keystore;
    private final SecureRandom random = new SecureRandom();

    public Sealer(Keystore keystore) {
        this.keystore = keystore;
    }

    /**
     * Seals.
     *
     * @param associatedData is not kept and must be the same at opening: whose and what it is
     * @param expires when it may be shredded
     */
    public Sealed seal(byte[] plain, byte[] associatedData, Instant expires) throws SealException {
        String keyId = Keystore.monthKeyId(YearMonth.from(expires.atZone(ZoneOffset.UTC)));
        byte[] dataKey = new byte[KEY_BYTES];
        random.nextBytes(dataKey);
        try {
            byte[] wrapNonce = nonce();
            byte[] wrapped = encrypt(keystore.key(keyId), wrapNonce, keyId.getBytes(StandardCharsets.UTF_8), dataKey);
            byte[] nonce = nonce();
            byte[] ciphertext = encrypt(new SecretKeySpec(dataKey, "AES"), nonce, associatedData, plain);
            return new Sealed(keyId, concatenate(wrapNonce, wrapped), nonce, ciphertext);
        } catch (GeneralSecurityException failure) {
            throw new SealException("The message could not be sealed.", failure);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Opens.
     *
     * @throws SealException when the key is no more, or anything is not as it was sealed
     */
    public byte[] open(Sealed sealed, byte[] associatedData) throws SealException {
        byte[] wrapped = sealed.wrappedKey();
        if (wrapped.length < NONCE_BYTES) {
            throw new SealException("What was sealed has been changed and does not open.");
        }
        try {
            byte[] dataKey = decrypt(
                    keystore.existing(sealed.keyId()),
                    Arrays.copyOf(wrapped, NONCE_BYTES),
                    sealed.keyId().getBytes(StandardCharsets.UTF_8),
                    Arrays.copyOfRange(wrapped, NONCE_BYTES, wrapped.length));
            try {
                return decrypt(new SecretKeySpec(dataKey, "AES"), sealed.nonce(), associatedData, sealed.ciphertext());
            } finally {
                Arrays.fill(dataKey, (byte) 0);
            }
        } catch (AEADBadTagException changed) {
            throw new SealException(
                    "What was sealed has been changed, or was sealed with another key, and does not open.", changed);
        } catch (GeneralSecurityException failure) {
            throw new SealException("What was sealed has been changed and does not open.", failure);
        }
    }

    private byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    private static byte[] encrypt(Key key, byte[] nonce, byte[] associatedData, byte[] plain)
            throws GeneralSecurityException {
        return cipher(Cipher.ENCRYPT_MODE, key, nonce, associatedData).doFinal(plain);
    }

    private static byte[] decrypt(Key key, byte[] nonce, byte[] associatedData, byte[] ciphertext)
            throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, key, nonce, associatedData).doFinal(ciphertext);
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, byte[] associatedData)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
