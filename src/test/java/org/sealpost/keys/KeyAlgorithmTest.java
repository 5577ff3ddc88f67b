package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyAlgorithmTest {

    private static final KeyAlgorithm ISSUER = KeyAlgorithm.P_256;

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void eachIsMadeAndReadBackFromWhatIsStored(KeyAlgorithm algorithm) throws Exception {
        KeyPair pair = algorithm.generate();

        assertThat(KeyAlgorithm.name(pair.getPublic())).isEqualTo(algorithm.key());
        assertThat(KeyAlgorithm.family(pair.getPublic())).isEqualTo(algorithm.family());
        assertThat(KeyEncoding.publicKey(pair.getPublic().getEncoded()).getEncoded())
                .isEqualTo(pair.getPublic().getEncoded());
        PrivateKey read =
                KeyEncoding.privateKey(pair.getPublic(), pair.getPrivate().getEncoded());
        assertThat(read.getEncoded()).isEqualTo(pair.getPrivate().getEncoded());
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_3072", "P_256", "P_384", "ED25519", "ML_DSA_65", "ML_DSA_87"})
    void eachThatSignsSignsItsOwnCertificate(KeyAlgorithm algorithm) throws Exception {
        KeyPair pair = algorithm.generate();
        X509Certificate certificate = CertificateWriter.forMail(
                pair.getPublic(),
                CertificateWriter.subject("Sample"),
                CertifiedNames.of(KeyOwner.parse("a@practice.example"), List.of()),
                Optional.empty(),
                KeyEncoding.signer(pair.getPublic(), pair.getPrivate(), Optional.empty()),
                Duration.ofDays(1),
                Optional.empty());

        certificate.verify(certificate.getPublicKey());
        assertThat(CertificateChain.read(CertificateChain.encoded(certificate))).containsExactly(certificate);
    }

    @ParameterizedTest
    @CsvSource({
        "p-384,P_384",
        "ml-dsa-87,ML_DSA_87",
        "rsa-2048,RSA_3072",
        "rsa-3072,RSA_3072",
        "rsa-3584,RSA_4096",
        "rsa-8192,RSA_4096"
    })
    void aKeyOfAnyKindHasASuccessorOfItsOwn(String brought, KeyAlgorithm successor) {
        assertThat(KeyAlgorithm.successor(brought)).isEqualTo(successor);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_3072,true,true",
        "P_256,true,true",
        "P_384,true,true",
        "ED25519,true,false",
        "X25519,false,true",
        "ML_DSA_65,true,false",
        "ML_DSA_87,true,false",
        "ML_KEM_768,false,true",
        "ML_KEM_1024,false,true"
    })
    void aCertificateAllowsWhatItsKeyCanDo(KeyAlgorithm algorithm, boolean signs, boolean decrypts) throws Exception {
        KeyPair issuer = ISSUER.generate();
        X500Name name = CertificateWriter.subject("Sample authority");
        X509Certificate authority = CertificateWriter.authority(
                issuer.getPublic(),
                name,
                KeyEncoding.signer(issuer.getPublic(), issuer.getPrivate(), Optional.empty()),
                Duration.ofDays(2),
                List.of());
        X509Certificate certificate = CertificateWriter.forMail(
                algorithm.generate().getPublic(),
                CertificateWriter.subject("Sample"),
                CertifiedNames.of(KeyOwner.parse("a@practice.example"), List.of()),
                Optional.of(authority),
                KeyEncoding.signer(issuer.getPublic(), issuer.getPrivate(), Optional.empty()),
                Duration.ofDays(1),
                Optional.empty());

        assertThat(KeyInUse.signs(certificate)).isEqualTo(signs);
        assertThat(KeyInUse.decrypts(certificate)).isEqualTo(decrypts);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.4");
    }
}
