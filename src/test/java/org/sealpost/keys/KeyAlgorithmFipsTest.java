package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealpost.cryptography.Cryptography;

/** Keys in the edition for FIPS 140-3. */
class KeyAlgorithmFipsTest {

    @ParameterizedTest
    @EnumSource(names = {"RSA_3072", "P_256", "P_384", "ED25519"})
    void makesApprovedKeysByTheValidatedLibrary(KeyAlgorithm algorithm) throws Exception {
        assertThat(Cryptography.isFips()).isTrue();
        assertThat(algorithm.isApproved()).isTrue();

        KeyPair pair = algorithm.generate();

        assertThat(pair.getPrivate().getClass().getName()).startsWith("org.bouncycastle.");
        assertThat(KeyAlgorithm.weakness(pair.getPublic())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "ML_DSA_65", "ML_DSA_87", "ML_KEM_768", "ML_KEM_1024"})
    void makesNoOthers(KeyAlgorithm algorithm) {
        assertThat(algorithm.isApproved()).isFalse();
    }
}
