package org.sealpost.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeEncryptor;
import org.sealpost.smime.SmimeIdentity;
import org.sealpost.smime.SmimeReader;
import org.sealpost.smime.SmimeReading;

/**
 * What {@link TokenIT} runs as a process of its own, since SoftHSM finds its configuration in the environment. It says one
 * line for each thing that holds.
 */
final class TokenTrial {

    private TokenTrial() {}

    /** @param arguments the module, and the file of the PIN */
    public static void main(String... arguments) throws Exception {
        Token token = new Token(TestKeySettings.withToken(Path.of(arguments[0]), Path.of(arguments[1])));
        for (KeyAlgorithm algorithm : new KeyAlgorithm[] {KeyAlgorithm.RSA_3072, KeyAlgorithm.P_256}) {
            KeyPair pair = token.generate(algorithm);
            Provider provider = token.provider();
            X509Certificate certificate = CertificateWriter.forMail(
                    pair.getPublic(),
                    CertificateWriter.subject("Trial"),
                    CertifiedNames.of(KeyOwner.parse("a@practice.example"), List.of()),
                    Optional.empty(),
                    KeyEncoding.signer(pair.getPublic(), pair.getPrivate(), Optional.of(provider)),
                    Duration.ofDays(1),
                    Optional.empty());
            certificate.verify(certificate.getPublicKey());
            say(algorithm, "signs its certificate");
            String alias = "trial-" + algorithm.key();
            token.keep(alias, pair.getPrivate(), certificate);

            Token again = new Token(TestKeySettings.withToken(Path.of(arguments[0]), Path.of(arguments[1])));
            PrivateKey handle = again.key(alias);
            say(algorithm, handle.getEncoded() == null ? "is a handle only" : "LEAVES THE TOKEN");
            say(algorithm, again.certificates(alias).contains(certificate) ? "is found again" : "IS LOST");
            say(algorithm, signs(handle, again.provider(), certificate) ? "signs by handle" : "DOES NOT SIGN");
            say(algorithm, opens(handle, again.provider(), certificate) ? "opens by handle" : "DOES NOT OPEN");
            say(algorithm, reads(handle, again.provider(), certificate) ? "reads mail by handle" : "DOES NOT READ");
            again.destroy(alias);
            try {
                new Token(TestKeySettings.withToken(Path.of(arguments[0]), Path.of(arguments[1]))).key(alias);
                say(algorithm, "IS STILL THERE");
            } catch (GeneralSecurityException gone) {
                say(algorithm, "is destroyed");
            }
        }
    }

    /** Mail as it is encrypted by default, with OAEP for an RSA key. */
    private static boolean reads(PrivateKey handle, Provider provider, X509Certificate certificate) throws Exception {
        RawMessage letter =
                RawMessage.of("From: b@clinic.example\r\nSubject: Visit\r\n\r\nOn Monday.\r\n".getBytes(UTF_8));
        RawMessage encrypted = new SmimeEncryptor().encrypt(letter, List.of(certificate));
        SmimeIdentity identity = new SmimeIdentity(certificate, List.of(), handle, Optional.of(provider));
        return new SmimeReader(false).read(encrypted, List.of(identity)) instanceof SmimeReading.Read read
                && new String(read.view().octets(), UTF_8).endsWith("On Monday.\r\n");
    }

    private static boolean signs(PrivateKey handle, Provider provider, X509Certificate certificate) throws Exception {
        String name = certificate.getSigAlgName();
        byte[] text = "what is signed".getBytes(UTF_8);
        Signature signature = Signature.getInstance(name, provider);
        signature.initSign(handle);
        signature.update(text);
        byte[] made = signature.sign();
        Signature verifier = Signature.getInstance(name);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(text);
        return verifier.verify(made);
    }

    private static boolean opens(PrivateKey handle, Provider provider, X509Certificate certificate) throws Exception {
        if (KeyAlgorithm.family(certificate.getPublicKey()) == KeyAlgorithm.Family.RSA) {
            byte[] key = new byte[32];
            Cipher encrypt = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
            encrypt.init(Cipher.ENCRYPT_MODE, certificate.getPublicKey());
            Cipher decrypt = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
            decrypt.init(Cipher.DECRYPT_MODE, handle);
            return Arrays.equals(decrypt.doFinal(encrypt.doFinal(key)), key);
        }
        KeyPair ephemeral = KeyAlgorithm.P_256.generate();
        KeyAgreement ours = KeyAgreement.getInstance("ECDH", provider);
        ours.init(handle);
        ours.doPhase(ephemeral.getPublic(), true);
        KeyAgreement theirs = KeyAgreement.getInstance("ECDH", "SunEC");
        theirs.init(ephemeral.getPrivate());
        theirs.doPhase(certificate.getPublicKey(), true);
        return Arrays.equals(ours.generateSecret(), theirs.generateSecret());
    }

    private static void say(KeyAlgorithm algorithm, String what) {
        System.out.println(algorithm.key() + " " + what);
    }
}
