package org.sealpost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sealpost.smtp.client.ClientFixture.SETTINGS;
import static org.sealpost.smtp.client.ClientFixture.codes;
import static org.sealpost.smtp.client.ClientFixture.envelope;
import static org.sealpost.smtp.client.ClientFixture.hop;
import static org.sealpost.smtp.client.ClientFixture.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.ScriptedServer;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** Dialogues of one message with next hops that behave and with some that do not. */
class OutgoingTransactionTest {

    private static final String PIPELINING = """
            S: 220 mx.example
            C: EHLO gateway.example
            S> 250-mx.example\\r\\n250-PIPELINING\\r\\n250 SIZE 1000\\r\\n
            """;
    private static final String ONE_BY_ONE = """
            S: 220 mx.example
            C: EHLO gateway.example
            S: 250 mx.example
            """;
    private static final RawMessage HELLO = message("Subject: x\r\n\r\nhello\r\n");

    @Test
    void tellsBeforeAnythingIsSentWhatTheNextHopCannotTake() throws Exception {
        play(PIPELINING + "C: QUIT\n", connection -> {
            assertThat(connection.refusal(envelope("b@example.org"), HELLO)).isEmpty();
            assertThat(connection.refusal(envelope("b@example.org"), message("Subject: x\r\n\r\nh\u00e9llo\r\n")))
                    .map(Reply::code)
                    .contains(554);
            assertThat(connection.refusal(
                            envelope("b@example.org"), message("Subject: x\r\n\r\n" + "hello\r\n".repeat(200))))
                    .map(Reply::code)
                    .contains(552);
            assertThat(connection.wasUsed()).isFalse();
        });
    }

    @Test
    void sendsEverythingInOneGoAndKeepsEachRecipientsReply() throws Exception {
        play(PIPELINING + """
                C: MAIL FROM:<a@practice.example> SIZE=21
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: RCPT TO:<d@example.org>
                C: DATA
                S> 250 ok\\r\\n250 ok\\r\\n550 5.1.1 unknown\\r\\n451 later\\r\\n354 go\\r\\n
                C. Subject: x\\r\\n\\r\\nhello\\r\\n.\\r\\n
                S: 250 2.0.0 queued as 1
                C: QUIT
                """, connection -> {
            OutgoingTransaction transaction = connection.begin();
            List<RecipientReply> replies =
                    transaction.start(envelope("b@example.org", "c@example.org", "d@example.org"), HELLO, false);
            assertThat(codes(replies)).isEqualTo(List.of(250, 550, 451));
            assertThat(replies.get(1).reply()).isEqualTo(Reply.of(550, "5.1.1", "unknown"));
            transaction.body(HELLO);
            assertThat(transaction.commit()).isEqualTo(Reply.of(250, "2.0.0", "queued as 1"));
            assertThat(connection.isReusable()).isTrue();
        });
    }

    @Test
    void asksOneByOneWithoutPipelining() throws Exception {
        play(ONE_BY_ONE + """
                C: MAIL FROM:<a@practice.example>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 250 ok
                C: RCPT TO:<c@example.org>
                S: 550 no
                C: DATA
                S: 354 go
                C. Subject: x\\r\\n\\r\\nhello\\r\\n.\\r\\n
                S: 250 ok
                C: QUIT
                """, connection -> {
            OutgoingTransaction transaction = connection.begin();
            assertThat(codes(transaction.start(envelope("b@example.org", "c@example.org"), HELLO, false)))
                    .isEqualTo(List.of(250, 550));
            transaction.body(HELLO);
            assertThat(transaction.commit().code()).isEqualTo(250);
        });
    }

    @Test
    void rfc5321Section4Point5Point3TooManyRecipientsBesideOthersAreTemporaryWhateverTheCode() throws Exception {
        play(PIPELINING + """
                C: MAIL *
                C: RCPT *
                C: RCPT *
                C: RCPT *
                C: RCPT *
                C: RCPT *
                C: DATA
                S> 250 ok\\r\\n250 ok\\r\\n552 too many\\r\\n552 5.5.3 too many\\r\\n552 5.2.2 full\\r\\n452 4.5.3 too many\\r\\n354 go\\r\\n
                C! closed
                """, connection -> {
            OutgoingTransaction transaction = connection.begin();
            List<RecipientReply> replies = transaction.start(
                    envelope("a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@example.org"),
                    HELLO,
                    false);

            assertThat(codes(replies)).isEqualTo(List.of(250, 452, 452, 552, 452));
            assertThat(replies.stream().map(RecipientReply::isOneTooMany).toList())
                    .isEqualTo(List.of(false, true, true, false, true));
            transaction.abort();
        });
    }

