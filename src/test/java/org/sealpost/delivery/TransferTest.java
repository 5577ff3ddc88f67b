package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.RecipientReply;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.TlsLevel;
import org.sealpost.smtp.server.Begin;
import org.sealpost.smtp.server.MailTransaction;
import org.sealpost.smtp.server.ReceivedMessage;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.SmtpServer;
import org.sealpost.testing.ScriptedServer;

/** Transfers into our own server, and into scripted ones where a server must misbehave. */
class TransferTest {

    private static final String HELLO = """
            S: 220 mx.example
            C: EHLO sealpost.example
            S: 250 mx.example
            """;

    private static final String MESSAGE = """
            C: MAIL FROM:<reed@practice.example>
            S: 250 ok
            C: RCPT TO:<pat@patients.example>
            S: 250 ok
            C: DATA
            S: 354 go on
            """;

    private static final String BODY = "C: *\n".repeat(7);

    private final List<RawMessage> taken = new CopyOnWriteArrayList<>();
    private final AtomicReference<Reply> atTheDot = new AtomicReference<>(Reply.of(250, "2.0.0", "Taken"));
    private final Connections connections = new Connections(
            Settings.relay(Map.of("sealpost.relay.tls", "none")),
            Settings.delivery(Map.of("sealpost.delivery.reply-timeout", "10s")),
            new RestingDestinations(Settings.delivery(Map.of("sealpost.delivery.reply-timeout", "10s"))),
            Optional.of("sealpost.example"));
    private SmtpServer sink;

    @BeforeEach
    void start() throws Exception {
        sink = new SmtpServer(
                ServerSettings.defaults(), (client, from, parameters) -> new Begin.Accepted(new Taking()), budget());
        sink.start();
    }

    @AfterEach
    void stop() {
        connections.close();
        sink.stop(Duration.ZERO);
    }

