package org.sealpost.smime;

import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** A content key that is wrapped with AES under a key derived from a secret (RFC 3394, RFC 3565). */
final class KeyUnwrapping {

    private static final Map<ASN1ObjectIdentifier, Integer> KEY_OCTETS = Map.of(
            NISTObjectIdentifiers.id_aes128_wrap, 16,
            NISTObjectIdentifiers.id_aes192_wrap, 24,
            NISTObjectIdentifiers.id_aes256_wrap, 32);

    private KeyUnwrapping() {}

    /** Octets of the wrapping key. */
    static int keyOctets(AlgorithmIdentifier wrap) throws UnreadException {
        Integer octets = KEY_OCTETS.get(wrap.getAlgorithm());
        if (octets == null) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        return octets;
    }

    static SecretKey hkdf(String algorithm, byte[] secret, byte[] info, int octets) throws GeneralSecurityException {
        return KDF.getInstance(algorithm)
                .deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(info, octets));
    }

    static SecretKey aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    static byte[] unwrap(SecretKey wrapping, byte[] wrapped) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.UNWRAP_MODE, wrapping);
        return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    }
}
