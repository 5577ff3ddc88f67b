package org.sealpost.certificate;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Opens what is encrypted under a password by PBES2 (RFC 8018 section 6.2): AES, or 3DES as older programs write it. */
final class Pbes2 {

    private static final Map<ASN1ObjectIdentifier, Scheme> SCHEMES = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, new Scheme("AES", 16),
            NISTObjectIdentifiers.id_aes192_CBC, new Scheme("AES", 24),
            NISTObjectIdentifiers.id_aes256_CBC, new Scheme("AES", 32),
            PKCSObjectIdentifiers.des_EDE3_CBC, new Scheme("DESede", 24));

    private Pbes2() {}

    /**
     * A cipher in CBC.
     *
     * @param octets of its key
     */
    private record Scheme(String cipher, int octets) {}

    /** @return what was encrypted; nothing when it was under another password */
    static Optional<byte[]> decrypted(AlgorithmIdentifier algorithm, byte[] encrypted, char[] password)
            throws CertificateRefusedException {
        PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
        Pbkdf2 derivation = Pbkdf2.of(AlgorithmIdentifier.getInstance(
                parameters.getKeyDerivationFunc().toASN1Primitive()));
        Scheme scheme = SCHEMES.get(parameters.getEncryptionScheme().getAlgorithm());
        if (scheme == null) {
            throw Pkcs12File.unusual();
        }
        byte[] vector = ASN1OctetString.getInstance(
                        parameters.getEncryptionScheme().getParameters())
                .getOctets();
        try {
            Cipher cipher = Cipher.getInstance(scheme.cipher() + "/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(derivation.key(password, scheme.octets()), scheme.cipher()),
                    new IvParameterSpec(vector));
            return Optional.of(cipher.doFinal(encrypted));
        } catch (BadPaddingException | IllegalBlockSizeException otherKey) {
            return Optional.empty();
        } catch (GeneralSecurityException notDoneHere) {
            throw Pkcs12File.unusual();
        }
    }
}
