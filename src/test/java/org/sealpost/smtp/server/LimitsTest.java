package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.SmtpDialogue;

/** Floods, slow clients and the end of the server. */
class LimitsTest {

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    private static final String DATA = HELLO + """
            C: MAIL FROM:<a@practice.example>
            C: RCPT TO:<b@example.org>
            C: DATA
            S: 250 *
            S: 250 *
            S: 354 *
            """;

    @Test
    void refusesConnectionsOverTheLimitInAllForNow() throws IOException {
        fixture.start(settings -> settings.withSession(new SessionLimits(2, 10, 20, 100)));
        try (SmtpDialogue one = fixture.connect();
                SmtpDialogue two = fixture.connect()) {
            one.play("S: 220 *");
            two.play("S: 220 *");
            fixture.play("S: 421 4.7.0 Too many connections, *\nS! closed");
        }
        await().untilAsserted(() -> fixture.play("S: 220 *"));
    }

    @Test
    void refusesConnectionsOverTheLimitOfAClientForNow() throws IOException {
        fixture.start(settings -> settings.withSession(new SessionLimits(10, 1, 20, 100)));
        try (SmtpDialogue one = fixture.connect()) {
            one.play("S: 220 *");
            fixture.play("S: 421 4.7.0 Too many connections from your address, *\nS! closed");
        }
        await().untilAsserted(() -> fixture.play("S: 220 *"));
    }

    /** A practice is one address: its server is the one client that matters. */
    @Test
    void whoMayRelayByItsAddressHasNoLimitButThatInAll() throws IOException {
        fixture.receiver.mayRelay = InetAddress::isLoopbackAddress;
        fixture.start(settings -> settings.withSession(new SessionLimits(3, 1, 20, 100)));
        try (SmtpDialogue one = fixture.connect();
                SmtpDialogue two = fixture.connect();
                SmtpDialogue three = fixture.connect()) {
            one.play("S: 220 *");
            two.play("S: 220 *");
            three.play("S: 220 *");
            fixture.play("S: 421 4.7.0 Too many connections, *\nS! closed");
        }
        await().until(() -> fixture.server().openConnections() == 0);
    }

    @Test
    void tooManyErrorsClose() throws IOException {
        fixture.start(settings -> settings.withSession(new SessionLimits(10, 10, 3, 100)));
        fixture.play(HELLO + """
                C: XYZZY
                S: 500 *
                C: DATA
                S: 503 *
                C: XYZZY
                S: 421 4.7.0 Too many errors, *
                S! closed
                """);
    }

    /** The client sent its recipients along, and could not know. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C: MAIL FROM:<refused@practice.example>|S: 550 5.7.1 *",
                "C: MAIL FROM:<a%b@practice.example>|S: 553 5.1.7 *",
                "C> MAIL FROM:<\\xc3\\xa4@practice.example>\\r\\n|S: 550 5.6.7 *",
                "C: MAIL FROM:<a@practice.example> SIZE=999999999999|S: 552 5.3.4 *"
            })
    void whatIsSentAlongWithARefusedMailIsNoError_RFC_2920_3_1(String refused) throws IOException {
        fixture.start(settings -> settings.withSession(new SessionLimits(10, 10, 3, 100)));
        fixture.receiver.onBegin = from -> new Begin.Refused(Reply.of(550, "5.7.1", "Not your domain"));
        String mail = refused.substring(0, refused.indexOf('|'));
        String reply = refused.substring(refused.indexOf('|') + 1);
        String group =
                mail + "\n" + "C: RCPT TO:<b@example.org>\n".repeat(5) + "C: RCPT TO:<b!c@example.org>\nC: DATA\n"
                        + reply + "\n" + "S: 503 5.5.1 Say MAIL first\n".repeat(5) + "S: 553 5.1.3 *\nS: 503 5.5.1 *\n";
        fixture.play(HELLO + group + group + group + group + """
                C: RSET
                S: 250 *
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<b@example.org>
                S: 503 5.5.1 *
                S: 503 5.5.1 *
                S: 421 4.7.0 Too many errors, *
                S! closed
                """);
    }

    @Test
    void dataBehindRefusedRecipientsIsNoError_RFC_2920_3_1() throws IOException {
        fixture.start(settings -> settings.withSession(new SessionLimits(10, 10, 3, 100)));
        fixture.receiver.onRecipient = recipient -> Reply.of(550, "5.1.1", "Unknown");
        String group = """
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 550 *
                S: 554 5.5.1 *
                C: RSET
                S: 250 *
                """;
        fixture.play(HELLO + group.repeat(4));
    }

    @Test
    void errorsBeforeAMessageThatWasTakenDoNotCount() throws IOException {
        fixture.start(settings -> settings.withSession(new SessionLimits(10, 10, 3, 100)));
        String errors = "C: XYZZY\nS: 500 *\n".repeat(2);
        fixture.play((DATA + "C: Subject: one\nC:\nC: .\nS: 250 *\n").replace(HELLO, HELLO + errors)
                + errors
                + "C: XYZZY\nS: 421 4.7.0 Too many errors, *\nS! closed");
    }

    @Test
    void tooManyCommandsWithoutAMessageClose() throws IOException {
        fixture.start(settings -> settings.withSession(new SessionLimits(10, 10, 20, 3)));
        fixture.play(HELLO + """
                C: NOOP
                C: NOOP
                C: NOOP
                S: 250 *
                S: 250 *
                S: 421 4.7.0 Too many commands *
                S! closed
                """);
    }

    @Test
    void tooManyRecipientsWithoutAMessageClose_addressHarvesting() throws IOException {
        fixture.start(settings -> settings.withMessage(MessageLimits.defaults().withMaxRecipients(1)));
        fixture.receiver.onRecipient = recipient -> Reply.of(550, "5.1.1", "Unknown");
        fixture.play(HELLO
                + "C: MAIL FROM:<a@practice.example>\nS: 250 *\n"
                + "C: RCPT TO:<b@example.org>\nS: 550 *\n".repeat(8)
                + "C: RCPT TO:<b!c@example.org>\nS: 553 *\n".repeat(2)
                + "C: RCPT TO:<b@example.org>\nS: 421 4.7.0 Too many commands *\nS! closed");
    }

    @Test
    void silenceCloses_RFC_5321_4_5_3_2_7() throws IOException {
        fixture.start(settings -> settings.withTimeouts(timeouts(100, 60_000, 60_000, 60_000, 0)));
        fixture.play("S: 220 *\nS: 421 4.4.2 *\nS! closed");
    }

    /** Waits from five seconds on are ended by the sweeper, not by a timer of their own. */
    @Test
    void longSilenceClosesWithAReplyToo() throws IOException {
        fixture.start(settings -> settings.withTimeouts(timeouts(5_000, 60_000, 5_000, 60_000, 0)));
        fixture.play("S: 220 *\nS: 421 4.4.2 *\nS! closed");
        fixture.play(DATA + "C: Subject: one\nS: 421 4.4.2 *\nS! closed");
        assertThat(fixture.receiver.calls).endsWith("abort");
    }

