package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.ClientSettings;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.OutgoingTransaction;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.SmtpDialogue;

/** What must never be taken for a command, against the real listener. */
class SmuggleTest {

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    private static final String RECIPIENT = HELLO + """
            C: MAIL FROM:<a@practice.example>
            C: RCPT TO:<b@example.org>
            S: 250 *
            S: 250 *
            """;

    private static final String DATA = RECIPIENT + """
            C: DATA
            S: 354 *
            """;

    /** Whatever arrives goes on to a real next hop, by the real client, as it would in the gateway. */
    private MailSink nextHop;

    @BeforeEach
    void relayToANextHop() throws Exception {
        nextHop = MailSink.inClear(0);
        fixture.receiver.onData = received -> relay(received.message());
    }

    @AfterEach
    void closeTheNextHop() {
        nextHop.close();
    }

    /** What one server takes for the end of a message and another does not. */
    static Stream<String> endsThatAreNone() {
        return Stream.of(
                "\\n.\\n",
                "\\n.\\r\\n",
                "\\r\\n.\\n",
                "\\r.\\r\\n",
                "\\r\\n.\\r",
                "\\r.\\r",
                "\\n.\\r",
                "\\r.\\n",
                "\\n\\n.\\r\\n",
                "\\n\\r.\\r\\n",
                "\\r\\n\\x00.\\r\\n",
                "\\r\\n.\\x00\\r\\n",
                "\\r\\x00\\n.\\r\\n",
                "\\r\\n.\\r\\x00\\n",
                "\\r\\n.\\r\\r\\n",
                "\\r\\n.\\n\\n",
                "\\r\\n..\\n",
                "\\n..\\r\\n",
                "\\r\\n.\\r.\\r\\n",
                "\\n.\\n\\r\\n");
    }

    private static final String SMUGGLED = "MAIL FROM:<evil@example.org>\\r\\nRCPT TO:<b@example.org>\\r\\nDATA\\r\\n"
            + "Subject: smuggled\\r\\n\\r\\n";

