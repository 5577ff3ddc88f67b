package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.smtp.client.Identity;
import org.sealpost.smtp.client.ProofMethod;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsProof;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** MTA-STS (RFC 8461) against a real web server with real certificates. */
class MtaStsTest {

    private static final TestIdentity AUTHORITY =
            TestCertificate.of("CN=Authority").forAuthority().issue();
    private static final TestIdentity WEB =
            TestCertificate.of("CN=web", "mta-sts.clinic.example").by(AUTHORITY).issue();
    private static final TestIdentity MAIL =
            TestCertificate.of("CN=mx", "mx.clinic.example").by(AUTHORITY).issue();
    private static final TestIdentity OTHER = TestCertificate.of("CN=mx.clinic.example", "other.example")
            .by(AUTHORITY)
            .issue();
    private static final String ENFORCE =
            "version: STSv1\r\nmode: enforce\r\nmx: mx.clinic.example\r\nmax_age: 86400\r\n";

    @TempDir
    Path folder;

    private FakeNameServer dns;
    private PolicyServer web;
    private TlsSinks mail;
    private MailExchangersUnderTest exchangers;

    @BeforeEach
    void start() throws Exception {
        mail = new TlsSinks(folder).at("127.0.0.1", MAIL).at("127.0.0.2", OTHER).at("127.0.0.3");
        web = new PolicyServer(WEB);
        web.publish(200, "text/plain", ENFORCE);
        dns = new FakeNameServer()
                .knows("clinic.example", "MX", "10 mx.clinic.example.")
                .knows("mx.clinic.example", "A", "127.0.0.1")
                .knows("mta-sts.clinic.example", "A", "127.0.0.1")
                .knows("_mta-sts.clinic.example", "TXT", "\"v=STSv1; id=1;\"");
        exchangers = exchangers("mta-sts");
    }

    @AfterEach
    void stop() {
        exchangers.close();
        dns.close();
        web.close();
        mail.close();
    }

    @Test
    void aServerThatThePolicyListsIsProvenByItsName() throws Exception {
        assertThat(proof("mta-sts")).isInstanceOfSatisfying(TlsProof.Verified.class, proof -> {
            assertThat(proof.method()).isEqualTo(ProofMethod.MTA_STS);
            assertThat(proof.name()).isEqualTo("mx.clinic.example");
        });
        assertThat(web.requests()).isEqualTo(1);
    }

    @Test
    void rfc8461Section5AServerThatDoesNotProveItsNameIsNotSentToInEnforceMode() throws Exception {
        for (String address : List.of("127.0.0.2", "127.0.0.3")) {
            dns.forgets("mx.clinic.example");
            dns.knows("mx.clinic.example", "A", address);
            try (MailExchangersUnderTest fresh = exchangers("mta-sts")) {
                assertThatThrownBy(() -> proof(fresh, "mta-sts")).isInstanceOf(SmtpFailure.Unproven.class);
            }
        }
    }

    @Test
    void aServerThatThePolicyDoesNotListIsNotConnectedToAndTheNextIsTried() throws Exception {
        dns.knows("clinic.example", "MX", "5 mx.attacker.example.").knows("mx.attacker.example", "A", "127.0.0.2");

        assertThat(identities()).first().isInstanceOf(Identity.Forbidden.class);
        assertThat(proof("mta-sts")).isInstanceOf(TlsProof.Verified.class);
    }

    @ParameterizedTest
    @CsvSource({"testing", "none"})
    void testingAndNoneEnforceNothingAndProveNothing(String mode) throws Exception {
        web.publish(200, "text/plain", ENFORCE.replace("enforce", mode));

        assertThat(identities()).allMatch(Identity.Unprovable.class::isInstance);
    }

    @Test
    void aPolicyHoldsWhenItsRecordAndItsHostAreGone() throws Exception {
        assertThat(identities()).allMatch(Identity.PolicyHost.class::isInstance);
        web.close();
        exchangers.restart();
        assertThat(identities()).as("after a restart").allMatch(Identity.PolicyHost.class::isInstance);
        dns.forgets("_mta-sts.clinic.example");
        try (MailExchangersUnderTest fresh = exchangers("mta-sts")) {
            fresh.policies().putAll(exchangers.policies());
            assertThat(identities(fresh)).as("without its record").allMatch(Identity.PolicyHost.class::isInstance);
        }
    }

