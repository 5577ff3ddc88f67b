package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.InsecureTls;
import org.sealpost.testing.SmtpDialogue;

/** STARTTLS (RFC 3207) and implicit TLS (RFC 8314). */
class StartTlsTest {

    @TempDir
    private static Path folder;

    private static ServerTls tls;

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path certificate = folder.resolve("smtp.crt");
        Path key = folder.resolve("smtp.key");
        SelfSignedCertificate.createIfMissing(certificate, key, "mail.practice.example");
        tls = ServerTls.load(certificate, key);
    }

    @BeforeEach
    void start() {
        fixture.start(settings -> settings.withTls(tls).withTlsPort(0));
    }

    /** Its end is brought about from outside the thread that waits; the goodbye must still get through the TLS layer. */
    @Test
    void longSilenceUnderTlsClosesWithAReply() throws IOException {
        fixture.start(settings -> settings.withTls(tls)
                .withTimeouts(new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        0,
                        Duration.ofSeconds(20))));
        fixture.play("""
                S: 220 *
                C: EHLO client.example
                S+ 250 HELP
                C: STARTTLS
                S: 220 *
                C! tls
                S: 421 4.4.2 *
                S! closed
                """);
    }

    @Test
    void takesAMessageUnderTls() throws IOException {
        fixture.play("""
                S: 220 *
                C: EHLO client.example
                S+ 250 HELP
                C: STARTTLS
                S: 220 2.0.0 Ready to start TLS
                C! tls
                C: EHLO client.example
                S: 250-localhost
                S: 250-PIPELINING
                S: 250-SIZE 52428800
                S: 250-8BITMIME
                S: 250-CHUNKING
                S: 250-SMTPUTF8
                S: 250-ENHANCEDSTATUSCODES
                S: 250-LIMITS RCPTMAX=1000
                S: 250 HELP
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 250 *
                S: 354 *
                C: Subject: one
                C:
                C: .
                S: 250 2.0.0 Taken
                C: QUIT
                S: 221 *
                S! closed
                """);
        assertThat(fixture.receiver.clients.getFirst().tls())
                .hasValueSatisfying(
                        parameters -> assertThat(parameters.version()).isEqualTo("TLSv1.3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STARTTLS\\r\\nMAIL FROM:<evil@example.org>\\r\\n",
                "STARTTLS\\r\\nEHLO evil.example\\r\\nMAIL FROM:<evil@example.org>\\r\\n",
                "STARTTLS\\r\\n\\r\\n",
                "STARTTLS\\r\\nx"
            })
    void whatFollowsStarttlsInClearCloses_CVE_2011_0411(String octets) throws IOException {
        fixture.play(HELLO + "C> " + octets + "\nS: 421 4.7.0 *\nS! closed");
        assertThat(fixture.receiver.calls).isEmpty();
    }

    @Test
    void whatIsInjectedAfterThe220IsNeverExecuted_CVE_2021_38542() throws IOException {
        fixture.play(HELLO + """
                C: STARTTLS
                S: 220 *
                C: MAIL FROM:<evil@example.org>
                C! half-close
                """);
        await().until(() -> fixture.server().openConnections() == 0);
        assertThat(fixture.receiver.calls).isEmpty();
    }

    @Test
    void forgetsWhatWasSaidInClear_RFC_3207_4_2() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: STARTTLS
                S: 220 *
                C! tls
                C: RCPT TO:<b@example.org>
                S: 503 5.5.1 *
                C: MAIL FROM:<a@practice.example>
                S: 503 5.5.1 Say EHLO first
                """);
        assertThat(fixture.receiver.calls).containsExactly("begin <a@practice.example> 7BIT", "abort");
    }

    /** The body stands in a record of its own, which the socket holds back until it is asked for it. */
    @ParameterizedTest
    @CsvSource({"250, 452 4.3.1", "550, 554 5.5.1"})
    void aBodySentWithoutWaitingIsNotReadAsCommandsWhenDataIsRefused(String recipient, String refusal)
            throws IOException {
        CountDownLatch bodySent = new CountDownLatch(1);
        fixture.receiver.onRecipient = to -> {
            awaitUninterruptibly(bodySent);
            return Reply.plain(Integer.parseInt(recipient), "as the test says");
        };
        try (SmtpDialogue dialogue = fixture.connect();
                var taken = fixture.memory.reserve(4_000_000).orElseThrow()) {
            dialogue.play(HELLO + """
                    C: STARTTLS
                    S: 220 *
                    C! tls
                    C: EHLO client.example
                    S+ 250 HELP
                    C: MAIL FROM:<a@practice.example> SIZE=1000000
                    S: 250 *
                    C: RCPT TO:<b@example.org>
                    C: DATA
                    """);
            dialogue.send("RSET\r\nMAIL FROM:<evil@example.org>\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
            bodySent.countDown();
            dialogue.play("S: " + recipient + " *\nS: " + refusal + " *\nS! closed");
            assertThat(taken).isNotNull();
        }
        assertThat(fixture.receiver.calls).noneMatch(call -> call.contains("evil"));
    }

    @Test
    void refusesASecondStarttls() throws IOException {
        fixture.play(HELLO + """
                C: STARTTLS
                S: 220 *
                C! tls
                C: EHLO client.example
                S+ 250 HELP
                C: STARTTLS
                S: 503 5.5.1 TLS is active already
                C: NOOP
                S: 250 *
                """);
    }

    @Test
    void aFailedHandshakeCloses() throws IOException {
        try (SmtpDialogue dialogue = fixture.connect()) {
            dialogue.play(HELLO + """
                    C: STARTTLS
                    S: 220 *
                    """);
            dialogue.send("NOOP\r\nNOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            // An alert record may come, a reply never.
            assertThatThrownBy(() -> dialogue.play("S: 250 *")).isInstanceOf(AssertionError.class);
        }
        assertThat(fixture.receiver.calls).isEmpty();
    }

    @Test
    void implicitTlsSpeaksTlsFromTheFirstOctet_RFC_8314() throws IOException {
        try (SmtpDialogue dialogue =
                SmtpDialogue.connect(fixture.server().tlsPort().orElseThrow())) {
            dialogue.play("C! tls\n" + """
                    S: 220 localhost ESMTP Sealpost
                    C: EHLO client.example
                    S+ 250 HELP
                    C: STARTTLS
                    S: 503 5.5.1 *
                    C: MAIL FROM:<a@practice.example>
                    S: 250 *
                    C: QUIT
                    S: 221 *
                    S! closed
                    """);
        }
        assertThat(fixture.receiver.clients.getFirst().tls()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.2, true", "TLSv1.1, false", "TLSv1, false"})
    void onlyTls12And13AreSpoken_RFC_8996(String protocol, boolean spoken) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), fixture.server().tlsPort().orElseThrow());
        if (spoken) {
            try (SSLSocket session = InsecureTls.over(socket, protocol)) {
                assertThat(session.getSession().getProtocol()).isEqualTo(protocol);
            }
        } else {
            assertThatThrownBy(() -> InsecureTls.over(socket, protocol)).isInstanceOf(IOException.class);
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sessionsAreResumed(String protocol) throws IOException {
        SSLContext context = InsecureTls.context();
        long first = createdAt(context, protocol);
        assertThat(createdAt(context, protocol)).isEqualTo(first);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the session was made: a resumed one keeps the time of the first handshake. */
    private long createdAt(SSLContext context, String protocol) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), fixture.server().tlsPort().orElseThrow());
        try (SSLSocket session =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true)) {
            session.setEnabledProtocols(new String[] {protocol});
            session.startHandshake();
            // The ticket of TLS 1.3 comes after the handshake, with the greeting.
            assertThat(session.getInputStream().read()).isEqualTo('2');
            return session.getSession().getCreationTime();
        }
    }
}
