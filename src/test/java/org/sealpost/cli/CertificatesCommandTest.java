package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.certificate.HarvestResult;
import org.sealpost.certificate.RevocationPolicy;
import org.sealpost.certificate.TrustDirectory;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** The commands about recipients' certificates, as a person types them, and the calls that they make. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class CertificatesCommandTest {

    private static final Actor ADA = Actor.staff("ada");

    @TestHTTPResource("/")
    URI root;

    @ConfigProperty(name = "sealpost.home")
    Path home;

    @Inject
    CertificateImport certificates;

    @Inject
    CertificateDirectory directory;

    @Inject
    TrustDirectory anchors;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private final String domain = "clinic" + UUID.randomUUID() + ".example";
    private final String bo = "bo@" + domain;

    @BeforeEach
    void pointAtTheGateway() {
        environment.put("SEALPOST_URL", root.toString());
        environment.put("SEALPOST_HOME", home.toString());
    }

    @Test
    void capabilitiesAreSetListedAndForgottenAndTheNarrowestCounts() throws Exception {
        TestIdentity identity = TestCertificate.of("CN=Bo", bo).issue();
        certificates.importPem(PracticeId.DEFAULT, identity.pem(), true, ADA);
        String fingerprint = Fingerprint.of(identity.certificate()).value();

        assertThat(run("set", domain, "aes-256-cbc")).isZero();
        assertThat(chosen()).startsWith("aes-256-cbc ");
        assertThat(run("set", bo, "message-rfc822")).isZero();
        assertThat(chosen()).startsWith("aes-256-gcm ").endsWith("message-rfc822");
        assertThat(run("set", fingerprint, "rsa-pkcs1")).isZero();
        assertThat(chosen()).contains("rsa-pkcs1");

        assertThat(run("list")).isZero();
        assertThat(out.toString())
                .containsPattern("certificate +" + fingerprint + " +aes-256-gcm rsa-pkcs1")
                .containsPattern("address +" + bo + " +aes-256-gcm")
                .containsPattern("domain +" + domain + " +aes-256-cbc");

        for (String whose : List.of(fingerprint, bo, domain)) {
            assertThat(run("unset", whose)).isZero();
            assertThat(run("unset", whose)).isEqualTo(1);
        }
        assertThat(errors.toString()).contains("No capabilities are set for it.");
        assertThat(directory
                        .choose(PracticeId.DEFAULT, Mailbox.parse(bo), Instant.now())
                        .capabilities())
                .isEmpty();
    }

    @Test
    void wordsThatMeanNothingAreRefused() {
        assertThat(run("set", bo, "rot13")).isEqualTo(1);
        assertThat(errors.toString()).startsWith("sealpost: ").contains("rot13");
    }

    @Test
    void aKeyThatCameByMailIsUsedOnceAPersonConfirmsIt() throws Exception {
        TestIdentity authority =
                TestCertificate.of("CN=Authority " + domain).forAuthority().issue();
        anchors.addAnchors(PracticeId.DEFAULT, authority.pem(), domain, Optional.of(RevocationPolicy.OFFERED), ADA);
        TestIdentity known = issued(authority, 10);
        TestIdentity other = issued(authority, 1);
        certificates.importPem(PracticeId.DEFAULT, known.pem(), false, ADA);
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> certificates.harvest(
                                PracticeId.DEFAULT,
                                other.certificate(),
                                List.of(),
                                Optional.empty(),
                                Mailbox.parse(bo),
                                Optional.of(Instant.now()),
                                Optional.empty(),
                                Actor.system("inbound"))))
                .isEqualTo(HarvestResult.KEY_CHANGED);
        String fingerprint = Fingerprint.of(other.certificate()).value();

        assertThat(usable()).contains(known.certificate());
        assertThat(command("confirm", fingerprint)).isZero();
        assertThat(usable()).contains(other.certificate());
        assertThat(command("confirm", "0".repeat(64))).isEqualTo(1);
        assertThat(command("confirm", "no fingerprint")).isEqualTo(1);
        anchors.removeAnchors(PracticeId.DEFAULT, domain, ADA);
    }

    private TestIdentity issued(TestIdentity authority, int daysAgo) {
        Instant from = Instant.now().minus(Duration.ofDays(daysAgo));
        return TestCertificate.of("CN=Bo", bo)
                .valid(from, from.plus(Duration.ofDays(100)))
                .by(authority)
                .issue();
    }

    private Optional<X509Certificate> usable() throws Exception {
        return directory
                .choose(PracticeId.DEFAULT, Mailbox.parse(bo), Instant.now())
                .usable();
    }

    private String chosen() throws Exception {
        return directory
                .choose(PracticeId.DEFAULT, Mailbox.parse(bo), Instant.now())
                .capabilities()
                .orElseThrow();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "capabilities";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return command(all);
    }

    private int command(String... arguments) {
        return CertificatesCommand.with(new GatewayConnection(environment))
                .setExecutionExceptionHandler(new OneLineFailure())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
