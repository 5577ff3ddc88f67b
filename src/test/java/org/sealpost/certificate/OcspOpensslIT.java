package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.mail.AddressBlock;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.TestIdentity;

/** OCSP with OpenSSL's responder over the loopback address, as certificates name it. */
class OcspOpensslIT {

    private static final String BO = "bo@patient.example";
    private static final DateTimeFormatter INDEX_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final Instant now = Instant.now();
    private final Instant begin = now.minus(Duration.ofDays(30));
    private final Instant end = now.plus(Duration.ofDays(300));
    private final TestIdentity root =
            SampleCertificate.of("CN=Root", begin, end).authority().issue();
    private final TestIdentity delegate = SampleCertificate.of("CN=Responder", begin, end)
            .serial(99)
            .by(root)
            .purposes(KeyPurposeId.id_kp_OCSPSigning)
            .issue();
    private final TestIdentity employee =
            SampleCertificate.of("CN=Employee", begin, end).serial(98).by(root).issue();

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port = FreePort.next();
    private Optional<Process> responder = Optional.empty();

    @BeforeEach
    void writeFiles() throws Exception {
        root.write(folder, "root");
        delegate.write(folder, "delegate");
        employee.write(folder, "employee");
        Files.writeString(
                folder.resolve("index.txt"),
                "V\t%1$s\t\t0A\tunknown\t/CN=Bo\nR\t%1$s\t%2$s,keyCompromise\t0B\tunknown\t/CN=Bo\n"
                        .formatted(INDEX_TIME.format(end), INDEX_TIME.format(begin)));
    }

    @AfterEach
    void stop() throws Exception {
        if (responder.isPresent()) {
            responder.get().destroy();
            responder.get().waitFor();
        }
        threads.shutdownNow();
        vertx.close();
    }

    @Test
    void usesWhatTheAuthorityItselfCallsGood() throws Exception {
        serve("root");

        assertThat(verdict(bo(10))).isEqualTo("usable");
        assertThat(verdict(bo(11))).isEqualTo("revoked on " + Days.of(begin) + " (OCSP)");
        assertThat(verdict(bo(12))).isEqualTo("revocation unknown: the OCSP responder does not know the certificate");
    }

    @Test
    void believesADelegateOfTheAuthority() throws Exception {
        serve("delegate");

        assertThat(verdict(bo(10))).isEqualTo("usable");
        assertThat(verdict(bo(11))).isEqualTo("revoked on " + Days.of(begin) + " (OCSP)");
    }

    @Test
    void believesNobodyElseWhomTheAuthorityCertified() throws Exception {
        serve("employee");

        assertThat(verdict(bo(10)))
                .isEqualTo("revocation unknown: the OCSP responder may not answer for the authority");
    }

    @Test
    void saysWhenNobodyAnswers() throws Exception {
        assertThat(verdict(bo(10))).isEqualTo("revocation unknown: localhost cannot be reached");
    }

    private TestIdentity bo(long serial) {
        return SampleCertificate.of("CN=Bo", begin, end)
                .serial(serial)
                .by(root)
                .addresses(BO)
                .responder("http://localhost:" + port + "/")
                .issue();
    }

    private String verdict(TestIdentity identity) throws Exception {
        FetchGuard guard = new FetchGuard(
                Set.of(port),
                AddressBlock.ofSetting("sealpost.certificates.internal-networks", "127.0.0.0/8"),
                host -> new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})});
        Fetch fetch = new GuardedFetch(vertx, guard, Duration.ofSeconds(8));
        TrustAnchors anchors = TrustAnchors.of(List.of(root.certificate()));
        CertificateCheck check = new CertificateCheck(
                practice -> new PracticeTrust(anchors, GivenLists.none()),
                new Revocations(fetch, threads),
                RevocationPolicy.REQUIRED,
                Duration.ofSeconds(8));
        CertificateChoice choice = new CertificateChooser(check)
                .choose(
                        new PracticeId("sample"),
                        List.of(new HeldCertificate(identity.certificate(), false, Optional.empty())),
                        Authorities.of(List.of()),
                        Mailbox.parse(BO),
                        Instant.now());
        return choice.usable().isPresent()
                ? "usable"
                : choice.refused().getFirst().reason();
    }

    /** @param signer whose key signs the answers */
    private void serve(String signer) throws Exception {
        Process process = new ProcessBuilder(
                        "openssl", "ocsp", "-index", "index.txt", "-CA", "root.pem", "-rsigner", signer + ".pem",
                        "-rkey", signer + ".key", "-port", String.valueOf(port), "-nmin", "10")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        responder = Optional.of(process);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.contains("ACCEPT") && !line.contains("waiting")) {
            line = lines.readLine();
        }
        assertThat(line).as("the responder listens").isNotNull();
    }
}