    @Test
    void rfc5321Section4Point5Point3WhereNobodyWasAcceptedThatCodeIsForGood() throws Exception {
        play(
                PIPELINING + """
                C: MAIL *
                C: RCPT *
                C: DATA
                S> 250 ok\\r\\n552 full\\r\\n554 no valid recipients\\r\\n
                C: RSET
                S: 250 ok
                C: QUIT
                """,
                connection -> assertThat(codes(connection.begin().start(envelope("b@example.org"), HELLO, false)))
                        .isEqualTo(List.of(552)));
    }

    @Test
    void stuffsDotsAndEndsTheLastLine() throws Exception {
        play(
                accepted() + """
                C. X: y\\r\\n\\r\\n..\\r\\n...a\\r\\nb.\\r\\n..c\\r\\n.\\r\\n
                S: 250 ok
                C: QUIT
                """,
                connection -> assertThat(send(connection, message("X: y\r\n\r\n.\r\n..a\r\nb.\r\n.c"))
                                .code())
                        .isEqualTo(250));
    }

    @Test
    void rfc2920EmptyMessageWhenDataIsExpectedThoughNobodyWasAccepted() throws Exception {
        play(PIPELINING + """
                C: MAIL *
                C: RCPT *
                C: DATA
                S> 250 ok\\r\\n550 no\\r\\n354 go\\r\\n
                C: .
                S: 554 no valid recipients
                C: RSET
                S: 250 ok
                C: QUIT
                """, connection -> {
            assertThat(codes(connection.begin().start(envelope("b@example.org"), HELLO, false)))
                    .isEqualTo(List.of(550));
            assertThat(connection.isReusable()).isTrue();
        });
    }

