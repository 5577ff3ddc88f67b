package org.sealpost.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                        .build(
                                new JcaContentSignerBuilder("SHA256withRSA")
                                        .build(SampleEnvelopes.rsa("signer").getPrivate()),
                                huge));
        generator.addCertificates(new JcaCertStore(List.of(huge)));
        byte[] signed = generator
                .generate(new CMSProcessableByteArray(SampleEnvelopes.LETTER.getBytes(StandardCharsets.US_ASCII)), true)
                .getEncoded();

        assertThat(((SmimeReading.Read) reader.read(SampleEnvelopes.message(signed), List.of())).signature())
                .isEqualTo(new SignatureVerdict.Invalid(SignatureFault.WEAK));
    }
}
