package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.testing.Openssl;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** PKCS#12 files of certificates as OpenSSL makes them. */
class Pkcs12OpensslIT {

    private static final byte[] SALT = HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f10");

    @TempDir
    Path folder;

    private final TestIdentity bo =
            TestCertificate.of("CN=Bo", "bo@patient.example").issue();
    private Openssl openssl;

    @BeforeEach
    void writeTheCertificate() throws Exception {
        openssl = new Openssl(folder);
        bo.write(folder, "bo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-macalg sha1",
                "-macalg sha224",
                "-macalg sha256",
                "-macalg sha384",
                "-macalg sha512",
                "-macalg sha512-224",
                "-macalg sha512-256",
                "-macalg sha512 -iter 100000 -maciter",
                "-certpbe AES-128-CBC -macalg sha512",
                "-certpbe AES-192-CBC",
                "-certpbe DES-EDE3-CBC",
                "-certpbe NONE -macalg sha384",
                "-certpbe PBE-SHA1-3DES -macalg sha512",
                "-legacy -certpbe PBE-SHA1-RC2-40",
                "-nomac"
            })
    void readsAFileMadeWith(String options) throws Exception {
        assertThat(CertificateFile.parse(made(options, "secret"), password("secret")))
                .containsExactly(bo.certificate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-macalg sha512",
                "-certpbe PBE-SHA1-3DES -macalg sha384",
                "-certpbe PBE-SHA1-3DES -nomac",
                "-nomac"
            })
    void readsAFileWithAnEmptyPasswordWithoutOne(String options) throws Exception {
        assertThat(CertificateFile.parse(made(options, ""), Optional.empty())).containsExactly(bo.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-macalg sha1", "-macalg sha512", "-macalg sha512 -certpbe NONE"})
    void saysThatThePasswordIsAnother(String options) throws Exception {
        byte[] file = made(options, "secret");

        assertThatThrownBy(() -> CertificateFile.parse(file, password("Secret")))
                .hasMessageStartingWith("The PKCS#12 file does not open with this password");
        assertThatThrownBy(() -> CertificateFile.parse(file, Optional.empty()))
                .hasMessageStartingWith("The PKCS#12 file does not open with this password");
    }

    @Test
    void saysThatAKeyIsInIt() throws Exception {
        openssl.run("pkcs12 -export -in bo.pem -inkey bo.key -macalg sha512 -passout pass:secret -out bo.p12");

        assertThatThrownBy(
                        () -> CertificateFile.parse(Files.readAllBytes(folder.resolve("bo.p12")), password("secret")))
                .hasMessageStartingWith("The file holds a private key");
    }

    /** RFC 9579: OpenSSL 3.4 writes such files; here its PBKDF2 and HMAC make the value. */
    @ParameterizedTest
    @CsvSource({
        "SHA256, 1.2.840.113549.2.9, sha256, 1.2.840.113549.2.9, 32",
        "SHA512, 1.2.840.113549.2.11, sha256, 1.2.840.113549.2.9, 32",
        "SHA512, 1.2.840.113549.2.11, sha512, 1.2.840.113549.2.11, 64",
        "SHA1, 1.2.840.113549.2.7, sha384, 1.2.840.113549.2.10, 48"
    })
    void rfc9579ReadsAFileWithPbmac1(String prf, String prfId, String hmac, String hmacId, int octets)
            throws Exception {
        byte[] file = pbmac1(prf, prfId, hmac, hmacId, octets, Optional.of(octets));

        assertThat(CertificateFile.parse(file, password("secret"))).containsExactly(bo.certificate());
        assertThatThrownBy(() -> CertificateFile.parse(file, password("Secret")))
                .hasMessageStartingWith("The PKCS#12 file does not open with this password");
    }

    /** Whatever the length of a key is that nobody names, or that anybody could guess. */
    @Test
    void rfc9579TakesNoKeyOfUnknownOrSmallLength() throws Exception {
        byte[] unsaid = pbmac1("SHA256", "1.2.840.113549.2.9", "sha256", "1.2.840.113549.2.9", 32, Optional.empty());
        byte[] small = pbmac1("SHA256", "1.2.840.113549.2.9", "sha256", "1.2.840.113549.2.9", 8, Optional.of(8));

        assertThatThrownBy(() -> CertificateFile.parse(unsaid, password("secret")))
                .hasMessageStartingWith("The PKCS#12 file is damaged");
        assertThatThrownBy(() -> CertificateFile.parse(small, password("secret")))
                .hasMessageStartingWith("The PKCS#12 file is damaged");
    }

    private byte[] pbmac1(String prf, String prfId, String hmac, String hmacId, int octets, Optional<Integer> said)
            throws Exception {
        Pfx pfx = Pfx.getInstance(made("", "secret"));
        Files.write(
                folder.resolve("content"),
                ASN1OctetString.getInstance(pfx.getAuthSafe().getContent()).getOctets());
        openssl.run("kdf -keylen " + octets + " -kdfopt digest:" + prf + " -kdfopt pass:secret -kdfopt hexsalt:"
                + HexFormat.of().formatHex(SALT) + " -kdfopt iter:2048 -binary -out key PBKDF2");
        String key = HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("key")));
        openssl.run("dgst -" + hmac + " -mac HMAC -macopt hexkey:" + key + " -binary -out mac content");
        ASN1Encodable function = said.isPresent()
                ? sequence(
                        new DEROctetString(SALT),
                        new ASN1Integer(2048),
                        new ASN1Integer(BigInteger.valueOf(said.get())),
                        algorithm(prfId))
                : sequence(new DEROctetString(SALT), new ASN1Integer(2048), algorithm(prfId));
        ASN1Encodable pbmac1 = sequence(
                new ASN1ObjectIdentifier("1.2.840.113549.1.5.14"),
                sequence(sequence(new ASN1ObjectIdentifier("1.2.840.113549.1.5.12"), function), algorithm(hmacId)));
        ASN1Encodable mac = sequence(
                sequence(pbmac1, new DEROctetString(Files.readAllBytes(folder.resolve("mac")))),
                new DEROctetString(new byte[8]),
                new ASN1Integer(1));
        return new DERSequence(new ASN1Encodable[] {new ASN1Integer(3), pfx.getAuthSafe(), mac}).getEncoded();
    }

    private static ASN1Encodable algorithm(String id) {
        return sequence(new ASN1ObjectIdentifier(id), DERNull.INSTANCE);
    }

    private static ASN1Encodable sequence(ASN1Encodable... values) {
        return new DERSequence(values);
    }

    private byte[] made(String options, String password) throws Exception {
        openssl.run("pkcs12 -export -nokeys -in bo.pem -out bo.p12 -passout pass:" + password + " " + options);
        return Files.readAllBytes(folder.resolve("bo.p12"));
    }

    private static Optional<char[]> password(String text) {
        return Optional.of(text.toCharArray());
    }
}
