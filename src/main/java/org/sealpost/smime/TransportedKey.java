package org.sealpost.smime;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** A content key that was encrypted to an RSA key: PKCS#1 v1.5 (RFC 3370) or OAEP (RFC 3560). */
final class TransportedKey {

    /** SHA-1 among them: it is OAEP's default, and there nothing rests on collisions. */
    private static final Map<ASN1ObjectIdentifier, String> DIGESTS = Map.of(
            OIWObjectIdentifiers.idSHA1, "SHA-1",
            NISTObjectIdentifiers.id_sha224, "SHA-224",
            NISTObjectIdentifiers.id_sha256, "SHA-256",
            NISTObjectIdentifiers.id_sha384, "SHA-384",
            NISTObjectIdentifiers.id_sha512, "SHA-512");

    private TransportedKey() {}

    /**
     * @throws UnreadException when the algorithm is none of those, or the token of the key cannot do it
     * @throws GeneralSecurityException when what was encrypted is no key; the caller tells nobody
     */
    static byte[] unwrap(KeyTransRecipientInfo recipient, SmimeIdentity identity)
            throws GeneralSecurityException, UnreadException {
        AlgorithmIdentifier algorithm = recipient.getKeyEncryptionAlgorithm();
        byte[] encrypted = recipient.getEncryptedKey().getOctets();
        Provider provider = identity.provider().orElseGet(CmsProvider::get);
        if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            Cipher cipher = cipher("RSA/ECB/PKCS1Padding", provider);
            init(cipher, identity, null);
            return cipher.doFinal(encrypted);
        }
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSAES_OAEP)) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        OAEPParameterSpec parameters = parameters(RSAESOAEPparams.getInstance(algorithm.getParameters()));
        if (provider.getService("Cipher", "RSA/ECB/OAEPPadding") == null
                && identity.provider().isPresent()) {
            return unwrapByRsaAlone(encrypted, parameters, identity);
        }
        Cipher cipher = cipher("RSA/ECB/OAEPPadding", provider);
        init(cipher, identity, parameters);
        return cipher.doFinal(encrypted);
    }

    /** In a token that does not know OAEP: it does the private operation, and the padding is taken off here. */
    private static byte[] unwrapByRsaAlone(byte[] encrypted, OAEPParameterSpec parameters, SmimeIdentity identity)
            throws GeneralSecurityException, UnreadException {
        Cipher rsa = cipher("RSA/ECB/NoPadding", identity.provider().orElseThrow());
        init(rsa, identity, null);
        byte[] plain = rsa.doFinal(encrypted);
        byte[] padded = new byte[encrypted.length];
        System.arraycopy(plain, 0, padded, padded.length - plain.length, plain.length);
        Arrays.fill(plain, (byte) 0);
        return new OaepPadding(parameters).removed(padded);
    }

    /** Before anything of the message is looked at, so that a token that is away can be told from a wrong message. */
    private static void init(Cipher cipher, SmimeIdentity identity, @Nullable OAEPParameterSpec parameters)
            throws GeneralSecurityException, UnreadException {
        try {
            if (parameters == null) {
                cipher.init(Cipher.DECRYPT_MODE, identity.key());
            } else {
                cipher.init(Cipher.DECRYPT_MODE, identity.key(), parameters);
            }
        } catch (InvalidKeyException | ProviderException refused) {
            if (identity.provider().isPresent()) {
                throw new UnreadException(UnreadReason.KEY_AWAY);
            }
            throw refused;
        }
    }

    private static Cipher cipher(String transformation, Provider provider) throws UnreadException {
        try {
            return Cipher.getInstance(transformation, provider);
        } catch (GeneralSecurityException cannot) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
    }

    private static OAEPParameterSpec parameters(RSAESOAEPparams parameters) throws UnreadException {
        if (parameters == null
                || !parameters.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                || !parameters.getPSourceAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_pSpecified)) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        AlgorithmIdentifier mask =
                AlgorithmIdentifier.getInstance(parameters.getMaskGenAlgorithm().getParameters());
        return new OAEPParameterSpec(
                digest(parameters.getHashAlgorithm()),
                "MGF1",
                new MGF1ParameterSpec(digest(mask)),
                new PSource.PSpecified(ASN1OctetString.getInstance(
                                parameters.getPSourceAlgorithm().getParameters())
                        .getOctets()));
    }

    private static String digest(AlgorithmIdentifier named) throws UnreadException {
        String digest = DIGESTS.get(named.getAlgorithm());
        if (digest == null) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        return digest;
    }
}
