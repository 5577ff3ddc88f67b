package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealpost.mail.Domain;

/** OpenSSL reads our files and verifies our certificates: a reader that shares no code with us. */
class KeysOpensslIT {

    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path folder;

    private KeyPair authority;
    private X509Certificate anchor;

    /** What OpenSSL said, and its exit status. */
    private record Said(int status, String text) {}

    @BeforeEach
    void makeAnAuthority() throws Exception {
        makeAuthority(KeyAlgorithm.P_384, List.of());
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_3072", "P_256"})
    void opensslOpensTheFileOfAPersonAndVerifiesTheCertificate(KeyAlgorithm algorithm) throws Exception {
        KeyPair person = algorithm.generate();
        X509Certificate certificate = issue(person, "bo@patients.example", Optional.empty());
        String password = TransportPassword.next();
        Files.write(
                folder.resolve("bo.p12"),
                Pkcs12File.write(
                        "bo@patients.example",
                        person.getPrivate(),
                        List.of(certificate, anchor),
                        password.toCharArray()));

        Said info = openssl("pkcs12", "-in", "bo.p12", "-info", "-noout", "-passin", "pass:" + password);
        assertThat(info.status()).isZero();
        assertThat(info.text())
                .contains("MAC: sha256", "PBES2, PBKDF2, AES-256-CBC")
                .doesNotContain("RC2", "3DES", "SHA1");
        openssl("pkcs12", "-in", "bo.p12", "-nodes", "-nocerts", "-out", "bo.key", "-passin", "pass:" + password);
        assertThat(openssl("pkey", "-in", "bo.key", "-pubout").text())
                .contains(CertificateChain.pem("PUBLIC KEY", person.getPublic().getEncoded()));
        assertThat(openssl("pkcs12", "-in", "bo.p12", "-noout", "-passin", "pass:wrong")
                        .status())
                .isNotZero();

        assertThat(verify("bo@patients.example", "smimesign").text()).endsWith("leaf.pem: OK\n");
        // Its check for encryption knows RSA only: RFC 8813 forbids an elliptic curve's key the usage that it wants.
        assertThat(verify("bo@patients.example", "smimeencrypt").status() == 0)
                .isEqualTo(algorithm == KeyAlgorithm.RSA_3072);
        assertThat(verify("cy@patients.example", "smimesign").status()).isNotZero();
        assertThat(openssl("verify", "-CAfile", "ca.pem", "-purpose", "sslserver", "leaf.pem")
                        .status())
                .isNotZero();
    }

    @Test
    void theAuthoritysCertificateSaysWhatItMaySign() {
        assertThat(openssl("x509", "-in", "ca.pem", "-noout", "-text").text())
                .contains("CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign", "X509v3 Basic Constraints: critical")
                .doesNotContain("Name Constraints");
    }

    @Test
    void anAuthorityOfOneDomainCertifiesNobodyElse() throws Exception {
        makeAuthority(KeyAlgorithm.RSA_3072, List.of(Domain.parse("practice.example")));
        issue(KeyAlgorithm.P_256.generate(), "ada@practice.example", Optional.empty());
        assertThat(verify("ada@practice.example", "smimesign").status()).isZero();
        issue(KeyAlgorithm.P_256.generate(), "bo@patients.example", Optional.empty());
        assertThat(verify("bo@patients.example", "smimesign").text()).contains("permitted subtree violation");
    }

    @Test
    void aRevokedCertificateStandsInTheListThatItNames() throws Exception {
        URI list = URI.create("https://mail.practice.example/ca/default/x.crl");
        X509Certificate revoked = issue(KeyAlgorithm.P_256.generate(), "bo@patients.example", Optional.of(list));
        assertThat(openssl("x509", "-in", "leaf.pem", "-noout", "-text").text()).contains("URI:" + list);

        writeList(List.of());
        assertThat(openssl("crl", "-in", "list.crl", "-inform", "DER", "-CAfile", "ca.pem", "-noout")
                        .text())
                .contains("verify OK");
        assertThat(verifyWithList().status()).isZero();

        IssuedCertificateRow row = new IssuedCertificateRow();
        row.serial = IssuedCertificateRow.serial(revoked.getSerialNumber());
        row.revokedAt = Instant.now();
        writeList(List.of(row));
        assertThat(verifyWithList().text()).contains("certificate revoked");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_3072", "P_256", "P_384", "ED25519"})
    void opensslVerifiesARequest(KeyAlgorithm algorithm) throws Exception {
        KeyPair pair = algorithm.generate();
        byte[] request = CertificateWriter.request(
                pair.getPublic(),
                CertificateWriter.subject("Dr. Ada, \"Sample\" + Co"),
                CertifiedNames.of(KeyOwner.parse("ada@practice.example"), List.of()),
                KeyEncoding.signer(pair.getPublic(), pair.getPrivate(), Optional.empty()));
        Files.writeString(folder.resolve("ada.csr"), CertificateChain.pem("CERTIFICATE REQUEST", request));

        Said said = openssl("req", "-in", "ada.csr", "-verify", "-noout", "-text");
        assertThat(said.status()).isZero();
        assertThat(said.text())
                .contains("verify OK", "email:ada@practice.example", "E-mail Protection", "Digital Signature");
        // One attribute, whatever stands in the name.
        assertThat(openssl("req", "-in", "ada.csr", "-noout", "-subject", "-nameopt", "multiline")
                        .text())
                .contains("commonName")
                .hasLineCount(2);
    }

    @Test
    void opensslTakesThePrivateKeysOutOfABackup() throws Exception {
        KeyPair pair = KeyAlgorithm.RSA_3072.generate();
        X509Certificate certificate = issue(pair, "ada@practice.example", Optional.empty());
        BackupFile backup = BackupFile.empty("a passphrase of some length".toCharArray());
        backup.putRows("{\"version\":1}".getBytes(StandardCharsets.UTF_8));
        backup.putSeal(Map.of("check", BackupFile.wrap(new byte[32])));
        backup.putKey(UUID.randomUUID().toString(), pair.getPrivate(), List.of(certificate));
        Files.write(folder.resolve("keys.p12"), backup.write());

        Said key = openssl(
                "pkcs12", "-in", "keys.p12", "-nodes", "-nocerts", "-passin", "pass:a passphrase of some length");
        assertThat(key.status()).isZero();
        Files.writeString(folder.resolve("out.key"), key.text());
        assertThat(openssl("pkey", "-in", "out.key", "-pubout").text())
                .contains(CertificateChain.pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        assertThat(openssl("pkcs12", "-in", "keys.p12", "-noout", "-passin", "pass:another")
                        .status())
                .isNotZero();
    }

    private void makeAuthority(KeyAlgorithm algorithm, List<Domain> permitted) throws Exception {
        authority = algorithm.generate();
        anchor = CertificateWriter.authority(
                authority.getPublic(),
                CertificateWriter.subject("Sample Practice"),
                KeyEncoding.signer(authority.getPublic(), authority.getPrivate(), Optional.empty()),
                YEAR,
                permitted);
        Files.writeString(folder.resolve("ca.pem"), CertificateChain.pem(List.of(anchor)));
    }

    private X509Certificate issue(KeyPair person, String address, Optional<URI> list) throws Exception {
        X509Certificate certificate = CertificateWriter.forMail(
                person.getPublic(),
                CertificateWriter.subject("Bo Sample"),
                CertifiedNames.of(KeyOwner.parse(address), List.of()),
                Optional.of(anchor),
                KeyEncoding.signer(authority.getPublic(), authority.getPrivate(), Optional.empty()),
                YEAR,
                list);
        Files.writeString(folder.resolve("leaf.pem"), CertificateChain.pem(List.of(certificate)));
        return certificate;
    }

    private void writeList(List<IssuedCertificateRow> revoked) throws Exception {
        byte[] list = RevocationListWriter.write(
                anchor, revoked, KeyEncoding.signer(authority.getPublic(), authority.getPrivate(), Optional.empty()));
        Files.write(folder.resolve("list.crl"), list);
        assertThat(openssl("crl", "-in", "list.crl", "-inform", "DER", "-out", "list.pem")
                        .status())
                .isZero();
    }

    private Said verify(String address, String purpose) {
        return openssl(
                "verify",
                "-x509_strict",
                "-CAfile",
                "ca.pem",
                "-purpose",
                purpose,
                "-verify_email",
                address,
                "leaf.pem");
    }

    private Said verifyWithList() {
        return openssl("verify", "-CAfile", "ca.pem", "-crl_check", "-CRLfile", "list.pem", "leaf.pem");
    }

    private Said openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Said(process.exitValue(), text);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
