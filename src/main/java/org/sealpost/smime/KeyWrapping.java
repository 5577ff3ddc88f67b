package org.sealpost.smime;

import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.operator.GenericKey;

/** Wraps a content key with AES-256 (RFC 3394) under a key that HKDF with SHA-256 derives (RFC 5869), by the JDK's means. */
final class KeyWrapping {

    /** Its identifier, without parameters (RFC 3565 section 2.3.2). */
    static final AlgorithmIdentifier AES_256_WRAP = new AlgorithmIdentifier(CMSAlgorithm.AES256_WRAP);

    /** Octets of the wrapping key. */
    static final int KEY_LENGTH = 32;

    private KeyWrapping() {}

    /**
     * Derives the wrapping key from a secret that was agreed or encapsulated, without salt, and wraps the content key.
     *
     * @param info what the derivation is bound to, in DER
     */
    static byte[] wrap(GenericKey contentKey, byte[] secret, byte[] info) throws GeneralSecurityException {
        SecretKey wrappingKey = KDF.getInstance("HKDF-SHA256")
                .deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(info, KEY_LENGTH));
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.WRAP_MODE, wrappingKey);
        return cipher.wrap(key(contentKey));
    }

    /** The content key as providers take it. */
    static Key key(GenericKey contentKey) {
        return contentKey.getRepresentation() instanceof Key key
                ? key
                : new SecretKeySpec((byte[]) contentKey.getRepresentation(), "AES");
    }
}