    @Test
    void anotherIdIsAnotherPolicyAndOneThatCannotBeHadLeavesTheOldInForce() throws Exception {
        assertThat(identities()).allMatch(Identity.PolicyHost.class::isInstance);
        dns.forgets("_mta-sts.clinic.example");
        dns.knows("_mta-sts.clinic.example", "TXT", "\"v=STSv1; id=2;\"");
        web.publish(503, "text/plain", "");
        try (MailExchangersUnderTest fresh = exchangers("mta-sts")) {
            fresh.policies().putAll(exchangers.policies());
            assertThat(identities(fresh)).allMatch(Identity.PolicyHost.class::isInstance);
        }
        web.publish(200, "text/plain", ENFORCE.replace("mx: mx.clinic.example", "mx: *.elsewhere.example"));
        try (MailExchangersUnderTest fresh = exchangers("mta-sts")) {
            fresh.policies().putAll(exchangers.policies());
            assertThat(identities(fresh)).allMatch(Identity.Forbidden.class::isInstance);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, text/plain",
        "302, text/plain",
        "404, text/plain",
        "200, text/html",
        "200, application/octet-stream"
    })
    void rfc8461Section3RedirectsErrorsAndOtherTypesAreNoPolicy(int status, String type) throws Exception {
        web.publish(status, type, ENFORCE);

        assertThat(identities()).allMatch(Identity.Unprovable.class::isInstance);
        assertThat(web.requests()).isEqualTo(1);
        assertThat(identities()).allMatch(Identity.Unprovable.class::isInstance);
        assertThat(web.requests()).as("not asked again at once").isEqualTo(1);
    }

    @Test
    void aPolicyWithoutEndIsNone() throws Exception {
        web.publish(200, "text/plain", ENFORCE + "x: y\r\n".repeat(20_000));

        assertThat(identities()).allMatch(Identity.Unprovable.class::isInstance);
    }

    @Test
    void aWebServerThatDoesNotProveItsNameIsNotBelieved() throws Exception {
        web.close();
        for (TestIdentity wrong : List.of(
                MAIL, TestCertificate.of("CN=web", "mta-sts.clinic.example").issue())) {
            try (PolicyServer other = new PolicyServer(wrong);
                    MailExchangersUnderTest fresh = new MailExchangersUnderTest(
                            "mta-sts",
                            new Loopback(mail.port(), other.port(), Optional.of(AUTHORITY), Optional.empty())
                                    .internet(),
                            Map.of(
                                    "name-server",
                                    dns.address(),
                                    "dnssec-trust-anchors",
                                    elsewhere().toString()))) {
                other.publish(200, "text/plain", ENFORCE);
                assertThat(identities(fresh)).allMatch(Identity.Unprovable.class::isInstance);
                assertThat(other.requests()).isZero();
            }
        }
    }

    @Test
    void aPolicyHostAtAnInsideAddressIsNeverConnectedTo() throws Exception {
        // The one that the program uses, but for the port.
        Internet real = new Internet(Settings.delivery(Map.of())) {
            @Override
            public int httpsPort() {
                return web.port();
            }

            @Override
            public boolean mayTakeMail(InetAddress address) {
                return true;
            }

            @Override
            public boolean isOwn(InetAddress address) {
                return false;
            }
        };
        try (MailExchangersUnderTest fresh = new MailExchangersUnderTest(
                "mta-sts",
                real,
                Map.of(
                        "name-server",
                        dns.address(),
                        "dnssec-trust-anchors",
                        elsewhere().toString()))) {
            assertThat(identities(fresh)).allMatch(Identity.Unprovable.class::isInstance);
            assertThat(web.requests()).isZero();
        }
    }

    @Test
    void severalRecordsAreAsNone() throws Exception {
        dns.knows("_mta-sts.clinic.example", "TXT", "\"v=STSv1; id=3;\"");

        assertThat(identities()).allMatch(Identity.Unprovable.class::isInstance);
        assertThat(web.requests()).isZero();
    }

    private MailExchangersUnderTest exchangers(String tls) {
        return new MailExchangersUnderTest(
                tls,
                new Loopback(mail.port(), web.port(), Optional.of(AUTHORITY), Optional.empty()).internet(),
                Map.of(
                        "name-server",
                        dns.address(),
                        "dnssec-trust-anchors",
                        elsewhere().toString()));
    }

    /** Trust anchors that do not reach here: nothing is signed. */
    private Path elsewhere() {
        try {
            return Files.writeString(
                    folder.resolve("anchors"), "signed.invalid. IN DS 1 13 2 " + "ab".repeat(32) + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Identity> identities() throws Exception {
        return identities(exchangers);
    }

    private static List<Identity> identities(MailExchangersUnderTest from) throws Exception {
        return ((Lookup.Found) from.of("clinic.example", false))
                .destination().peers().stream().map(peer -> peer.identity()).toList();
    }

    private TlsProof proof(String tls) throws Exception {
        return proof(exchangers, tls);
    }

    private TlsProof proof(MailExchangersUnderTest from, String tls) throws Exception {
        Destination destination = ((Lookup.Found) from.of("clinic.example", false)).destination();
        Path trust = Files.writeString(folder.resolve("authority.pem"), AUTHORITY.pem());
        Connections connections = new Connections(
                Settings.relay(Map.of("sealpost.relay.tls", tls, "sealpost.relay.trust", trust.toString())),
                Settings.delivery(Map.of()),
                new RestingDestinations(Settings.delivery(Map.of())),
                Optional.of("gateway.example"));
        try (SmtpConnection connection = connections.take(
                destination, connections.least(Destination.Kind.MAIL_EXCHANGER), Wanted.NOTHING, peer -> {})) {
            return connection.tls();
        } finally {
            connections.close();
        }
    }
}