    @Test
    void aCommandThatTricklesInCloses() throws IOException {
        fixture.start(settings -> settings.withTimeouts(timeouts(60_000, 100, 60_000, 60_000, 0)));
        fixture.play("S: 220 *\nC> EHLO cli\nS: 421 4.4.2 *\nS! closed");
    }

    @Test
    void silenceWithinAMessageAbortsIt() throws IOException {
        fixture.start(settings -> settings.withTimeouts(timeouts(60_000, 60_000, 100, 60_000, 0)));
        fixture.play(DATA + "C: Subject: one\nS: 421 4.4.2 *\nS! closed");
        assertThat(fixture.receiver.calls).endsWith("abort");
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void aMessageBelowTheMinimumRateIsAborted_slowLoris() throws IOException {
        fixture.start(settings -> settings.withTimeouts(timeouts(60_000, 60_000, 60_000, 200, 100)));
        fixture.play(DATA + "C: Subject: one\nS: 421 4.4.2 *\nS! closed");
        assertThat(fixture.receiver.calls).endsWith("abort");
    }

    @Test
    void aClientThatTakesNoReplyIsClosed() throws IOException {
        fixture.start(settings -> settings.withTimeouts(timeouts(300, 60_000, 60_000, 60_000, 0))
                .withSession(new SessionLimits(10, 10, 20, Integer.MAX_VALUE)));
        try (SmtpDialogue dialogue = fixture.connect()) {
            Thread flood = Thread.ofVirtual().start(() -> {
                try {
                    byte[] commands = "HELP\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
                    while (true) {
                        dialogue.send(commands);
                    }
                } catch (IOException closed) {
                    // What the test waits for.
                }
            });
            await().atMost(Duration.ofSeconds(20)).until(() -> !flood.isAlive());
        }
        await().until(() -> fixture.server().openConnections() == 0);
    }

    @Test
    void stoppingSendsRestingClientsAwayAndLetsTransactionsEnd() throws Exception {
        CountDownLatch withinData = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.receiver.onData = message -> {
            withinData.countDown();
            try {
                assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return Reply.of(250, "2.0.0", "Taken");
        };
        SmtpServer server = fixture.server();
        int port = server.port();
        try (SmtpDialogue resting = fixture.connect();
                SmtpDialogue busy = fixture.connect()) {
            resting.play(HELLO);
            busy.play(DATA + "C: Subject: one\nC:\nC: .");
            assertThat(withinData.await(20, TimeUnit.SECONDS)).isTrue();
            Thread stop = Thread.ofVirtual().start(() -> server.stop(Duration.ofSeconds(20)));
            resting.play("S: 421 4.3.2 *\nS! closed");
            await().until(() -> refusesConnections(port));
            goOn.countDown();
            busy.play("S: 250 2.0.0 Taken\nS: 421 4.3.2 *\nS! closed");
            assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void stoppingSaysSoToWhoDoesNotEndInTime() throws Exception {
        try (SmtpDialogue dialogue = fixture.connect()) {
            dialogue.play(DATA + "C: Subject: one");
            fixture.server().stop(Duration.ofMillis(50));
            dialogue.play("S: 421 4.3.2 *\nS! closed");
        }
        await().untilAsserted(() -> assertThat(fixture.receiver.calls).endsWith("abort"));
    }

    @Test
    void aPortInUseIsOneSentence() {
        int port = fixture.server().port();
        SmtpServer second = new SmtpServer(
                ServerSettings.defaults().withListener("127.0.0.1", port),
                new RecordingReceiver(),
                new MemoryBudget(1_000_000));
        assertThatThrownBy(second::start)
                .isInstanceOf(ServerStartException.class)
                .hasMessageMatching("The SMTP server cannot listen on 127.0.0.1 port " + port
                        + " \\(Address already in use\\): stop the program .*\\.");
    }

    private static boolean refusesConnections(int port) {
        try (SmtpDialogue dialogue = SmtpDialogue.connect(port)) {
            dialogue.play("S: 421 *");
            return true;
        } catch (IOException refused) {
            return true;
        }
    }

    private static Timeouts timeouts(long idle, long command, long data, long dataStart, long rate) {
        return new Timeouts(
                Duration.ofMillis(idle),
                Duration.ofMillis(command),
                Duration.ofMillis(data),
                Duration.ofMillis(dataStart),
                rate,
                Duration.ofSeconds(20));
    }
}
