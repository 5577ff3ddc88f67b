package org.sealpost.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * How a file wants a key to be made out of a password (RFC 8018 section 5.2). By the JDK, which takes an empty password
 * too, as openssl gives it to files that need none.
 */
final class Pbkdf2 {

    private final PBKDF2Params parameters;
    private final PasswordHash hash;
    private final int iterations;

    private Pbkdf2(PBKDF2Params parameters, PasswordHash hash, int iterations) {
        this.parameters = parameters;
        this.hash = hash;
        this.iterations = iterations;
    }

    /** @throws CertificateRefusedException when it is another function, or asks for hours of computing */
    static Pbkdf2 of(AlgorithmIdentifier function) throws CertificateRefusedException {
        if (!function.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw Pkcs12File.unusual();
        }
        PBKDF2Params parameters = PBKDF2Params.getInstance(function.getParameters());
        return new Pbkdf2(
                parameters,
                PasswordHash.ofHmac(parameters.getPrf().getAlgorithm()).orElseThrow(Pkcs12File::unusual),
                Pkcs12File.iterations(parameters.getIterationCount()));
    }

    /** How many octets the key shall have, where the file says so. */
    Optional<BigInteger> octets() {
        return Optional.ofNullable(parameters.getKeyLength());
    }

    /** The key. */
    byte[] key(char[] password, int octets) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password, parameters.getSalt(), iterations, octets * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2With" + hash.hmac())
                    .generateSecret(spec)
                    .getEncoded();
        } finally {
            spec.clearPassword();
        }
    }
}
