package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.AccountCertificate;
import org.sealpost.practice.AccountDirectory;
import org.sealpost.practice.Login;
import org.sealpost.practice.NewAccount;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.ScramClient;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Clients from networks of no practice: nothing is relayed for them until they prove an account. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
@TestProfile(StrangersTest.NoNetwork.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrangersTest {

    private static final TestIdentity SCANNER =
            TestCertificate.of("CN=scanner", "scanner.practice.example").issue();

    /** No client of these tests is in a network that may relay. */
    public static final class NoNetwork implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sealpost.smtp.trusted-clients", "203.0.113.0/24",
                    "sealpost.smtp.auth.first-delay", "0s",
                    "sealpost.smtp.auth.max-failures", "20",
                    "sealpost.smtp.tls.client-trust", pem().toString());
        }

        private static Path pem() {
            try {
                Path file = Files.createTempFile("client-trust", ".pem");
                return Files.writeString(file, SCANNER.pem());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Inject
    GatewayLifecycle gateway;

    @Inject
    AccountDirectory accounts;

    private final Login login = new Login("server-" + UUID.randomUUID());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@example.org",
                "x@practice.example",
                "postmaster@localhost",
                "\"x@example.org\"@practice.example",
                "x%example.org@practice.example",
                "example.org!x@practice.example",
                "@relay.example:x@example.org",
                "x@[192.0.2.1]",
                "x@[IPv6:2001:db8::1]",
                "x@192.0.2.1",
                "x@",
                "@example.org",
                "x"
            })
    void mayRelayNowhere(String recipient) throws Exception {
        try (Client client = new Client(Optional.empty())) {
            client.say("EHLO stranger.example");
            assertThat(client.say("MAIL FROM:<a@practice.example>")).startsWith("250");
            assertThat(client.say("RCPT TO:<" + recipient + ">")).matches("55[03] 5\\.[17]\\.[0-9].*");
            assertThat(client.say("DATA")).startsWith("554");
        }
    }

    @ParameterizedTest
    @CsvSource({"SCRAM-SHA-256, 'n,,', false", "SCRAM-SHA-256-PLUS, 'p=tls-server-end-point,,', true"})
    void proveAnAccountByScramWithoutSendingThePassword(String mechanism, String header, boolean bound)
            throws Exception {
        NewAccount account = accounts.add(PracticeId.DEFAULT, login, Set.of(), Optional.empty(), Actor.staff("s-1"));
        try (Client client = underTls(Optional.empty())) {
            assertThat(client.offered()).contains(mechanism);
            ScramClient scram = new ScramClient(
                    login.value(), new String(account.password()), header, bound ? client.endPoint() : new byte[0]);
            String challenge = client.say("AUTH " + mechanism + " " + scram.first());
            String last = client.say(scram.answer(challenge.substring(4)));
            assertThat(last).startsWith("334 ");
            assertThat(scram.isServer(last.substring(4))).isTrue();
            assertThat(client.say("")).startsWith("235 2.7.0");
            client.assertMaySend();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Another password; bound to another connection; a client that was told that the server cannot bind.
        "SCRAM-SHA-256, 'n,,', wrong, false",
        "SCRAM-SHA-256-PLUS, 'p=tls-server-end-point,,', , true",
        "SCRAM-SHA-256, 'y,,', , false",
    })
    void rfc5802DowngradesAndWrongProofsAreRefused(String mechanism, String header, String password, boolean bound)
            throws Exception {
        NewAccount account = accounts.add(PracticeId.DEFAULT, login, Set.of(), Optional.empty(), Actor.staff("s-1"));
        try (Client client = underTls(Optional.empty())) {
            ScramClient scram = new ScramClient(
                    login.value(),
                    password == null ? new String(account.password()) : password,
                    header,
                    bound ? new byte[32] : new byte[0]);
            String reply = client.say("AUTH " + mechanism + " " + scram.first());
            if (reply.startsWith("334 ")) {
                reply = client.say(scram.answer(reply.substring(4)));
            }
            assertThat(reply).startsWith("535 5.7.8");
        }
    }

    @Test
    void proveAnAccountByTheirCertificate() throws Exception {
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(SCANNER.certificate().getEncoded()));
        accounts.add(
                PracticeId.DEFAULT,
                login,
                Set.of(),
                Optional.of(new AccountCertificate.ByFingerprint(sha256)),
                Actor.staff("s-1"));
        try (Client client = underTls(Optional.of(SCANNER))) {
            assertThat(client.offered()).contains("EXTERNAL");
            assertThat(client.say("AUTH EXTERNAL =")).startsWith("235 2.7.0");
            client.assertMaySend();
        }
        accounts.disable(PracticeId.DEFAULT, login, Actor.staff("s-1"));
        try (Client client = underTls(Optional.of(SCANNER))) {
            assertThat(client.say("AUTH EXTERNAL =")).startsWith("535 5.7.8");
        }
        accounts.setCertificate(PracticeId.DEFAULT, login, Optional.empty(), Actor.staff("s-1"));
    }

    @Test
    void aCertificateOfNoAuthorityThatCountsIsNoReasonToRefuseTheHandshakeAndProvesNothing() throws Exception {
        TestIdentity other =
                TestCertificate.of("CN=other", "scanner.practice.example").issue();
        try (Client client = underTls(Optional.of(other))) {
            assertThat(client.offered()).doesNotContain("EXTERNAL");
            assertThat(client.say("AUTH EXTERNAL =")).startsWith("504 5.5.4");
        }
    }

    /** The last, for nobody may guess from here for a while. */
    @Test
    @Order(Integer.MAX_VALUE)
    void whoeverGuessesIsSentAwayAndThenNotLookedAt() throws Exception {
        NewAccount account = accounts.add(PracticeId.DEFAULT, login, Set.of(), Optional.empty(), Actor.staff("s-1"));
        String wrong = "AUTH PLAIN " + plain("wrong");
        for (int connection = 0; connection < 7; connection++) {
            try (Client client = underTls(Optional.empty())) {
                assertThat(client.say(wrong)).matches("(535 5\\.7\\.8|454 4\\.7\\.0) .*");
                assertThat(client.say(wrong)).matches("(535 5\\.7\\.8|454 4\\.7\\.0) .*");
                assertThat(client.say(wrong)).startsWith("421 4.7.0");
            }
        }
        try (Client client = underTls(Optional.empty())) {
            assertThat(client.say("AUTH PLAIN " + plain(new String(account.password()))))
                    .startsWith("454 4.7.0");
        }
    }

    private String plain(String password) {
        return Base64.getEncoder().encodeToString(("\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    private Client underTls(Optional<TestIdentity> identity) throws Exception {
        Client client = new Client(identity);
        client.say("EHLO stranger.example");
        assertThat(client.say("STARTTLS")).startsWith("220");
        client.handshake();
        client.say("EHLO stranger.example");
        return client;
    }

    /** A client that one can see through. */
    private final class Client implements AutoCloseable {

        private final Optional<TestIdentity> identity;
        private Socket socket;
        private BufferedReader in;

        private Client(Optional<TestIdentity> identity) throws Exception {
            this.identity = identity;
            this.socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
            this.socket.setSoTimeout(20_000);
            this.in = reader();
            reply();
        }

        private String say(String line) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return reply();
        }

        private String offered() throws IOException {
            return say("EHLO stranger.example");
        }

        /** All lines of a reply in one. */
        private String reply() throws IOException {
            StringBuilder all = new StringBuilder();
            String line;
            do {
                line = in.readLine();
                all.append(line).append('\n');
            } while (line != null && line.length() > 3 && line.charAt(3) == '-');
            return all.toString().strip();
        }

        private void handshake() throws Exception {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (identity.isPresent()) {
                store.setKeyEntry("client", identity.get().key(), new char[0], new Certificate[] {
                    identity.get().certificate()
                });
            }
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {new Anyone()}, null);
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 1, true);
            tls.startHandshake();
            socket = tls;
            in = reader();
        }

        private byte[] endPoint() throws Exception {
            X509Certificate server =
                    (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
            String digest =
                    server.getSigAlgName().toUpperCase(java.util.Locale.ROOT).contains("384") ? "SHA-384" : "SHA-256";
            return MessageDigest.getInstance(digest).digest(server.getEncoded());
        }

        private void assertMaySend() throws IOException {
            say("EHLO stranger.example");
            assertThat(say("MAIL FROM:<a@practice.example> AUTH=<>")).startsWith("250");
            assertThat(say("RCPT TO:<x@example.org>")).startsWith("250");
        }

        private BufferedReader reader() throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // The test trusts whom it meets.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // The test trusts whom it meets.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
