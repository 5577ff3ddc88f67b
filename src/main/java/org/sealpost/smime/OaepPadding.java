package org.sealpost.smime;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * Takes the padding of RSAES-OAEP off (RFC 8017 section 7.1.2), for tokens that do RSA alone: PKCS#11 in the JDK knows
 * no OAEP.
 *
 * <p>Guarantees: every octet is looked at whatever the others are, and there is one answer for all that can be wrong, so
 * that nobody learns from it where it was (Manger, CRYPTO 2001).
 */
final class OaepPadding {

    private final MessageDigest digest;
    private final MessageDigest mask;
    private final byte[] label;

    /** @throws GeneralSecurityException when a digest of the parameters is unknown */
    OaepPadding(OAEPParameterSpec parameters) throws GeneralSecurityException {
        this.digest = MessageDigest.getInstance(parameters.getDigestAlgorithm());
        this.mask = MessageDigest.getInstance(((MGF1ParameterSpec) parameters.getMGFParameters()).getDigestAlgorithm());
        this.label = ((PSource.PSpecified) parameters.getPSource()).getValue();
    }

    /**
     * What was padded.
     *
     * @param padded the result of RSA, as long as the modulus
     * @throws BadPaddingException when it is not padded like that
     */
    byte[] removed(byte[] padded) throws BadPaddingException {
        int hash = digest.getDigestLength();
        if (padded.length < 2 * hash + 2) {
            throw wrong();
        }
        byte[] block = Arrays.copyOfRange(padded, 1 + hash, padded.length);
        byte[] seed = Arrays.copyOfRange(padded, 1, 1 + hash);
        xorMask(seed, block);
        xorMask(block, seed);
        int bad = padded[0];
        byte[] expected = digest.digest(label);
        for (int i = 0; i < hash; i++) {
            bad |= block[i] ^ expected[i];
        }
        int start = 0;
        int found = 0;
        for (int i = hash; i < block.length; i++) {
            int isOne = isZero(block[i] ^ 1);
            int isFiller = isZero(block[i]);
            start |= (i + 1) & -(isOne & ~found & 1);
            bad |= ~(isOne | isFiller | found) & 1;
            found |= isOne;
        }
        byte[] content = Arrays.copyOfRange(block, start, block.length);
        Arrays.fill(block, (byte) 0);
        if (bad != 0 || found == 0) {
            throw wrong();
        }
        return content;
    }

    /** MGF1 (RFC 8017 appendix B.2.1), applied in place. */
    private void xorMask(byte[] target, byte[] seed) {
        int length = mask.getDigestLength();
        for (int counter = 0, at = 0; at < target.length; counter++, at += length) {
            mask.update(seed);
            mask.update(
                    new byte[] {(byte) (counter >>> 24), (byte) (counter >>> 16), (byte) (counter >>> 8), (byte) counter
                    });
            byte[] octets = mask.digest();
            for (int i = 0; i < length && at + i < target.length; i++) {
                target[at + i] ^= octets[i];
            }
        }
    }

    /** 1 for zero and 0 for anything else, without a branch. */
    private static int isZero(int octet) {
        return ((octet & 0xff) - 1) >>> 31;
    }

    private static BadPaddingException wrong() {
        return new BadPaddingException("what was encrypted is no key");
    }
}