    @TestFactory
    Stream<DynamicTest> aMessageRefusedAsAWholeSaysWith() {
        return Stream.of(
                        "S> 550 5.7.1 no\\r\\n503 x\\r\\n503 x\\r\\n\nC: RSET\nS: 250 ok\nC: QUIT => 550",
                        "S> 451 later\\r\\n503 x\\r\\n503 x\\r\\n\nC: RSET\nS: 250 ok\nC: QUIT => 451",
                        "S> 554 5.7.1 no\\r\\n\nS! close => 554",
                        "S> 354 what\\r\\n503 x\\r\\n503 x\\r\\n\nC: RSET\nS: 250 ok\nC: QUIT => 451",
                        "S> 250 ok\\r\\n250 ok\\r\\n554 no data\\r\\n\nC: RSET\nS: 250 ok\nC: QUIT => 554",
                        "S> 250 ok\\r\\n250 ok\\r\\n250 what\\r\\n\nC: RSET\nS: 250 ok\nC: QUIT => 451",
                        "S> 250 ok\\r\\n250 ok\\r\\n421 closing\\r\\n\nC! closed => 421")
                .map(row -> row.split(" => ", 2))
                .map(row -> DynamicTest.dynamicTest(
                        row[0],
                        () -> play(PIPELINING + "C: MAIL *\nC: RCPT *\nC: DATA\n" + row[0] + "\n", connection -> {
                            SmtpFailure.Refused refused = catchThrowableOfType(
                                    SmtpFailure.Refused.class,
                                    () -> connection.begin().start(envelope("b@example.org"), HELLO, false));
                            assertThat(refused.reply().code()).isEqualTo(Integer.parseInt(row[1]));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoReplyIsALostConnectionBeforeTheDot() {
        return Stream.of(
                        "S: hello",
                        "S: 2500 ok",
                        "S: 150 ok",
                        "S> 250 ok\\n250 ok\\n",
                        "S> 250-ok\\r\\n251 ok\\r\\n",
                        "S> 250 " + "x".repeat(2000) + "\\r\\n",
                        "S> " + "250-x\\r\\n".repeat(200),
                        "S> 250 ok\\r\\n421 closing\\r\\n\nS! close",
                        "S! close")
                .map(answer -> DynamicTest.dynamicTest(
                        answer,
                        () -> play(PIPELINING + "C: MAIL *\nC: RCPT *\nC: DATA\n" + answer + "\n", connection -> {
                            assertThatThrownBy(() -> connection.begin().start(envelope("b@example.org"), HELLO, false))
                                    .isInstanceOf(SmtpFailure.Unreachable.class)
                                    .message()
                                    .doesNotContain("b@example.org");
                            assertThat(connection.isReusable()).isFalse();
                        })));
    }

    @Test
    void controlCharactersOfAReplyAreReplaced() throws Exception {
        play(
                accepted() + "C~\nS> 250 ok\\x1b[31m\\x00\\x80\\r\\n\nC: QUIT\n",
                connection -> assertThat(send(connection, HELLO).text()).isEqualTo("ok?[31m??"));
    }

    @Test
    void aConnectionLostAfterTheDotIsInDoubt() throws Exception {
        play(accepted() + "C~\nS! close\n", connection -> {
            OutgoingTransaction transaction = started(connection, HELLO);
            assertThatThrownBy(transaction::commit).isInstanceOf(SmtpFailure.LostAfterDot.class);
            assertThat(connection.isReusable()).isFalse();
        });
    }

    @Test
    void anAnswerThatMakesNoSenseAfterTheDotIsInDoubt() throws Exception {
        play(accepted() + "C~\nS: 354 more\nC! closed\n", connection -> {
            OutgoingTransaction transaction = started(connection, HELLO);
            assertThatThrownBy(transaction::commit).isInstanceOf(SmtpFailure.LostAfterDot.class);
        });
    }

    @TestFactory
    Stream<DynamicTest> theReplyToTheDotIsTheOutcome() {
        return Stream.of("250 ok", "451 later", "554 no", "421 closing")
                .map(reply -> DynamicTest.dynamicTest(
                        reply,
                        () -> play(
                                accepted() + "C~\nS: " + reply + "\n"
                                        + (reply.startsWith("421") ? "C! closed" : "C: QUIT"),
                                connection -> assertThat(send(connection, HELLO).toString())
                                        .isEqualTo(reply))));
    }

    @Test
    void abortHangsUpBeforeTheDotSoThatNothingIsTaken() throws Exception {
        play(accepted() + "C: Subject: x\nC: \nC: hello\nC! closed\n", connection -> {
            OutgoingTransaction transaction = started(connection, HELLO);
            transaction.abort();
            assertThat(connection.isReusable()).isFalse();
        });
    }

    @TestFactory
    Stream<DynamicTest> cve202351764AndKinABareLineEndOrNulNeverLeaves() {
        return Stream.of("a\nb", "a\rb", "a\n.\r\nb", "a\r\n.\nb", "a\r.\rb", "a\0b", "a\r")
                .map(body -> DynamicTest.dynamicTest(
                        body.replace("\r", "CR").replace("\n", "LF").replace("\0", "NUL"),
                        () -> play(accepted() + "S! silence\n", connection -> {
                            RawMessage unsafe = message("Subject: x\r\n\r\n" + body);
                            OutgoingTransaction transaction = connection.begin();
                            transaction.start(envelope("b@example.org"), unsafe, false);
                            assertThatThrownBy(() -> {
                                        transaction.body(unsafe);
                                        transaction.commit();
                                    })
                                    .isInstanceOf(SmtpFailure.class);
                            assertThat(connection.isReusable()).isFalse();
                        })));
    }

    @Test
    void aNextHopThatSpeaksOutOfTurnGetsNoDot() throws Exception {
        play(PIPELINING + """
                C: MAIL *
                C: RCPT *
                C: DATA
                S> 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n250 taken\\r\\n
                C: Subject: x
                S! silence
                """, connection -> {
            OutgoingTransaction transaction = connection.begin();
            transaction.start(envelope("b@example.org"), HELLO, false);
            assertThatThrownBy(() -> transaction.body(HELLO)).isInstanceOf(SmtpFailure.Unreachable.class);
        });
    }

    /** Nothing tells it from the reply to the dot once that is sent. */
    @Test
    void aNextHopThatSpeaksWhileTheDataIsUnderWayGetsNoDot() throws Exception {
        play(accepted() + "S! pause\nS: 250 2.0.0 early\nC: Subject: x\nS! silence\n", connection -> {
            OutgoingTransaction transaction = connection.begin();
            transaction.start(envelope("b@example.org"), HELLO, false);
            Thread.sleep(Duration.ofSeconds(1));
            assertThatThrownBy(() -> transaction.body(HELLO)).isInstanceOf(SmtpFailure.Unreachable.class);
            assertThat(connection.isReusable()).isFalse();
        });
    }

    @Test
    void aRefusalBeforeTheDotCountsAndNoDotIsSent() throws Exception {
        play(accepted() + "S! pause\nS: 552 5.3.4 too large\nC: Subject: x\nS! silence\n", connection -> {
            OutgoingTransaction transaction = connection.begin();
            transaction.start(envelope("b@example.org"), HELLO, false);
            Thread.sleep(Duration.ofSeconds(1));
            SmtpFailure.Refused refused =
                    catchThrowableOfType(SmtpFailure.Refused.class, () -> transaction.body(HELLO));
            assertThat(refused.reply()).isEqualTo(Reply.of(552, "5.3.4", "too large"));
            assertThat(connection.isReusable()).isFalse();
        });
    }

    @Test
    void underTlsTheNextHopIsHeardBeforeTheDotAndRecordsOfTlsItselfAreNoWords() throws Exception {
        playUnderTls(
                "S! pause\nS: 250 2.0.0 early\nC: Subject: x\nS! silence\n",
                transaction ->
                        assertThatThrownBy(() -> transaction.body(HELLO)).isInstanceOf(SmtpFailure.Unreachable.class));
        playUnderTls("S! pause\nS! key update\nC~\nS: 250 2.0.0 taken\nC: QUIT\n", transaction -> {
            transaction.body(HELLO);
            assertThat(transaction.commit()).isEqualTo(Reply.of(250, "2.0.0", "taken"));
        });
    }

    @Test
    void rfc9422NoMoreRecipientsAreNamedThanTheNextHopTakesAtATime() throws Exception {
        for (String offered : List.of("PIPELINING", "DSN")) {
            String hello = "S: 220 mx\nC: EHLO *\n" + "S> 250-mx\\r\\n250-limits rcptmax=2 mailmax=0\\r\\n250 "
                    + offered + "\\r\\n\n";
            play(hello + """
                    C: MAIL *
                    S: 250 ok
                    C: RCPT TO:<a@example.org>
                    S: 250 ok
                    C: RCPT TO:<b@example.org>
                    S: 550 no
                    C: DATA
                    S: 354 go
                    C~
                    S: 250 ok
                    C: QUIT
                    """, connection -> {
                OutgoingTransaction transaction = connection.begin();
                List<RecipientReply> replies =
                        transaction.start(envelope("a@example.org", "b@example.org", "c@example.org"), HELLO, false);
                assertThat(codes(replies)).isEqualTo(List.of(250, 550, 452));
                assertThat(replies.getLast().isOneTooMany()).isTrue();
                transaction.body(HELLO);
                assertThat(transaction.commit().code()).isEqualTo(250);
            });
        }
    }

    @TestFactory
    Stream<DynamicTest> neverConverts() {
        return Stream.of(
                        new Refusal(message("Subject: x\r\n\r\né\r\n"), envelope("b@example.org"), "5.6.3"),
                        new Refusal(HELLO, envelope("bé@example.org"), "5.6.7"),
                        new Refusal(HELLO, envelope("b@exämple.org"), "5.6.7"),
                        new Refusal(message("X: y\r\n\r\n" + "x".repeat(2000)), envelope("b@example.org"), "5.3.4"))
                .map(one -> DynamicTest.dynamicTest(
                        one.status(),
                        () -> play(PIPELINING + "C: QUIT\n", connection -> {
                            SmtpFailure.Refused refused = catchThrowableOfType(
                                    SmtpFailure.Refused.class,
                                    () -> connection.begin().start(one.envelope(), one.message(), false));
                            assertThat(refused.reply().enhanced().orElseThrow()).hasToString(one.status());
                            assertThat(refused.reply().isPermanent()).isTrue();
                        })));
    }

    @Test
    void saysWhatTheMessageNeedsWhereItIsOffered() throws Exception {
        play(
                """
                S: 220 mx.example
                C: EHLO *
                S> 250-mx.example\\r\\n250-8BITMIME\\r\\n250-REQUIRETLS\\r\\n250-SMTPUTF8\\r\\n250 SIZE\\r\\n
                C: MAIL FROM:<a@practice.example> SIZE=18 BODY=8BITMIME SMTPUTF8 REQUIRETLS
                S: 250 ok
                C: RCPT TO:<b\u00c3\u00a9@example.org>
                S: 550 no
                C: RSET
                S: 250 ok
                C: QUIT
                """,
                connection ->
                        connection.begin().start(envelope("bé@example.org"), message("Subject: x\r\n\r\né\r\n"), true));
    }

    @Test
    void thousandsOfRecipientsDoNotDeadlock() throws Exception {
        String[] recipients =
                IntStream.range(0, 3000).mapToObj(i -> "r" + i + "@example.org").toArray(String[]::new);
        StringBuilder script = new StringBuilder(PIPELINING + "C: MAIL *\nS: 250 ok\n");
        for (int i = 0; i < recipients.length; i++) {
            script.append("C: RCPT *\nS: 250 ").append("x".repeat(400)).append('\n');
        }
        script.append("C: DATA\nS: 354 go\nC~\nS: 250 ok\nC: QUIT\n");
        play(script.toString(), connection -> {
            Envelope envelope = envelope(recipients);
            OutgoingTransaction transaction = connection.begin();
            assertThat(transaction.start(envelope, HELLO, false)).hasSize(3000);
            transaction.body(HELLO);
            assertThat(transaction.commit().code()).isEqualTo(250);
        });
    }

    @Test
    void rfc5321AReaderThatIsSlowAndSteadyHasTheTimeThatALargeMessageNeeds() throws Exception {
        RawMessage large = message("Subject: x\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(16 * 14_563 + 1_000));
        ClientSettings impatient = new ClientSettings(
                "gateway.example",
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMillis(1_500),
                Optional.empty(),
                TlsTrust.ofTheJdk());
        String script = ONE_BY_ONE
                + "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go\nC% 16\nC~\nS: 250 ok\nC: QUIT\n";
        try (ScriptedServer server = ScriptedServer.of(script)) {
            try (SmtpConnection connection = SmtpConnection.open(hop(server), TlsLevel.NONE, impatient)) {
                assertThat(send(connection, large).code()).isEqualTo(250);
            }
            server.assertPlayed();
        }
    }

    @Test
    void aReaderThatTakesNothingMoreIsCutOff() throws Exception {
        RawMessage large = message("Subject: x\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(32 * 14_563));
        ClientSettings impatient = SETTINGS.withTimeouts(Duration.ofMillis(500));
        String script =
                ONE_BY_ONE + "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go\nC% 8\nS! stops reading\n";
        try (ScriptedServer server = ScriptedServer.of(script);
                SmtpConnection connection = SmtpConnection.open(hop(server), TlsLevel.NONE, impatient)) {
            assertThatThrownBy(() -> send(connection, large)).isInstanceOf(SmtpFailure.Unreachable.class);
        }
    }

    private record Refusal(RawMessage message, Envelope envelope, String status) {}

    private interface Act {
        void on(SmtpConnection connection) throws Exception;
    }

    private static void play(String script, Act act) throws Exception {
        try (ScriptedServer server = ScriptedServer.of(script)) {
            try (SmtpConnection connection = SmtpConnection.open(hop(server), TlsLevel.NONE, SETTINGS)) {
                act.on(connection);
            }
            server.assertPlayed();
        }
    }

    private interface OnceStarted {
        void go(OutgoingTransaction transaction) throws Exception;
    }

    /** From the 354 on; the script goes on a moment before the message does. */
    private static void playUnderTls(String script, OnceStarted act) throws Exception {
        TestIdentity identity = TestCertificate.of("CN=mx", "localhost").issue();
        String upgrade = "S: 220 mx\nC: EHLO *\nS> 250-mx\\r\\n250 STARTTLS\\r\\n\nC: STARTTLS\nS: 220 go\nS! tls\n";
        String under = "C: EHLO *\nS> 250-mx\\r\\n250 PIPELINING\\r\\n\n" + "C: MAIL *\nC: RCPT *\nC: DATA\n"
                + "S> 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\n";
        try (ScriptedServer server = ScriptedServer.with(identity, upgrade + under + script)) {
            try (SmtpConnection connection = SmtpConnection.open(hop(server), TlsLevel.REQUIRED, SETTINGS)) {
                OutgoingTransaction transaction = connection.begin();
                transaction.start(envelope("b@example.org"), HELLO, false);
                Thread.sleep(Duration.ofSeconds(1));
                act.go(transaction);
            }
            server.assertPlayed();
        }
    }

    private static String accepted() {
        return PIPELINING + "C: MAIL *\nC: RCPT *\nC: DATA\nS> 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\n";
    }

    private static OutgoingTransaction started(SmtpConnection connection, RawMessage message) throws SmtpFailure {
        OutgoingTransaction transaction = connection.begin();
        transaction.start(envelope("b@example.org"), message, false);
        transaction.body(message);
        return transaction;
    }

    private static Reply send(SmtpConnection connection, RawMessage message) throws SmtpFailure {
        return started(connection, message).commit();
    }
}
