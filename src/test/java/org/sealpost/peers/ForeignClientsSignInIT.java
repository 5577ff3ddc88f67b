package org.sealpost.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.Actor;
import org.sealpost.gateway.GatewayLifecycle;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.AccountCertificate;
import org.sealpost.practice.AccountDirectory;
import org.sealpost.practice.Login;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/**
 * Clients that know Sealpost's accounts from RFCs alone: swaks (PLAIN, LOGIN), openssl (EXTERNAL, typed) and GNU SASL
 * (SCRAM, EXTERNAL).
 *
 * <p>What none of them can test, and {@code StrangersTest} tests with a client of ours: the binding
 * {@code tls-server-end-point}, which gsasl does not know; and the flag {@code y} against downgrades, for gsasl 2.2
 * gives up before its first message when it has a binding and is to use SCRAM-SHA-256 without it. With {@code --no-cb}
 * it has none and says {@code n}.
 */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
@TestProfile(ForeignClientsSignInIT.OnlyAccounts.class)
class ForeignClientsSignInIT {

    private static final TestIdentity AUTHORITY =
            TestCertificate.of("CN=Practice authority").forAuthority().issue();

    private static final String TLS_1_2 = "--priority=NORMAL:-VERS-ALL:+VERS-TLS1.2";

    /** Relays for accounts alone, so that a message that goes through is one of somebody who has signed in. */
    public static final class OnlyAccounts implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sealpost.smtp.trusted-clients", "203.0.113.0/24",
                    "sealpost.smtp.auth.first-delay", "0s",
                    "sealpost.smtp.auth.max-failures", "100",
                    "sealpost.smtp.tls-port", Integer.toString(FreePort.next()),
                    "sealpost.smtp.tls.client-trust", authority().toString());
        }

        private static Path authority() {
            try {
                return Files.writeString(Files.createTempFile("client-trust", ".pem"), AUTHORITY.pem());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Inject
    GatewayLifecycle gateway;

    @Inject
    AccountDirectory accounts;

    @ConfigProperty(name = "sealpost.smtp.tls-port")
    int tlsPort;

    private final Login login = new Login("server-" + UUID.randomUUID());
    private final String nameInCertificate = login + ".practice.example";
    private final String recipient = login + "@example.org";
    private Path folder;
    private MailSink relay;
    private String password = "";

    @BeforeEach
    void start() throws Exception {
        folder = Files.createTempDirectory("sealpost-sign-in");
        relay = RelayForTests.listening();
        password = new String(accounts.add(
                        PracticeId.DEFAULT,
                        login,
                        Set.of(),
                        Optional.of(new AccountCertificate.ByName(nameInCertificate)),
                        Actor.staff("s-1"))
                .password());
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, --tls",
        "LOGIN, --tls",
        "PLAIN, --tls-on-connect",
        "LOGIN, --tls-on-connect",
    })
    void swaksSignsInByPasswordAndItsMessageArrives(String mechanism, String tls) throws Exception {
        Ended ended = swaks(tls, "--auth", mechanism, "--auth-password", password);
        assertThat(ended.status()).as(ended.printed()).isZero();
        assertThat(ended.printed())
                .contains(" ~> AUTH " + mechanism, "<~  235 2.7.0 ")
                .containsPattern("250 2\\.0\\.0 [0-9a-f-]{36} (delivered|accepted)");
        assertThat(relay.arrivals(recipient)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void swaksWithAWrongPasswordIsToldSo(String mechanism) throws Exception {
        Ended ended = swaks("--tls", "--auth", mechanism, "--auth-password", "wrong");
        assertThat(ended.status()).as(ended.printed()).isEqualTo(28);
        assertThat(ended.printed()).contains("<~* 535 5.7.8 ").doesNotContain("MAIL FROM");
        assertThat(relay.arrivals(recipient)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void swaksIsOfferedNoAuthInClearAndKeepsItsPassword(String mechanism) throws Exception {
        Ended ended = swaks("--auth", mechanism, "--auth-password", password);
        assertThat(ended.status()).as(ended.printed()).isEqualTo(28);
        assertThat(ended.printed())
                .contains("<-  250-STARTTLS", "Host did not advertise authentication")
                .doesNotContain("AUTH ");
    }

    @Test
    void swaksThatDoesNotSignInRelaysNowhere() throws Exception {
        Ended ended = swaks("--tls");
        assertThat(ended.status()).as(ended.printed()).isNotZero();
        assertThat(ended.printed()).contains("<~* 550 5.7.1 ");
        assertThat(relay.arrivals(recipient)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2, false", "-tls1_3, false", "-tls1_2, true", "-tls1_3, true"})
    void opensslSignsInByItsCertificateAndItsMessageArrives(String version, boolean implicitTls) throws Exception {
        try (TypedClient client = openssl(AUTHORITY, version, implicitTls)) {
            assertThat(client.type("EHLO client.example", "250 HELP"))
                    .containsPattern("(?m)^250-AUTH (.+ )?EXTERNAL( |\r?$)");
            client.type("AUTH EXTERNAL =", "235 2\\.7\\.0 ");
            send(client);
            client.type("QUIT", "221 2\\.0\\.0 ");
            assertThat(client.end()).as(client.printed()).isZero();
        }
        assertThat(relay.arrivals(recipient)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslWithACertificateOfAnotherAuthorityIsNotOfferedExternal(String version) throws Exception {
        TestIdentity other =
                TestCertificate.of("CN=Practice authority").forAuthority().issue();
        try (TypedClient client = openssl(other, version, false)) {
            assertThat(client.type("EHLO client.example", "250 HELP"))
                    .contains("250-AUTH ")
                    .doesNotContain("EXTERNAL");
            client.type("AUTH EXTERNAL =", "504 5\\.5\\.4 ");
        }
    }

    @Test
    void gsaslSignsInByItsCertificateAndItsMessageArrives() throws Exception {
        certificateBy(AUTHORITY);
        try (TypedClient client = gsasl(
                gateway.port(),
                "--mechanism=EXTERNAL",
                "--x509-cert-file=" + file("client.pem"),
                "--x509-key-file=" + file("client.key"))) {
            assertSignsInAndSends(client, "EXTERNAL");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-cb", "--no-cb " + TLS_1_2})
    void gsaslProvesItsPasswordByScramWithoutSendingItAndItsMessageArrives(String options) throws Exception {
        try (TypedClient client = gsasl(
                gateway.port(), ("--mechanism=SCRAM-SHA-256 --password=" + password + " " + options).split(" ", -1))) {
            assertSignsInAndSends(client, "SCRAM-SHA-256");
            // gsasl has looked at the server's proof, too.
            assertThat(client.printed()).contains("server trusted");
            assertThat(client.printed()).contains(initial("n,,n=" + login));
        }
    }

    /** Where no mechanism is named, it takes the strongest that it finds. */
    @ParameterizedTest
    @ValueSource(strings = {"--mechanism=SCRAM-SHA-256-PLUS", "--service=smtp"})
    void rfc9266GsaslBindsItsProofToTheConnectionByTheExporter(String option) throws Exception {
        try (TypedClient client = gsasl(gateway.port(), option, "--password=" + password)) {
            assertSignsInAndSends(client, "SCRAM-SHA-256-PLUS");
            assertThat(client.printed()).contains(initial("p=tls-exporter,,n=" + login));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256 --no-cb", "SCRAM-SHA-256-PLUS"})
    void gsaslWithAWrongPasswordIsToldSo(String mechanism) throws Exception {
        try (TypedClient client = gsasl(gateway.port(), ("--password=wrong --mechanism=" + mechanism).split(" ", -1))) {
            client.expect("535 5\\.7\\.8 ");
            assertThat(client.end()).as(client.printed()).isEqualTo(1);
        }
    }

    /** Whoever holds both ends of the talk can use a password that passes, but no proof that was made for another end. */
    @ParameterizedTest
    @CsvSource({"PLAIN, 235 2.7.0", "SCRAM-SHA-256 --no-cb, 235 2.7.0", "SCRAM-SHA-256-PLUS, 535 5.7.8"})
    void rfc5802GsaslsBoundProofIsWorthNothingToAManInTheMiddle(String mechanism, String reply) throws Exception {
        TestIdentity pretended = TestCertificate.of("CN=localhost", "localhost").issue();
        try (ManInTheMiddle middle = new ManInTheMiddle(pretended, tlsPort);
                TypedClient client =
                        gsasl(middle.port(), ("--password=" + password + " --mechanism=" + mechanism).split(" ", -1))) {
            client.expect(reply.replace(".", "\\.") + " ");
        }
    }

    /**
     * In TLS 1.2 gsasl binds by {@code tls-unique} alone, which Java's TLS does not give a server: nobody could check
     * such a proof, so it is refused. The client can sign in without binding, as tested above.
     */
    @Test
    void rfc5929GsaslsBindingByTlsUniqueIsRefusedInTls12() throws Exception {
        try (TypedClient client =
                gsasl(gateway.port(), "--mechanism=SCRAM-SHA-256-PLUS", TLS_1_2, "--password=" + password)) {
            client.expect("535 5\\.7\\.8 ");
            assertThat(client.printed()).contains(initial("p=tls-unique,,n=" + login));
        }
    }

    private void assertSignsInAndSends(TypedClient client, String mechanism) throws Exception {
        assertThat(client.expect("235 2\\.7\\.0 ")).containsPattern("(?m)^AUTH " + mechanism + "\r?$");
        send(client);
        assertThat(client.end()).as(client.printed()).isZero();
        assertThat(relay.arrivals(recipient)).hasSize(1);
    }

    private void send(TypedClient client) throws Exception {
        client.type("MAIL FROM:<a@practice.example>", "250 2\\.1\\.0 ");
        client.type("RCPT TO:<" + recipient + ">", "250 2\\.1\\.5 ");
        client.type("DATA", "354 ");
        client.type(
                "From: a@practice.example\nTo: " + recipient + "\nSubject: typed\n\nHello.\n.",
                "250 2\\.0\\.0 [0-9a-f-]{36} (delivered|accepted)");
    }

    /** What base64 of a first message begins with, to the last whole group. */
    private static String initial(String begin) {
        byte[] octets = begin.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(octets, octets.length / 3 * 3));
    }

    private Ended swaks(String... options) throws Exception {
        int port = Arrays.asList(options).contains("--tls-on-connect") ? tlsPort : gateway.port();
        List<String> command = new ArrayList<>(List.of("swaks", "--server", "127.0.0.1:" + port));
        command.addAll(List.of("--from", "a@practice.example", "--to", recipient, "--timeout", "60"));
        command.addAll(Arrays.asList(options));
        if (command.contains("--auth")) {
            command.addAll(List.of("--auth-user", login.value()));
        }
        return Ended.of(command);
    }

    /** One that shows the account's name in a certificate by that authority, and waits to be typed to. */
    private TypedClient openssl(TestIdentity authority, String version, boolean implicitTls) throws Exception {
        certificateBy(authority);
        // Quiet: else it takes the R of RCPT and the Q of QUIT for orders to itself.
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-quiet", "-crlf", version));
        command.addAll(List.of("-cert", file("client.pem")));
        command.addAll(List.of("-key", file("client.key")));
        command.addAll(
                implicitTls
                        ? List.of("-connect", "127.0.0.1:" + tlsPort)
                        : List.of("-starttls", "smtp", "-connect", "127.0.0.1:" + gateway.port()));
        TypedClient client = new TypedClient(command);
        client.expect(implicitTls ? "220 " : "250 HELP");
        return client;
    }

    /** Made by openssl: GnuTLS reads no EC key that lacks its public half, as Java writes it. */
    private void certificateBy(TestIdentity authority) throws Exception {
        authority.write(folder, "authority");
        List<String> command =
                new ArrayList<>(List.of("openssl", "req", "-config", "/dev/null", "-x509", "-days", "30"));
        command.addAll(List.of("-CA", file("authority.pem"), "-CAkey", file("authority.key")));
        command.addAll(List.of("-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
        command.addAll(List.of("-subj", "/CN=server", "-addext", "subjectAltName=DNS:" + nameInCertificate));
        command.addAll(List.of("-out", file("client.pem"), "-keyout", file("client.key")));
        Ended made = Ended.of(command);
        assertThat(made.status()).as(made.printed()).isZero();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /**
     * One that signs in by itself, after STARTTLS, and is then typed to. It believes the listener's own certificate
     * unseen. Its standard input must not be buffered: it looks there for one line at a time, and loses what it read
     * ahead.
     */
    private TypedClient gsasl(int port, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("stdbuf", "-i0", "-oL", "gsasl", "--smtp"));
        command.addAll(List.of("--connect=127.0.0.1:" + port, "--x509-ca-file=", "--authentication-id=" + login));
        command.addAll(Arrays.asList(options));
        return new TypedClient(command);
    }
}
