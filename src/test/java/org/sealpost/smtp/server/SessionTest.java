package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.SmtpDialogue;

/** The dialogue of RFC 5321 against the real listener. */
class SessionTest {

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    private static final String ONE_MESSAGE = """
            C: MAIL FROM:<a@practice.example>
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<b@example.org>
            S: 250 2.1.5 Recipient OK
            C: DATA
            S: 354 End the message with a dot on a line of its own
            C: Subject: one
            C:
            C: ..hello
            C: .
            S: 250 2.0.0 Taken
            """;

    private static final String ONE_MESSAGE_CALLS =
            "[begin <a@practice.example> 7BIT, recipient <b@example.org>," + " data Subject: one||.hello|]";

    @Test
    void takesAMessage() throws IOException {
        fixture.play(HELLO + ONE_MESSAGE + """
                C: QUIT
                S: 221 2.0.0 Goodbye
                S! closed
                """);
        assertThat(fixture.receiver.calls).hasToString(ONE_MESSAGE_CALLS);
        Client client = fixture.receiver.clients.getFirst();
        assertThat(client.helo()).isEqualTo("client.example");
        assertThat(client.extended()).isTrue();
        assertThat(client.tls()).isEmpty();
        assertThat(client.address().isLoopbackAddress()).isTrue();
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void knowsThePostmasterWithoutADomain_RFC_5321_4_5_1() throws Exception {
        fixture.play(HELLO + """
                C: RCPT TO:<Postmaster>
                S: 503 5.5.1 *
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: RCPT TO:<postmaster>
                S: 550 5.1.1 *
                """);
        fixture.receiver.postmaster = Optional.of(Mailbox.parse("postmaster@practice.example"));
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: RCPT TO:<Postmaster>
                S: 250 *
                C: RCPT TO:<postmaster@>
                S: 553 *
                """);
        assertThat(fixture.receiver.calls).contains("recipient <postmaster@practice.example>");
    }

    @Test
    void takesAMessageThatComesOctetByOctet() throws IOException {
        try (SmtpDialogue dialogue = fixture.connect()) {
            dialogue.octetByOctet().play(HELLO + ONE_MESSAGE);
        }
        assertThat(fixture.receiver.calls).hasToString(ONE_MESSAGE_CALLS);
    }

    @Test
    void namesItsExtensions() throws IOException {
        fixture.play("""
                S: 220 localhost ESMTP Sealpost
                C: ehlo [192.0.2.1]
                S: 250-localhost
                S: 250-PIPELINING
                S: 250-SIZE 52428800
                S: 250-8BITMIME
                S: 250-CHUNKING
                S: 250-SMTPUTF8
                S: 250-ENHANCEDSTATUSCODES
                S: 250-LIMITS RCPTMAX=1000
                S: 250 HELP
                C: HELO client.example
                S: 250 localhost
                """);
    }

    @Test
    void answersPipelinedCommandsInOrder_RFC_2920() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<no at all>
                C: RCPT TO:<c@example.org>
                C: DATA
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 553 5.1.3 *
                S: 250 2.1.5 Recipient OK
                S: 354 *
                C: Subject: one
                C:
                C: .
                C: MAIL FROM:<>
                C: RCPT TO:<d@example.org>
                C: QUIT
                S: 250 2.0.0 Taken
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 221 2.0.0 Goodbye
                S! closed
                """);
        assertThat(fixture.receiver.calls)
                .containsExactly(
                        "begin <a@practice.example> 7BIT",
                        "recipient <b@example.org>",
                        "recipient <c@example.org>",
                        "data Subject: one||",
                        "begin <> 7BIT",
                        "recipient <d@example.org>",
                        "abort");
    }

    @Test
    void takesSeveralMessagesInOneConnection() throws IOException {
        fixture.play(HELLO + ONE_MESSAGE + ONE_MESSAGE + ONE_MESSAGE);
        assertThat(fixture.receiver.calls).hasSize(9).doesNotContain("abort");
    }

