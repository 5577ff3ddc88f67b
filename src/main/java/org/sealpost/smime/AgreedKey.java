package org.sealpost.smime;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A content key behind a key agreement: ephemeral-static ECDH on the curve of our certificate (RFC 5753) or X25519 (RFC
 * 8418). Only the bare agreement is asked of the key's provider, so that the key may live in a token.
 */
final class AgreedKey {

    /** Schemes whose key is derived as in ANSI X9.63, with the hash. */
    private static final Map<ASN1ObjectIdentifier, String> X963 = Map.of(
            X9ObjectIdentifiers.dhSinglePass_stdDH_sha1kdf_scheme, "SHA-1",
            SECObjectIdentifiers.dhSinglePass_stdDH_sha224kdf_scheme, "SHA-224",
            SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, "SHA-256",
            SECObjectIdentifiers.dhSinglePass_stdDH_sha384kdf_scheme, "SHA-384",
            SECObjectIdentifiers.dhSinglePass_stdDH_sha512kdf_scheme, "SHA-512");

    /** dhSinglePass-stdDH-hkdf-sha256-scheme and its sisters (RFC 8418 section 2), of which not every edition has names. */
    private static final Map<ASN1ObjectIdentifier, String> HKDF = Map.of(
            X25519Recipient.ECDH_HKDF_SHA_256,
            "HKDF-SHA256",
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.20"),
            "HKDF-SHA384",
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.3.21"),
            "HKDF-SHA512");

    private AgreedKey() {}

    static byte[] unwrap(KeyAgreeRecipientInfo recipient, byte[] wrapped, SmimeIdentity identity)
            throws GeneralSecurityException, UnreadException {
        AlgorithmIdentifier scheme = recipient.getKeyEncryptionAlgorithm();
        AlgorithmIdentifier wrap = AlgorithmIdentifier.getInstance(scheme.getParameters());
        OriginatorPublicKey originator = recipient.getOriginator().getOriginatorKey();
        if (wrap == null || originator == null) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        int octets = KeyUnwrapping.keyOctets(wrap);
        byte[] info = info(wrap, recipient.getUserKeyingMaterial(), octets);
        byte[] secret = agree(originator, identity);
        return KeyUnwrapping.unwrap(derive(scheme.getAlgorithm(), secret, info, octets), wrapped);
    }

    private static SecretKey derive(ASN1ObjectIdentifier scheme, byte[] secret, byte[] info, int octets)
            throws GeneralSecurityException, UnreadException {
        String hkdf = HKDF.get(scheme);
        if (hkdf != null) {
            return KeyUnwrapping.hkdf(hkdf, secret, info, octets);
        }
        String hash = X963.get(scheme);
        if (hash == null) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        return KeyUnwrapping.aes(x963(hash, secret, info, octets));
    }

    /** The derivation of ANSI X9.63 (SEC 1 section 3.6.1). */
    private static byte[] x963(String hash, byte[] secret, byte[] info, int octets) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(hash);
        ByteBuffer derived = ByteBuffer.allocate(octets + digest.getDigestLength());
        for (int counter = 1; derived.position() < octets; counter++) {
            digest.update(secret);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, counter));
            derived.put(digest.digest(info));
        }
        return Arrays.copyOf(derived.array(), octets);
    }

    private static byte[] agree(OriginatorPublicKey originator, SmimeIdentity identity)
            throws GeneralSecurityException, UnreadException {
        SubjectPublicKeyInfo ours = SubjectPublicKeyInfo.getInstance(
                identity.certificate().getPublicKey().getEncoded());
        ASN1ObjectIdentifier kind = ours.getAlgorithm().getAlgorithm();
        boolean x25519 = kind.equals(EdECObjectIdentifiers.id_X25519);
        if (!x25519 && !kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        Provider provider = identity.provider().orElseGet(CmsProvider::get);
        KeyAgreement agreement;
        try {
            agreement = KeyAgreement.getInstance(x25519 ? "X25519" : "ECDH", provider);
        } catch (GeneralSecurityException cannot) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        // The originator's key has no curve of its own: it is on ours, or it is no key (RFC 5753 section 3.1.1).
        PublicKey theirs = publicKey(
                new SubjectPublicKeyInfo(
                        ours.getAlgorithm(), originator.getPublicKeyData().getOctets()),
                x25519);
        init(agreement, identity);
        agreement.doPhase(theirs, true);
        return secret(agreement, identity);
    }

    private static void init(KeyAgreement agreement, SmimeIdentity identity)
            throws GeneralSecurityException, UnreadException {
        try {
            agreement.init(identity.key());
        } catch (InvalidKeyException | ProviderException refused) {
            if (identity.provider().isPresent()) {
                throw new UnreadException(UnreadReason.KEY_AWAY);
            }
            throw refused;
        }
    }

    /**
     * The token's first word: SunPKCS11 asks nothing of it before. It says nothing of the message, for any point of the
     * curve agrees and there is no padding that could be wrong.
     */
    private static byte[] secret(KeyAgreement agreement, SmimeIdentity identity) throws UnreadException {
        try {
            return agreement.generateSecret();
        } catch (ProviderException refused) {
            if (identity.provider().isPresent()) {
                throw new UnreadException(UnreadReason.KEY_AWAY);
            }
            throw refused;
        }
    }

    private static PublicKey publicKey(SubjectPublicKeyInfo info, boolean x25519)
            throws GeneralSecurityException, UnreadException {
        try {
            PublicKey key = KeyFactory.getInstance(x25519 ? "X25519" : "EC")
                    .generatePublic(new X509EncodedKeySpec(info.getEncoded(ASN1Encoding.DER)));
            if (key instanceof ECPublicKey point) {
                checkOnCurve(point);
            }
            return key;
        } catch (IOException damaged) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
    }

    /** Points off the curve would give the key away bit by bit (invalid-curve attack); not every provider looks. */
    private static void checkOnCurve(ECPublicKey key) throws InvalidKeyException {
        EllipticCurve curve = key.getParams().getCurve();
        ECPoint point = key.getW();
        if (!(curve.getField() instanceof ECFieldFp field) || point.equals(ECPoint.POINT_INFINITY)) {
            throw new InvalidKeyException("not a point of a prime curve");
        }
        BigInteger p = field.getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        if (x.signum() < 0
                || y.signum() < 0
                || x.compareTo(p) >= 0
                || y.compareTo(p) >= 0
                || !y.multiply(y).subtract(right).mod(p).equals(BigInteger.ZERO)) {
            throw new InvalidKeyException("the point is not on the curve");
        }
    }

    private static byte[] info(AlgorithmIdentifier wrap, ASN1OctetString material, int octets) throws UnreadException {
        byte[] bits =
                ByteBuffer.allocate(Integer.BYTES).putInt(octets * Byte.SIZE).array();
        try {
            ECCCMSSharedInfo info = material == null
                    ? new ECCCMSSharedInfo(wrap, bits)
                    : new ECCCMSSharedInfo(wrap, material.getOctets(), bits);
            return info.getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
    }
}
