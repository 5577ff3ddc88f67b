package org.sealpost.cryptography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edition for FIPS 140-3: what is approved is done by the validated library, what is not fails. */
class ApprovedOnlyFipsTest {

    @BeforeAll
    static void install() {
        Cryptography.install();
    }

    @Test
    void isTheValidatedLibraryInApprovedModeBeforeAllOthers() throws Exception {
        assertThat(Cryptography.isFips()).isTrue();
        assertThat(Cryptography.description()).startsWith("BCFIPS").endsWith("approved mode");
        assertThat(Security.getProviders()[0].getName()).isEqualTo("BCFIPS");
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo("BCFIPS");
        assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo("BCFIPS");
        assertThat(new SecureRandom().getProvider().getName()).isEqualTo("BCFIPS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "MD4", "RIPEMD160"})
    void doesNotHash(String algorithm) {
        assertThatThrownBy(() -> MessageDigest.getInstance(algorithm, Cryptography.provider()))
                .isInstanceOf(NoSuchAlgorithmException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ARC4,ARC4",
        "DES,DES/CBC/PKCS5Padding",
        "Blowfish,Blowfish/CBC/PKCS5Padding",
        "RC2,RC2/CBC/PKCS5Padding"
    })
    void doesNotEncryptBy(String keys, String transformation) {
        assertThatThrownBy(() -> {
                    Cipher cipher = Cipher.getInstance(transformation, Cryptography.provider());
                    cipher.init(
                            Cipher.ENCRYPT_MODE, KeyGenerator.getInstance(keys).generateKey());
                    cipher.doFinal(new byte[16]);
                })
                .isInstanceOf(Throwable.class);
    }

    @Test
    void doesNotMakeAKeyOf1024Bits() {
        assertThatThrownBy(() -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", Cryptography.provider());
                    generator.initialize(1024, Cryptography.random());
                    generator.generateKeyPair();
                })
                .isInstanceOf(Throwable.class);
    }

    @ParameterizedTest
    @CsvSource({"RSA,3072,SHA256withRSAandMGF1", "EC,256,SHA256withECDSA", "EC,384,SHA384withECDSA"})
    void signsBy(String kind, int bits, String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind, Cryptography.provider());
        generator.initialize(bits, Cryptography.random());
        KeyPair keys = generator.generateKeyPair();
        Signature signature = Signature.getInstance(algorithm, Cryptography.provider());
        signature.initSign(keys.getPrivate(), Cryptography.random());
        signature.update(new byte[100]);
        byte[] made = signature.sign();

        signature.initVerify(keys.getPublic());
        signature.update(new byte[100]);
        assertThat(signature.verify(made)).isTrue();
    }
}
