package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.cryptography.Cryptography;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Reading DER, PKCS#7 and PKCS#12, and what hostile files get. */
class CertificateFormatsTest {

    private static final TestIdentity BO =
            TestCertificate.of("CN=Bo", "bo@patient.example").issue();
    private static final TestIdentity CY =
            TestCertificate.of("CN=Cy", "cy@patient.example").issue();
    private static final char[] PASSWORD = "Grünkohl 7".toCharArray();

    static Stream<Arguments> formats() throws Exception {
        List<X509Certificate> both = List.of(BO.certificate(), CY.certificate());
        List<X509Certificate> one = List.of(BO.certificate());
        return Stream.of(
                arguments("DER", BO.certificate().getEncoded(), List.of(BO.certificate())),
                arguments("PKCS#7 in BER", signedData(BO, CY), both),
                arguments("PKCS#7 in PEM", pem("PKCS7", signedData(BO, CY)), both),
                arguments("CMS in PEM", pem("CMS", signedData(BO, CY)), both),
                arguments(
                        "PKCS#7 and a certificate in one PEM",
                        (BO.pem() + new String(pem("PKCS7", signedData(CY)), StandardCharsets.US_ASCII))
                                .getBytes(StandardCharsets.US_ASCII),
                        both),
                arguments("PKCS#12 of today", pkcs12(aes(2048), PASSWORD, bag(BO), bag(CY)), both),
                arguments("PKCS#12 of yesterday", pkcs12(tripleDes(), PASSWORD, bag(BO), bag(CY)), both),
                arguments("PKCS#12, PBKDF2 with SHA-1", pkcs12(aes("1.2.840.113549.2.7"), PASSWORD, bag(BO)), one),
                arguments("PKCS#12, PBKDF2 with SHA-384", pkcs12(aes("1.2.840.113549.2.10"), PASSWORD, bag(BO)), one),
                arguments("PKCS#12, PBKDF2 with SHA-512", pkcs12(aes("1.2.840.113549.2.11"), PASSWORD, bag(BO)), one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void reads(String format, byte[] file, List<X509Certificate> certificates) throws Exception {
        assertThat(CertificateFile.parse(file, Optional.of(PASSWORD)))
                .containsExactlyInAnyOrderElementsOf(certificates);
    }

    @Test
    void needsNoPasswordForAFileThatHasNone() throws Exception {
        byte[] file = new PKCS12PfxPduBuilder()
                .addData(bag(BO))
                .build(mac(), new char[0])
                .getEncoded();

        assertThat(CertificateFile.parse(file, Optional.empty())).containsExactly(BO.certificate());
    }

    static Stream<Arguments> refused() throws Exception {
        byte[] der = BO.certificate().getEncoded();
        byte[] signed = signedData(BO);
        byte[] pfx = pkcs12(aes(2048), PASSWORD, bag(BO));
        return Stream.of(
                arguments(
                        "octets behind DER",
                        Arrays.copyOf(der, der.length + 1),
                        "A certificate of the file is damaged"),
                arguments("DER cut off", Arrays.copyOf(der, der.length - 1), "A certificate of the file is damaged"),
                arguments("PKCS#7 cut off", Arrays.copyOf(signed, signed.length / 2), "The PKCS#7 file is damaged"),
                arguments("PKCS#7 of nobody", signedData(), "The file holds no certificate"),
                arguments("PKCS#12 cut off", Arrays.copyOf(pfx, pfx.length / 2), "The PKCS#12 file is damaged"),
                arguments(
                        "another password",
                        pkcs12(aes(2048, "other".toCharArray()), "other".toCharArray(), bag(BO)),
                        "The PKCS#12 file does not open with this password"),
                arguments(
                        "another password and no MAC",
                        new PKCS12PfxPduBuilder()
                                .addEncryptedData(aes(2048, "other".toCharArray()), new PKCS12SafeBag[] {bag(BO)})
                                .build(null, null)
                                .getEncoded(),
                        "The PKCS#12 file does not open with this password"),
                arguments(
                        "a private key, encrypted",
                        withKey(new JcaPKCS12SafeBagBuilder(BO.key(), aes(2048)).build()),
                        "The file holds a private key"),
                arguments(
                        "a private key in clear",
                        withKey(new JcaPKCS12SafeBagBuilder(BO.key()).build()),
                        "The file holds a private key"),
                arguments(
                        "a private key among what is encrypted",
                        pkcs12(aes(2048), PASSWORD, bag(BO), new JcaPKCS12SafeBagBuilder(BO.key()).build()),
                        "The file holds a private key"),
                arguments(
                        "years of computing",
                        pkcs12(aes(2_000_001), PASSWORD, bag(BO)),
                        "The PKCS#12 file asks for too much computing"),
                arguments("a private key, PKCS#8", BO.key().getEncoded(), "The file holds a private key"),
                arguments("a private key, encrypted PKCS#8", encryptedKey(), "The file holds a private key"),
                arguments("a private key, PKCS#1", bareKey("RSA-2048"), "The file holds a private key"),
                arguments("a private key, SEC 1", bareKey("P-256"), "The file holds a private key"),
                arguments(
                        "a public key", BO.certificate().getPublicKey().getEncoded(), "The file holds no certificate"),
                arguments("10,000 SANs", manyNames().getEncoded(), "A certificate of the file names more than 1000"),
                arguments("too large", new byte[1024 * 1024 + 1], "The file is larger than 1 MiB"),
                arguments("nested, PKCS#7", nested(0x06), "The PKCS#7 file is damaged"),
                arguments("nested, PKCS#12", nested(0x02), "The PKCS#12 file is damaged"),
                arguments("nested, certificate", nested(0x30), "A certificate of the file is damaged"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesInOneSentence(String what, byte[] file, String sentence) {
        assertThatThrownBy(() -> CertificateFile.parse(file, Optional.of(PASSWORD)))
                .isInstanceOf(CertificateRefusedException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageEndingWith(".");
    }

    @Test
    void refusesMoreThan500CertificatesAtOnce() throws Exception {
        TestIdentity[] many = IntStream.range(0, 501)
                .mapToObj(
                        i -> TestCertificate.of("CN=" + i, "x@patient.example").issue())
                .toArray(TestIdentity[]::new);

        assertThatThrownBy(() -> CertificateFile.parse(signedData(many), Optional.empty()))
                .hasMessageStartingWith("The file holds more than 500 certificates");
    }

    @Test
    void aCertificateWith10000NamesIsForNobody() {
        assertThat(CertificateAddresses.of(manyNames())).isEmpty();
    }

    @Property(tries = 2000)
    void refusesOrReadsWhateverOctetIsChangedAndNeverFails(
            @ForAll @IntRange(max = 2) int format, @ForAll int position, @ForAll byte value) throws Exception {
        byte[] file = SAMPLES.get(format).clone();
        file[Math.floorMod(position, file.length)] = value;
        try {
            assertThat(CertificateFile.parse(file, Optional.of(PASSWORD))).isNotEmpty();
        } catch (CertificateRefusedException refused) {
            assertThat(refused).hasMessageEndingWith(".");
        }
    }

    private static final List<byte[]> SAMPLES = samples();

    private static List<byte[]> samples() {
        try {
            return List.of(BO.certificate().getEncoded(), signedData(BO), pkcs12(aes(10), PASSWORD, bag(BO)));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509Certificate manyNames() {
        return TestCertificate.of(
                        "CN=All",
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "p" + i + "@patient.example")
                                .toArray(String[]::new))
                .issue()
                .certificate();
    }

    private static byte[] signedData(TestIdentity... identities) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(
                Arrays.stream(identities).map(TestIdentity::certificate).toList()));
        return generator.generate(new CMSProcessableByteArray(new byte[0])).getEncoded();
    }

    private static byte[] pem(String label, byte[] der) {
        return ("-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static PKCS12SafeBag bag(TestIdentity identity) throws Exception {
        return new JcaPKCS12SafeBagBuilder(identity.certificate()).build();
    }

    private static byte[] pkcs12(OutputEncryptor encryptor, char[] password, PKCS12SafeBag... bags) throws Exception {
        return new PKCS12PfxPduBuilder()
                .addEncryptedData(encryptor, bags)
                .build(mac(), password)
                .getEncoded();
    }

    private static byte[] withKey(PKCS12SafeBag key) throws Exception {
        return new PKCS12PfxPduBuilder()
                .addEncryptedData(aes(2048), new PKCS12SafeBag[] {bag(BO)})
                .addData(key)
                .build(mac(), PASSWORD)
                .getEncoded();
    }

    private static byte[] encryptedKey() throws Exception {
        return new JcaPKCS8EncryptedPrivateKeyInfoBuilder(BO.key())
                .build(aes(2048))
                .getEncoded();
    }

    /** As programs wrote it before PKCS#8. */
    private static byte[] bareKey(String kind) throws Exception {
        TestIdentity identity =
                TestCertificate.of("CN=Bo", "bo@patient.example").key(kind).issue();
        return PrivateKeyInfo.getInstance(identity.key().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
    }

    private static JcePKCS12MacCalculatorBuilder mac() {
        return new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256).setProvider(Cryptography.provider());
    }

    private static OutputEncryptor aes(int iterations) throws Exception {
        return aes(iterations, PASSWORD);
    }

    private static OutputEncryptor aes(int iterations, char[] password) throws Exception {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(Cryptography.provider())
                .setIterationCount(iterations)
                .build(password);
    }

    /** With that HMAC in PBKDF2. */
    private static OutputEncryptor aes(String hmac) throws Exception {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(Cryptography.provider())
                .setPRF(new AlgorithmIdentifier(new ASN1ObjectIdentifier(hmac), DERNull.INSTANCE))
                .setIterationCount(2048)
                .build(PASSWORD);
    }

    private static OutputEncryptor tripleDes() throws Exception {
        return new JcePKCSPBEOutputEncryptorBuilder(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)
                .setProvider(Cryptography.provider())
                .setRandom(new SecureRandom())
                .build(PASSWORD);
    }

    /** Sequences of indefinite length within each other, as deep as the limit of length allows. */
    private static byte[] nested(int first) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {0x30, (byte) 0x80, (byte) first, 0x01, 0x03});
        for (int i = 0; i < 500_000; i++) {
            file.writeBytes(new byte[] {0x30, (byte) 0x80});
        }
        return file.toByteArray();
    }
}
