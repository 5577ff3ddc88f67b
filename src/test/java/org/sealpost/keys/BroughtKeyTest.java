package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.cryptography.Cryptography;

/** A key that is brought may take another's place, so it must be one with which mail is signed and read here. */
class BroughtKeyTest {

    @ParameterizedTest
    @CsvSource({
        "secp256r1, ''",
        "secp384r1, ''",
        "secp521r1, another elliptic curve",
        "brainpoolP256r1, another elliptic curve",
        "secp256k1, another elliptic curve"
    })
    void anEllipticCurveIsOneOfTwo(String curve, String fault) throws Exception {
        assertThat(fault("EC", new ECGenParameterSpec(curve))).contains(fault);
        assertThat(fault("EC", new ECGenParameterSpec(curve)).isEmpty()).isEqualTo(fault.isEmpty());
    }

    @Test
    void anRsaKeyHasNoSmallExponent() throws Exception {
        assertThat(fault("RSA", new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(3))))
                .contains("exponent");
        assertThat(fault("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Ed25519, ''",
        "X25519, ''",
        "ML-DSA-65, ''",
        "ML-DSA-87, ''",
        "ML-KEM-768, ''",
        "ML-KEM-1024, ''",
        "Ed448, another kind",
        "X448, another kind",
        "DSA, another kind",
        "ML-DSA-44, another kind",
        "ML-KEM-512, another kind"
    })
    void anotherKeyIsOfAKindThatSignsOrReadsMailHere(String kind, String fault) throws Exception {
        PublicKey key = KeyPairGenerator.getInstance(kind).generateKeyPair().getPublic();

        assertThat(KeyAlgorithm.weakness(key).orElse("")).contains(fault);
        assertThat(KeyAlgorithm.weakness(key).isEmpty()).isEqualTo(fault.isEmpty());
    }

    private static String fault(String algorithm, AlgorithmParameterSpec kind) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, Cryptography.provider());
        generator.initialize(kind);
        return KeyAlgorithm.weakness(KeyEncoding.publicKey(
                        generator.generateKeyPair().getPublic().getEncoded()))
                .orElse("");
    }
}