    @Test
    void deliversTheOctetsAsTheyAre() throws Exception {
        TransferOutcome outcome = send(to(sink.port()), replies -> {});

        assertThat(outcome).isInstanceOf(TransferOutcome.Answered.class);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().octets()).isEqualTo(Parts.MESSAGE.octets());
    }

    @Test
    void aGateThatDoesNotOpenLeavesNothingDelivered() throws Exception {
        assertThatThrownBy(() -> send(to(sink.port()), replies -> {
                    throw new GateClosedException("its intent could not be recorded");
                }))
                .isInstanceOf(GateClosedException.class);
        assertThatThrownBy(() -> send(to(sink.port()), replies -> {
                    throw new IllegalStateException("a fault");
                }))
                .isInstanceOf(IllegalStateException.class);

        await().until(() -> sink.openConnections() == 0);
        assertThat(taken).isEmpty();
    }

    @Test
    void theGateKnowsTheReplyOfEachRecipientBeforeTheDot() throws Exception {
        List<RecipientReply> seen = new CopyOnWriteArrayList<>();

        send(to(sink.port()), replies -> {
            assertThat(taken).isEmpty();
            seen.addAll(replies);
        });

        assertThat(seen).extracting(one -> one.recipient().address()).containsExactly("pat@patients.example");
    }

    @Test
    void aRefusalAtTheDotIsAnAnswer() throws Exception {
        atTheDot.set(Reply.of(554, "5.7.1", "No"));

        TransferOutcome outcome = send(to(sink.port()), replies -> {});

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TransferOutcome.Answered.class,
                        answered -> assertThat(answered.reply().code()).isEqualTo(554));
        assertThat(taken).isEmpty();
    }

    @Test
    void keepsTheConnectionForTheNextMessage() throws Exception {
        SmtpConnection first = connections.take(to(sink.port()), TlsLevel.NONE, Wanted.NOTHING, peer -> {});
        send(to(sink.port()), first, replies -> {});

        assertThat(connections.take(to(sink.port()), TlsLevel.NONE, Wanted.NOTHING, peer -> {}))
                .isSameAs(first);
    }

    /** The next hop hangs up only when it is spoken to, so that looking at the connection before does not help. */
    @ParameterizedTest
    @ValueSource(strings = {"S! close\n", "S: 421 closing\nS! close\n"})
    void rfc5321AKeptConnectionThatTurnsOutStaleSaysNothingOfTheMessageAndIsReplacedOnce(String end) throws Exception {
        String stale = HELLO + MESSAGE + BODY + "C: .\nS: 250 ok\nC: MAIL FROM:<reed@practice.example>\n" + end;
        String fresh = HELLO + MESSAGE + BODY + "C: .\nS: 250 ok\nC: QUIT\n";
        try (ScriptedServer server = ScriptedServer.of(stale, fresh)) {
            Destination destination = to(server.port());
            SmtpConnection connection = connections.take(destination, TlsLevel.NONE, Wanted.NOTHING, peer -> {});
            send(destination, connection, replies -> {});

            assertThat(send(
                            destination,
                            connections.take(destination, TlsLevel.NONE, Wanted.NOTHING, peer -> {}),
                            replies -> {}))
                    .isInstanceOf(TransferOutcome.Answered.class);
            connections.close();
            server.assertPlayed();
        }
    }

    /** Some say so by 421, some only to each further MAIL. */
    @Test
    void aNextHopThatTakesSoManyMessagesInAConnectionHasTheNextOneInANewOneAtOnce() throws Exception {
        String message = MESSAGE + BODY + "C: .\nS: 250 ok\n";
        String enough = "C: MAIL FROM:<reed@practice.example>\nS: 452 4.5.3 Too many messages in this session\n"
                + "C: RSET\nS: 250 ok\nC: QUIT\n";
        String two = HELLO + message + message + enough;
        try (ScriptedServer server = ScriptedServer.of(two, two, two, HELLO + message + "C: QUIT\n")) {
            Destination destination = to(server.port());
            for (int i = 0; i < 7; i++) {
                assertThat(send(destination, replies -> {})).isInstanceOf(TransferOutcome.Answered.class);
            }
            connections.close();
            server.assertPlayed();
        }
    }

    @Test
    void aMailThatIsRefusedForNowOnANewConnectionTooWaitsAndNeitherConnectionIsKept() throws Exception {
        String busy = "C: MAIL FROM:<reed@practice.example>\nS: 451 4.3.2 busy\nC: RSET\nS: 250 ok\nC: QUIT\n";
        try (ScriptedServer server = ScriptedServer.of(
                HELLO + MESSAGE + BODY + "C: .\nS: 250 ok\n" + busy, HELLO + busy, HELLO + "C: QUIT\n")) {
            Destination destination = to(server.port());
            send(destination, replies -> {});

            assertThat(send(destination, replies -> {}))
                    .isEqualTo(new TransferOutcome.Refused(Reply.of(451, "4.3.2", "busy")));

            connections
                    .take(destination, TlsLevel.NONE, Wanted.NOTHING, peer -> {})
                    .close();
            server.assertPlayed();
        }
    }

    @Test
    void aNewConnectionThatBreaksIsNotReplaced() throws Exception {
        try (ScriptedServer server = ScriptedServer.of(HELLO + "C: MAIL FROM:<reed@practice.example>\nS! close\n")) {
            assertThat(send(to(server.port()), replies -> {}))
                    .isInstanceOfSatisfying(
                            TransferOutcome.Failed.class,
                            failed -> assertThat(failed.why()).contains("was lost"));
        }
    }

    @Test
    void lostAfterTheDotIsInDoubtAndNotSentAgain() throws Exception {
        try (ScriptedServer server = ScriptedServer.of(HELLO + MESSAGE + BODY + "C: .\nS! close\n")) {
            assertThat(send(to(server.port()), replies -> {}))
                    .isInstanceOfSatisfying(
                            TransferOutcome.InDoubt.class,
                            doubt -> assertThat(doubt.recipients()).hasSize(1));
            server.assertPlayed();
        }
    }

    @Test
    void nobodyAcceptedOpensNoGate() throws Exception {
        String script =
                HELLO + MESSAGE.replace("S: 250 ok\nC: DATA\nS: 354 go on\n", "S: 550 5.1.1 no\nC: RSET\nS: 250 ok\n");
        try (ScriptedServer server = ScriptedServer.of(script)) {
            assertThat(send(to(server.port()), replies -> {
                        throw new AssertionError("there is nothing to do before a dot that is not sent");
                    }))
                    .isInstanceOf(TransferOutcome.NobodyAccepted.class);
        }
    }

    @Test
    void rfc5321Section5AServerThatSaysLaterIsFollowedByTheNextWithinTheAttempt() throws Exception {
        for (String later : List.of(
                "S: 452 full\nC: *\nS: 250 ok\nS! silence\n",
                "S! close\n",
                "S: 250 ok\nC: RCPT TO:*\nS: 450 later\nC: *\nS: 250 ok\nS! silence\n")) {
            taken.clear();
            try (ScriptedServer first = ScriptedServer.of(HELLO + "C: MAIL FROM:<reed@practice.example>\n" + later)) {
                Destination both = Destination.named(
                        Destination.Kind.MAIL_EXCHANGER,
                        new NextHop("localhost", first.port()),
                        new NextHop("localhost", sink.port()));
                assertThat(send(both, replies -> {})).isInstanceOf(TransferOutcome.Answered.class);
                assertThat(taken).hasSize(1);
            }
        }
    }

    /** What the sender is told, and the audit, name the server whose answer it is. */
    @Test
    void theServerThatSaidLaterIsTheOneThatIsNamedThoughAnotherWasAskedAfterIt() throws Exception {
        String later = HELLO + "C: MAIL FROM:<reed@practice.example>\nS: 452 full\nC: *\nS: 250 ok\nS! silence\n";
        try (ScriptedServer first = ScriptedServer.of(later);
                ScriptedServer second = ScriptedServer.of(later.replace("452 full", "451 busy"))) {
            NextHop best = new NextHop("localhost", first.port());
            Destination both =
                    Destination.named(Destination.Kind.MAIL_EXCHANGER, best, new NextHop("localhost", second.port()));
            Transfer transfer = new Transfer(connections, both, TlsLevel.NONE, TlsLevel.NONE);

            TransferOutcome outcome = transfer.send(
                    connections.take(both, TlsLevel.NONE, Wanted.NOTHING, peer -> {}),
                    Parts.envelope("reed@practice.example", "pat@patients.example"),
                    Parts.MESSAGE,
                    false,
                    replies -> {});

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            TransferOutcome.Refused.class,
                            refused -> assertThat(refused.reply().code()).isEqualTo(452));
            assertThat(transfer.carrier().nextHop()).isEqualTo(best);
        }
    }

    @Test
    void aServerBehindTheFirstThatProvesLessIsNotSentTo() throws Exception {
        try (ScriptedServer first = ScriptedServer.of(
                HELLO + "C: MAIL FROM:<reed@practice.example>\nS: 452 full\nC: *\nS: 250 ok\nS! silence\n")) {
            Destination both = Destination.named(
                    Destination.Kind.MAIL_EXCHANGER,
                    new NextHop("localhost", first.port()),
                    new NextHop("localhost", sink.port()));
            SmtpConnection connection = connections.take(both, TlsLevel.NONE, Wanted.NOTHING, peer -> {});
            TransferOutcome outcome = new Transfer(connections, both, TlsLevel.NONE, TlsLevel.REQUIRED)
                    .send(
                            connection,
                            Parts.envelope("reed@practice.example", "pat@patients.example"),
                            Parts.MESSAGE,
                            false,
                            replies -> {});
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            TransferOutcome.Refused.class,
                            refused -> assertThat(refused.reply().code()).isEqualTo(452));
            assertThat(taken).isEmpty();
        }
    }

    private TransferOutcome send(Destination destination, Gate gate) throws Exception {
        return send(destination, connections.take(destination, TlsLevel.NONE, Wanted.NOTHING, peer -> {}), gate);
    }

    private TransferOutcome send(Destination destination, SmtpConnection connection, Gate gate) throws Exception {
        return new Transfer(connections, destination, TlsLevel.NONE, TlsLevel.NONE)
                .send(
                        connection,
                        Parts.envelope("reed@practice.example", "pat@patients.example"),
                        Parts.MESSAGE,
                        false,
                        gate);
    }

    private static Destination to(int port) {
        return Destination.named(Destination.Kind.ROUTE, new NextHop("localhost", port));
    }

    private static MemoryBudget budget() {
        return new MemoryBudget(100_000_000);
    }

    private final class Taking implements MailTransaction {

        @Override
        public Reply recipient(Mailbox recipient, RecipientRequest request) {
            return Reply.of(250, "2.1.5", "Recipient OK");
        }

        @Override
        public Reply data(ReceivedMessage message) {
            message.memory().close();
            if (atTheDot.get().isPositive()) {
                taken.add(message.message());
            }
            return atTheDot.get();
        }

        @Override
        public void abort() {
            // Nothing was taken.
        }
    }
}
