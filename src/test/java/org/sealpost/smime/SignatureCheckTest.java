package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Which signatures are looked at. */
class SignatureCheckTest {

    private final SmimeReader reader = new SmimeReader(false);
    private final SampleEnvelopes envelopes = new SampleEnvelopes();

    /** Whoever chooses the key would choose how long its verification takes. */
    @ParameterizedTest
    @CsvSource({"9000, 17", "2048, 80"})
    void looksAtNoSignatureByAnRsaKeyThatIsTooLarge(int bits, int exponentBits) throws Exception {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.valueOf(0x1234567));
        BigInteger exponent = BigInteger.ONE.shiftLeft(exponentBits - 1).add(BigInteger.ONE);
        X509Certificate huge = envelopes.certificate(new KeyPair(
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)),
                SampleEnvelopes.rsa("signer").getPrivate()));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                signer("SHA256withRSA", SampleEnvelopes.rsa("signer").getPrivate(), huge));
        generator.addCertificates(new JcaCertStore(List.of(huge)));

        assertThat(verdict(generator)).isEqualTo(new SignatureVerdict.Invalid(SignatureFault.WEAK));
    }

    /** RFC 5652 section 5.1: a set of signers, of whom any may be the author; DER sorts them. */
    @Test
    void looksForTheAuthorAmongAllWhoSigned() throws Exception {
        TestIdentity author =
                TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();
        TestIdentity gateway =
                TestCertificate.of("CN=G", "gateway@patient.example").issue();
        TestIdentity list = TestCertificate.of("CN=A list that signs whatever goes to it", "list@lists.example")
                .issue();

        assertThat(verdict(gateway, author, list)).isInstanceOfSatisfying(SignatureVerdict.Valid.class, valid -> {
            assertThat(valid.signer()).isEqualTo(author.certificate());
            assertThat(valid.others()).isEmpty();
        });
        assertThat(verdict(gateway, list)).isEqualTo(new SignatureVerdict.Invalid(SignatureFault.OTHER_ADDRESS));
    }

    @Test
    void knowsEachOfTheAuthorsCertificates() throws Exception {
        TestIdentity old = TestCertificate.of("CN=Bo", "bo@patient.example").issue();
        TestIdentity fresh =
                TestCertificate.of("CN=Bo Sample", "Bo@Patient.example").issue();

        assertThat(verdict(old, fresh))
                .isInstanceOfSatisfying(
                        SignatureVerdict.Valid.class,
                        valid -> assertThat(Stream.concat(Stream.of(valid), valid.others().stream())
                                        .map(SignatureVerdict.Valid::signer))
                                .containsExactlyInAnyOrder(old.certificate(), fresh.certificate()));
    }

    /** A signature that is wrong proves nothing of the others, and nothing for itself. */
    @Test
    void whoseSignatureIsAnothersIsNotAmongThoseWhoSigned() throws Exception {
        TestIdentity author =
                TestCertificate.of("CN=Bo Sample", "bo@patient.example").issue();
        TestIdentity eve = TestCertificate.of("CN=E", "eve@eve.example").issue();
        CMSSignedDataGenerator generator = generator(eve);
        generator.addSignerInfoGenerator(signer("SHA256withECDSA", eve.key(), author.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(author.certificate())));

        assertThat(verdict(generator)).isEqualTo(new SignatureVerdict.Invalid(SignatureFault.OTHER_ADDRESS));
    }

    /** A signature beside what it signs. */
    static byte[] detached(TestIdentity signer, String entity) throws Exception {
        return generator(signer)
                .generate(new CMSProcessableByteArray(entity.getBytes(StandardCharsets.US_ASCII)), false)
                .getEncoded();
    }

    private SignatureVerdict verdict(TestIdentity... signers) throws Exception {
        return verdict(generator(signers));
    }

    private SignatureVerdict verdict(CMSSignedDataGenerator generator) throws Exception {
        byte[] signed = generator
                .generate(new CMSProcessableByteArray(SampleEnvelopes.LETTER.getBytes(StandardCharsets.US_ASCII)), true)
                .getEncoded();
        return ((SmimeReading.Read) reader.read(SampleEnvelopes.message(signed), List.of())).signature();
    }

    private static CMSSignedDataGenerator generator(TestIdentity... signers) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        for (TestIdentity one : signers) {
            generator.addSignerInfoGenerator(signer("SHA256withECDSA", one.key(), one.certificate()));
            generator.addCertificates(new JcaCertStore(List.of(one.certificate())));
        }
        return generator;
    }

    private static SignerInfoGenerator signer(String algorithm, PrivateKey key, X509Certificate certificate)
            throws Exception {
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .build(new JcaContentSignerBuilder(algorithm).build(key), certificate);
    }
}