    @ParameterizedTest
    @MethodSource("endsThatAreNone")
    void noSecondMessageIsSmuggledIn_CVE_2023_51764_51765_51766_51747(String end) throws IOException {
        String bait = "Subject: bait\\r\\n\\r\\nbait" + end + SMUGGLED;
        for (boolean octetByOctet : new boolean[] {false, true}) {
            attack(octetByOctet, DATA + "C> " + bait + ".\\r\\nQUIT\\r\\n\nS: 550 5.6.0 *bare CR or LF*\nS! closed");
            attack(
                    octetByOctet,
                    RECIPIENT + "C> " + chunk(bait) + "QUIT\\r\\n\nS: 550 5.6.0 *bare CR or LF*\nS! closed");
        }
        assertThat(fixture.receiver.calls).noneMatch(call -> call.startsWith("data") || call.contains("evil"));
        assertThat(fixture.receiver.calls).filteredOn("abort"::equals).hasSize(4);
        assertThat(fixture.memory.reserved()).isZero();
        assertThat(nextHop.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("endsThatAreNone")
    void nothingIsSmuggledThroughWhereLineEndsAreNormalized_CVE_2023_51764_51765_51766_51747(String end)
            throws IOException {
        fixture.start(
                settings -> settings.withClients(new KnownClients(address -> false, InetAddress::isLoopbackAddress)));
        String bait = "Subject: bait\\r\\n\\r\\nbait" + end + SMUGGLED;
        String verdict = end.contains("\\x00") ? "S: 550 5.6.0 *\nS! closed" : "S: 250 *\nS: 221 *\nS! closed";
        for (boolean octetByOctet : new boolean[] {false, true}) {
            attack(octetByOctet, DATA + "C> " + bait + ".\\r\\nQUIT\\r\\n\n" + verdict);
            attack(octetByOctet, RECIPIENT + "C> " + chunk(bait) + "QUIT\\r\\n\n" + verdict);
        }
        assertThat(nextHop.arrivals()).hasSize(end.contains("\\x00") ? 0 : 4).allSatisfy(arrival -> {
            String text = new String(arrival.message().octets(), StandardCharsets.ISO_8859_1);
            assertThat(text).contains("bait\r\n", "\r\nMAIL FROM:<evil@example.org>\r\n", "Subject: smuggled");
            assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
            assertThat(arrival.from().address()).isEqualTo("a@practice.example");
        });
        assertThat(fixture.receiver.calls).noneMatch(call -> call.startsWith("begin <evil"));
    }

    /** A CRLF.CRLF with a CR before it is an end, but whoever sends it is not to be trusted with what follows. */
    @Test
    void aBareCrBeforeTheEndClosesToo() throws IOException {
        attack(
                false,
                DATA + "C> Subject: bait\\r\\n\\r\\nbait\\r\\r\\n.\\r\\n" + SMUGGLED
                        + ".\\r\\n\nS: 550 5.6.0 *\nS! closed");
        assertThat(fixture.receiver.calls).noneMatch(call -> call.startsWith("data") || call.contains("evil"));
    }

    @Test
    void onlyListedClientsAreNormalized() throws IOException {
        fixture.start(settings -> settings.withClients(new KnownClients(address -> false, address -> false)));
        fixture.play(DATA + "C> Subject: one\\n\\none\\r\\n.\\r\\n\nS: 550 5.6.0 *\nS! closed");
    }

    private void attack(boolean octetByOctet, String script) throws IOException {
        try (SmtpDialogue dialogue = fixture.connect()) {
            if (octetByOctet) {
                dialogue.octetByOctet();
            }
            dialogue.play(script);
        }
    }

    private static String chunk(String escaped) {
        return "BDAT " + SmtpDialogue.unescaped(escaped).length + " LAST\\r\\n" + escaped;
    }

    private Reply relay(RawMessage message) {
        try (SmtpConnection connection = SmtpConnection.open(
                        Peer.named(new NextHop("127.0.0.1", nextHop.port())),
                        TlsLevel.NONE,
                        ClientSettings.defaults("edge.example"));
                OutgoingTransaction transaction = connection.begin()) {
            Envelope envelope = new Envelope(
                    ReversePath.of(Mailbox.parse("a@practice.example")),
                    List.of(Mailbox.parse("b@example.org")),
                    BodyType.SEVEN_BIT,
                    false);
            transaction.start(envelope, message, false);
            transaction.body(message);
            return transaction.commit();
        } catch (SmtpFailure | InvalidMailboxException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void aBodySentWithoutWaitingIsNotReadAsCommandsWhenDataIsRefused() throws IOException {
        fixture.receiver.onRecipient = recipient -> Reply.of(550, "5.7.1", "Relaying denied");
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: RCPT TO:<b@example.org>
                S: 550 *
                C: DATA
                C: MAIL FROM:<evil@example.org>
                C: .
                S: 554 5.5.1 *
                S! closed
                """);
        assertThat(fixture.receiver.calls).noneMatch(call -> call.contains("evil"));
    }

    /** Lines that announce a body or a chunk and are wrong in another way: what follows was never meant as commands. */
    static Stream<Arguments> wrongLinesBeforeABody() {
        return Stream.of(
                Arguments.of("BDAT 60\\t LAST", "501 5.5.4"),
                Arguments.of("BDAT 60 LAST\\x00", "501 5.5.4"),
                Arguments.of("BDAT\\t60", "501 5.5.4"),
                Arguments.of("BDAT 60 \\xff", "501 5.5.4"),
                Arguments.of("BDAT 60 " + "x".repeat(600), "501 5.5.4"),
                Arguments.of("BDAT 60 " + "x".repeat(20_000), "501 5.5.4"),
                Arguments.of("DATA x", "501 5.5.4"),
                Arguments.of("DATA\\x00", "500 5.5.2"),
                Arguments.of("DATA\\xff", "500 5.5.2"),
                Arguments.of("DATA" + " ".repeat(600), "500 5.5.2"),
                Arguments.of("DATA" + " ".repeat(20_000), "500 5.5.2"),
                Arguments.of("POST /" + "a".repeat(600) + " HTTP/1.1", "421 4.7.0"),
                Arguments.of("POST /\\x80 HTTP/1.1", "421 4.7.0"),
                Arguments.of("POST\\t/ HTTP/1.1", "421 4.7.0"),
                Arguments.of("POST /" + "a".repeat(13_000) + " HTTP/1.1", "421 4.7.0"));
    }

    @ParameterizedTest
    @MethodSource("wrongLinesBeforeABody")
    void whatFollowsAWrongLineIsNotReadAsCommandsWhenItMayBeABody_RFC_3030_2(String line, String reply)
            throws IOException {
        fixture.play(RECIPIENT + "C> " + line + "\\r\\n\\r\\nRSET\\r\\nMAIL FROM:<evil@example.org>\\r\\n\nS: " + reply
                + " *\nS! closed");
        assertThat(fixture.receiver.calls)
                .noneMatch(call -> call.contains("evil"))
                .endsWith("abort");
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 13_000})
    void aClientThatBeginsWithALineThatNoHelloHasIsSentAway_crossProtocolAttacks(int length) throws IOException {
        fixture.play("S: 220 *\nC> PROPFIND /" + "a".repeat(length)
                + " HTTP/1.1\\r\\n\\r\\nEHLO x\\r\\n\nS: 421 4.7.0 *\nS! closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOOP\\nMAIL FROM:<evil@example.org>\\r\\n",
                "NOOP\\rMAIL FROM:<evil@example.org>\\r\\n",
                "MAIL FROM:<a@practice.example>\\nRCPT TO:<b@example.org>\\r\\n",
                "\\n"
            })
    void onlyCrlfEndsACommand_RFC_5321_2_3_8(String line) throws IOException {
        fixture.play(HELLO + "C> " + line + "\nS: 500 5.5.2 *\nS! closed");
        assertThat(fixture.receiver.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP \\x00", "MAIL FROM:<a@practice.example\\x00>", "EHLO a\\tb", "NOOP \\x7f"})
    void controlCharactersAreRefused(String line) throws IOException {
        fixture.play(HELLO + "C> " + line + "\\r\\n\nS: 500 5.5.2 *\nC: NOOP\nS: 250 *");
        assertThat(fixture.receiver.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2049, 4096, 100_000})
    void theTailOfALongLineIsNeverACommand_RFC_5321_4_5_3_1(int length) throws IOException {
        String command = "MAIL FROM:<evil@example.org>";
        fixture.play(HELLO + "C: NOOP " + "x".repeat(length - 7 - command.length()) + command
                + "\nS: 500 5.5.2 *\nC: NOOP\nS: 250 *");
        assertThat(fixture.receiver.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\nMAIL FROM:<evil@example.org>\\r\\n",
                "POST / HTTP/1.1\\r\\n\\r\\nEHLO x\\r\\n",
                "CONNECT localhost:25 HTTP/1.1\\r\\n",
                "OPTIONS * RTSP/1.0\\r\\n",
                "\\x16\\x03\\x01\\x02\\x00\\x01",
                "\\r\\nEHLO x\\r\\n",
                "{\"a\":1}\\r\\n"
            })
    void otherProtocolsAreSentAway_crossProtocolAttacks(String octets) throws IOException {
        fixture.play("S: 220 *\nC> " + octets + "\nS: 421 4.7.0 *\nS! closed");
    }

    @Test
    void anHttpMethodClosesLaterToo_crossProtocolAttacks() throws IOException {
        fixture.play(HELLO + """
                C: POST / HTTP/1.1
                C: MAIL FROM:<evil@example.org>
                S: 421 4.7.0 *
                S! closed
                """);
        assertThat(fixture.receiver.calls).isEmpty();
    }
}