    @Test
    void passesOnWhatMailDeclared() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<müller@practice.example> SIZE=1000 body=8bitmime SMTPUTF8
                S: 250 2.1.0 *
                C: RCPT TO:<größe@example.org>
                S: 250 2.1.5 *
                """);
        assertThat(fixture.receiver.calls)
                .startsWith("begin <müller@practice.example> 1000 8BITMIME SMTPUTF8", "recipient <größe@example.org>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET", "EHLO client.example", "HELO client.example", "QUIT"})
    void forgetsATransactionOnce(String command) throws IOException {
        fixture.play(
                HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: %s
                S+ 2*
                C: QUIT
                """.formatted(command).replace("S+ 2*", command.startsWith("EHLO") ? "S+ 250 HELP" : "S: 2*"));
        await().untilAsserted(() ->
                assertThat(fixture.receiver.calls).containsExactly("begin <a@practice.example> 7BIT", "abort"));
    }

    @Test
    void aConnectionLostBeforeDataAborts() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C! close
                """);
        await().untilAsserted(() -> assertThat(fixture.receiver.calls).endsWith("abort"));
    }

    @Test
    void aConnectionLostWithinDataAbortsAndGivesBackItsMemory() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 250 *
                S: 354 *
                C> Subject: half\\r\\n\\r\\nof it\\r\\n.
                C! half-close
                S! closed
                """);
        assertThat(fixture.receiver.calls)
                .containsExactly("begin <a@practice.example> 7BIT", "recipient <b@example.org>", "abort");
        assertThat(fixture.memory.reserved()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAIL FROM:<a@practice.example>       | 503 5.5.1 Say EHLO first
            RCPT TO:<b@example.org>              | 503 5.5.1 Say MAIL first
            DATA                                 | 503 5.5.1 Say MAIL first
            """)
    void refusesCommandsOutOfSequence(String command, String reply) throws IOException {
        fixture.play("S: 220 *\nC: " + command + "\nS: " + reply);
    }

    @Test
    void refusesASecondMailAndKeepsTheFirst() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: MAIL FROM:<b@practice.example>
                S: 503 5.5.1 A transaction is open already
                C: RCPT TO:<b@example.org>
                S: 250 *
                """);
    }

    /** The client may name another recipient: a command that cannot be processed leaves the state as it was. */
    @Test
    void refusesDataWithoutValidRecipientsAndKeepsTheTransaction_RFC_5321_4_1_4() throws IOException {
        fixture.receiver.onRecipient = recipient -> recipient.address().equals("b@example.org")
                ? Reply.of(550, "5.7.1", "Relaying denied")
                : Replies.RECIPIENT_OK;
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 550 5.7.1 Relaying denied
                S: 554 5.5.1 No valid recipients
                C: RCPT TO:<c@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: one
                C:
                C: .
                S: 250 2.0.0 Taken
                """);
        assertThat(fixture.receiver.calls)
                .containsExactly(
                        "begin <a@practice.example> 7BIT",
                        "recipient <b@example.org>",
                        "recipient <c@example.org>",
                        "data Subject: one||");
    }

    @Test
    void dataThatIsWronglyWrittenMayBeSaidAgain_RFC_5321_4_1_4() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: DATA
                S: 554 5.5.1 No valid recipients
                C: RCPT TO:<b@example.org>
                S: 250 *
                C: DATA now
                S: 501 5.5.4 *
                C> DATA  \\r\\n
                S: 354 *
                C: Subject: one
                C:
                C: .
                S: 250 2.0.0 Taken
                """);
        assertThat(fixture.receiver.calls).endsWith("data Subject: one||").doesNotContain("abort");
    }

    @Test
    void dataThatFindsNoRoomMayBeSaidAgain_RFC_5321_4_1_4() throws IOException {
        try (SmtpDialogue dialogue = fixture.connect();
                MemoryBudget.Reservation all =
                        fixture.memory.reserve(fixture.memory.largestMessage()).orElseThrow()) {
            dialogue.play(HELLO + """
                    C: MAIL FROM:<a@practice.example>
                    S: 250 *
                    C: RCPT TO:<b@example.org>
                    S: 250 *
                    C: DATA
                    S: 452 4.3.1 *
                    """);
            all.close();
            dialogue.play("""
                    C: DATA
                    S: 354 *
                    C: Subject: one
                    C:
                    C: .
                    S: 250 2.0.0 Taken
                    """);
        }
        assertThat(fixture.receiver.calls).endsWith("data Subject: one||").doesNotContain("abort");
    }

    @Test
    void asksForEachRecipientOnce() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<b@EXAMPLE.org>
                S: 250 *
                S: 250 2.1.5 *
                S: 250 2.1.5 *
                """);
        assertThat(fixture.receiver.calls)
                .filteredOn(call -> call.startsWith("recipient"))
                .hasSize(1);
    }

    @Test
    void passesOnTheReceiversReplies() throws IOException {
        fixture.receiver.onBegin = from -> new Begin.Refused(Reply.of(550, "5.7.1", "Not your domain"));
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 550 5.7.1 Not your domain
                """);
    }

    @Test
    void a421OfTheReceiverCloses_RFC_5321_3_8() throws IOException {
        fixture.receiver.onBegin = from -> new Begin.Refused(Reply.of(421, "4.3.2", "Later"));
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 421 4.3.2 Later
                S! closed
                """);
    }

    @Test
    void everyReplyHasAnEnhancedCodeAndShortLines_RFC_2034() throws IOException {
        fixture.receiver.onRecipient =
                recipient -> Reply.plain(550, "long ".repeat(120).strip());
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                S: 250 *
                C: RCPT TO:<b@example.org>
                S: 550-5.0.0 long *
                S: 550 5.0.0 long *
                """);
    }

    @Test
    void aFaultOfTheReceiverIsA451AndNothingElse() throws IOException {
        fixture.receiver.onData = message -> {
            throw new IllegalStateException("quotes the mail");
        };
        fixture.play(HELLO + ONE_MESSAGE.replace("250 2.0.0 Taken", "451 4.3.0 *") + """
                C: NOOP
                S: 250 *
                """);
        assertThat(fixture.receiver.calls).doesNotContain("abort");
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void aFullHeapIsA451AndGivesBackItsMemory() throws IOException {
        fixture.receiver.onData = message -> {
            throw new OutOfMemoryError("as a full heap would");
        };
        fixture.play(HELLO + ONE_MESSAGE.replace("250 2.0.0 Taken", "451 4.3.0 *") + """
                C: NOOP
                S: 250 *
                """);
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void answersTheSmallCommands() throws IOException {
        fixture.play(HELLO + """
                C: NOOP anything
                S: 250 2.0.0 *
                C: VRFY someone
                S: 252 2.5.0 *
                C: VRFY
                S: 501 5.5.4 *
                C: EXPN list
                S: 502 5.5.1 *
                C: HELP
                S: 214 2.0.0 *
                C: RSET
                S: 250 2.0.0 *
                C: STARTTLS
                S: 502 5.5.1 *
                C: XYZZY
                S: 500 5.5.1 *
                """);
    }
}
