package org.sealpost.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The verifier of SCRAM-SHA-256. */
class PasswordVerifierTest {

    /** The example of RFC 7677 section 3. */
    @Test
    void rfc7677SignsAsTheExampleDoes() throws Exception {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        PasswordVerifier verifier = PasswordVerifier.of("pencil".toCharArray(), salt, 4096);
        String nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        String authMessage =
                "n=user,r=rOprNGfwEbeRWgbNEkqO,r=" + nonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=" + nonce;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(verifier.serverKey(), "HmacSHA256"));
        assertThat(Base64.getEncoder().encodeToString(mac.doFinal(authMessage.getBytes("US-ASCII"))))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void knowsItsPasswordAndNoOther() {
        PasswordVerifier verifier = PasswordVerifier.of("right".toCharArray());
        assertThat(verifier.isOf("right".toCharArray())).isTrue();
        assertThat(verifier.isOf("Right".toCharArray())).isFalse();
        assertThat(verifier.isOf(new char[0])).isFalse();
        assertThat(verifier).hasToString("PasswordVerifier[]");
        assertThat(HexFormat.of().formatHex(verifier.salt())).hasSize(32);
    }
}
