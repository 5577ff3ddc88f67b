package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OAEP is put on by the JDK, and taken off behind RSA alone as a token does it. */
class OaepPaddingTest {

    private static final KeyPair KEYS = keys();

    @ParameterizedTest
    @CsvSource({
        "SHA-256, SHA-256, 32",
        "SHA-1, SHA-1, 32",
        "SHA-256, SHA-1, 16",
        "SHA-512, SHA-512, 24",
        "SHA-256, SHA-256, 0"
    })
    void takesOffWhatTheJdkPutsOn(String digest, String mask, int octets) throws Exception {
        byte[] key = new byte[octets];
        java.util.Arrays.fill(key, (byte) 1);

        assertThat(new OaepPadding(parameters(digest, mask, "")).removed(padded(key, parameters(digest, mask, ""))))
                .isEqualTo(key);
    }

    @Test
    void refusesAnotherLabel() throws Exception {
        byte[] padded = padded(new byte[32], parameters("SHA-256", "SHA-256", "a"));

        assertThatThrownBy(() -> new OaepPadding(parameters("SHA-256", "SHA-256", "b")).removed(padded))
                .isInstanceOf(BadPaddingException.class);
    }

    @Test
    void refusesWhateverOctetIsChanged() throws Exception {
        OaepPadding padding = new OaepPadding(parameters("SHA-256", "SHA-256", ""));
        byte[] padded = padded(new byte[32], parameters("SHA-256", "SHA-256", ""));
        for (int i = 0; i < padded.length; i++) {
            byte[] changed = padded.clone();
            changed[i] ^= 4;
            assertThatThrownBy(() -> padding.removed(changed)).as("octet " + i).isInstanceOf(BadPaddingException.class);
        }
    }

    @Test
    void refusesWhatIsTooShort() {
        assertThatThrownBy(() -> new OaepPadding(parameters("SHA-256", "SHA-256", "")).removed(new byte[65]))
                .isInstanceOf(BadPaddingException.class);
    }

    private static byte[] padded(byte[] key, OAEPParameterSpec parameters) throws Exception {
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
        oaep.init(Cipher.ENCRYPT_MODE, KEYS.getPublic(), parameters);
        Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding", "SunJCE");
        rsa.init(Cipher.DECRYPT_MODE, KEYS.getPrivate());
        return rsa.doFinal(oaep.doFinal(key));
    }

    private static OAEPParameterSpec parameters(String digest, String mask, String label) {
        return new OAEPParameterSpec(
                digest,
                "MGF1",
                new MGF1ParameterSpec(mask),
                new PSource.PSpecified(label.getBytes(StandardCharsets.US_ASCII)));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
