package org.sealpost.certificate;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Whether a PKCS#12 file was made with a password: by its MAC under a key of PKCS#12's own derivation (RFC 7292 appendix
 * B) with SHA-1 to SHA-512, or by PBMAC1 (RFC 9579).
 */
final class Pkcs12Mac {

    private static final ASN1ObjectIdentifier PBMAC1 = PKCSObjectIdentifiers.pkcs_5.branch("14");

    /** Appendix B.3: what the derived key is for. */
    private static final byte FOR_MAC = 3;

    /** RFC 9579 takes no shorter key, and none of a length that is not said; a longer one only costs time. */
    private static final BigInteger LEAST_OCTETS = BigInteger.valueOf(20);

    private static final BigInteger MOST_OCTETS = BigInteger.valueOf(128);

    private Pkcs12Mac() {}

    /**
     * Compares.
     *
     * @param content what it is over
     * @throws CertificateRefusedException when it is of a kind that is not read, or asks for hours of computing
     */
    static boolean fits(MacData mac, byte[] content, char[] password) throws CertificateRefusedException {
        AlgorithmIdentifier algorithm = mac.getMac().getAlgorithmId();
        byte[] wanted = mac.getMac().getDigest();
        try {
            if (algorithm.getAlgorithm().equals(PBMAC1)) {
                return MessageDigest.isEqual(wanted, pbmac1(algorithm.getParameters(), content, password));
            }
            PasswordHash hash = PasswordHash.ofDigest(algorithm.getAlgorithm()).orElseThrow(Pkcs12File::unusual);
            int iterations = Pkcs12File.iterations(mac.getIterationCount());
            for (byte[] encoded : encodings(password)) {
                byte[] key = derived(hash, encoded, mac.getSalt(), iterations);
                if (MessageDigest.isEqual(wanted, hmac(hash, key, content))) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException notDoneHere) {
            throw Pkcs12File.unusual();
        }
    }

    /** Salt and iterations of the outer structure count for nothing here (RFC 9579 section 4). */
    private static byte[] pbmac1(ASN1Encodable parameters, byte[] content, char[] password)
            throws CertificateRefusedException, GeneralSecurityException {
        ASN1Sequence pair = ASN1Sequence.getInstance(parameters);
        Pbkdf2 derivation = Pbkdf2.of(AlgorithmIdentifier.getInstance(pair.getObjectAt(0)));
        PasswordHash hash = PasswordHash.ofHmac(
                        AlgorithmIdentifier.getInstance(pair.getObjectAt(1)).getAlgorithm())
                .orElseThrow(Pkcs12File::unusual);
        BigInteger octets = derivation
                .octets()
                .filter(one -> one.compareTo(LEAST_OCTETS) >= 0 && one.compareTo(MOST_OCTETS) <= 0)
                .orElseThrow(Pkcs12File::damaged);
        return hmac(hash, derivation.key(password, octets.intValueExact()), content);
    }

    /** UTF-16 with a zero at its end (appendix B.1); programs differ in whether no password has one. */
    private static List<byte[]> encodings(char[] password) {
        ByteBuffer text = StandardCharsets.UTF_16BE.encode(CharBuffer.wrap(password));
        byte[] terminated = new byte[text.remaining() + Character.BYTES];
        text.get(terminated, 0, text.remaining());
        return password.length == 0 ? List.of(terminated, new byte[0]) : List.of(terminated);
    }

    /** Appendix B.2 for a key as long as the hash, which its first round makes whole. */
    private static byte[] derived(PasswordHash hash, byte[] password, byte[] salt, int iterations)
            throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(hash.digest());
        byte[] purpose = new byte[hash.block()];
        Arrays.fill(purpose, FOR_MAC);
        digest.update(purpose);
        digest.update(repeated(salt, hash.block()));
        digest.update(repeated(password, hash.block()));
        byte[] key = digest.digest();
        for (int i = 1; i < iterations; i++) {
            key = digest.digest(key);
        }
        return key;
    }

    /** As often as fills whole blocks; nothing stays nothing. */
    private static byte[] repeated(byte[] octets, int block) {
        byte[] filled = new byte[(octets.length + block - 1) / block * block];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = octets[i % octets.length];
        }
        return filled;
    }

    private static byte[] hmac(PasswordHash hash, byte[] key, byte[] content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(hash.hmac());
        mac.init(new SecretKeySpec(key, hash.hmac()));
        return mac.doFinal(content);
    }
}
