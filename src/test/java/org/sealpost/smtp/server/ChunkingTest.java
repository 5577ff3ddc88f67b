package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.SmtpDialogue;

/** BDAT (RFC 3030), against the real listener. */
class ChunkingTest {

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    private static final String RECIPIENT = HELLO + """
            C: MAIL FROM:<a@practice.example>
            C: RCPT TO:<b@example.org>
            S: 250 *
            S: 250 *
            """;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesPipelinedChunksAsTheyCome_RFC_3030_2(boolean octetByOctet) throws IOException {
        try (SmtpDialogue dialogue = fixture.connect()) {
            if (octetByOctet) {
                dialogue.octetByOctet();
            }
            dialogue.play(HELLO + """
                    C: MAIL FROM:<a@practice.example> BODY=8BITMIME
                    C: RCPT TO:<b@example.org>
                    C> BDAT 15\\r\\nSubject: one\\r\\n\\rBDAT 4\\r\\n\\n.\\r\\nBDAT 0\\r\\nbdat 6 last\\r\\n..\\xc3\\xa4\\r\\nNOOP\\r\\n
                    S: 250 *
                    S: 250 *
                    S: 250 2.0.0 15 octets taken
                    S: 250 2.0.0 4 octets taken
                    S: 250 2.0.0 0 octets taken
                    S: 250 2.0.0 Taken
                    S: 250 2.0.0 OK
                    """);
        }
        assertThat(fixture.receiver.calls).endsWith("data Subject: one||.|..ä|");
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void takesTwoMessagesOnOneConnectionOneOfThemByData() throws IOException {
        fixture.play(RECIPIENT + """
                C> BDAT 7 LAST\\r\\n\\r\\none\\r\\n
                S: 250 2.0.0 Taken
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 *
                S: 250 *
                S: 354 *
                C:
                C: two
                C: .
                S: 250 2.0.0 Taken
                """);
        assertThat(fixture.receiver.calls)
                .filteredOn(call -> call.startsWith("data"))
                .containsExactly("data |one|", "data |two|");
    }

    @Test
    void endsAnUnfinishedLastLine_RFC_5321_2_3_8() throws IOException {
        fixture.play(RECIPIENT + "C> BDAT 5 LAST\\r\\n\\r\\none\nS: 250 2.0.0 Taken");
        assertThat(fixture.receiver.calls).endsWith("data |one|");
    }

    @Test
    void anEmptyLastChunkEndsTheMessage_RFC_3030_2() throws IOException {
        fixture.play(
                RECIPIENT + "C> BDAT 7\\r\\n\\r\\none\\r\\nBDAT 0 LAST\\r\\n\nS: 250 2.0.0 7 *\nS: 250 2.0.0 Taken");
        assertThat(fixture.receiver.calls).endsWith("data |one|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET\\r\\n", "EHLO other.example\\r\\n", "QUIT\\r\\n", ""})
    void nothingIsDeliveredWithoutLast(String end) throws IOException {
        try (SmtpDialogue dialogue = fixture.connect()) {
            dialogue.play(RECIPIENT + "C> BDAT 7\\r\\n\\r\\none\\r\\n\nS: 250 2.0.0 7 octets taken");
            dialogue.send(SmtpDialogue.unescaped(end));
            dialogue.play(
                    end.isEmpty() ? "C! half-close\nS! closed" : end.startsWith("EHLO") ? "S+ 250 HELP" : "S: 2*");
        }
        assertThat(fixture.receiver.calls).endsWith("abort").noneMatch(call -> call.startsWith("data"));
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void aClientThatLeavesWithinAChunkSentNothing_CVE_2017_16943() throws IOException {
        fixture.play(RECIPIENT + "C> BDAT 100 LAST\\r\\n\\r\\none\\r\\n.\\r\\n\nC! half-close\nS! closed");
        assertThat(fixture.receiver.calls).endsWith("abort").noneMatch(call -> call.startsWith("data"));
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void dataWithinChunksIsRefusedAndEndsTheTransaction_RFC_3030_2() throws IOException {
        fixture.play(RECIPIENT + """
                C> BDAT 7\\r\\n\\r\\none\\r\\n
                S: 250 2.0.0 7 octets taken
                C: DATA
                S: 503 5.5.1 The message has begun with BDAT*
                C: RSET
                S: 250 *
                """);
        assertThat(fixture.receiver.calls).endsWith("abort").noneMatch(call -> call.startsWith("data"));
    }

    @Test
    void noRecipientJoinsAMessageThatHasBegun() throws IOException {
        fixture.play(RECIPIENT + """
                C> BDAT 7\\r\\n\\r\\none\\r\\n
                S: 250 2.0.0 7 octets taken
                C: RCPT TO:<late@example.org>
                S: 503 5.5.1 *
                C: MAIL FROM:<other@practice.example>
                S: 503 5.5.1 *
                C: BDAT 0 LAST
                S: 250 2.0.0 Taken
                """);
        assertThat(fixture.receiver.calls).noneMatch(call -> call.contains("late") || call.contains("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " LAST"})
    void theOctetsOfARefusedChunkAreNeverCommands_CVE_2017_16943(String last) throws IOException {
        fixture.play(HELLO + """
                C: BDAT 30%s
                C: MAIL FROM:<evil@example.org>
                S: 503 5.5.1 Say MAIL first
                C: NOOP
                S: 250 *
                """.formatted(last));
        assertThat(fixture.receiver.calls).isEmpty();
    }

    @Test
    void chunksWithoutAnyAcceptedRecipientAreSwallowed() throws IOException {
        fixture.receiver.onRecipient = recipient -> Reply.of(550, "5.7.1", "Relaying denied");
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example>
                C: RCPT TO:<b@example.org>
                C: BDAT 30
                C: MAIL FROM:<evil@example.org>
                C: BDAT 30 LAST
                C: MAIL FROM:<evil@example.org>
                S: 250 *
                S: 550 5.7.1 *
                S: 554 5.5.1 No valid recipients
                S: 503 5.5.1 *
                C: NOOP
                S: 250 *
                """);
        assertThat(fixture.receiver.calls).noneMatch(call -> call.contains("evil"));
    }

    @Test
    void whatIsTooLargeIsRefusedByTheCountOfAllChunks_RFC_1870() throws IOException {
        fixture.start(settings -> settings.withMessage(MessageLimits.defaults().withMaxSize(1024)));
        String chunk = "C> BDAT 700\\r\\n" + "x".repeat(700) + "\n";
        fixture.play(RECIPIENT + chunk + "S: 250 *\n" + chunk + "S: 552 5.3.4 *\n" + chunk
                + "S: 503 5.5.1 *\nC: NOOP\nS: 250 *");
        assertThat(fixture.receiver.calls).endsWith("abort");
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void aChunkFarBeyondTheLimitIsNotEvenRead() throws IOException {
        fixture.start(settings -> settings.withMessage(MessageLimits.defaults().withMaxSize(1024)));
        fixture.play(RECIPIENT + "C: BDAT 999999999999999999 LAST\nS: 552 5.3.4 *\nS! closed");
    }

    @Test
    void withoutMemoryChunksAreSwallowedAndRefusedForNow() throws IOException {
        try (var taken = fixture.memory.reserve(4_000_000).orElseThrow();
                SmtpDialogue dialogue = fixture.connect()) {
            byte[] line = ("x".repeat(98) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            dialogue.play(RECIPIENT + "C> BDAT 1000000 LAST\\r\\n");
            for (int i = 0; i < 10_000; i++) {
                dialogue.send(line);
            }
            dialogue.play("S: 452 4.3.1 *\nC: NOOP\nS: 250 *");
            assertThat(taken).isNotNull();
        }
        assertThat(fixture.receiver.calls).endsWith("abort");
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void manyTinyChunksBuyNoTime_slowLoris() throws IOException {
        fixture.start(settings -> settings.withTimeouts(new Timeouts(
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMillis(200),
                100,
                Duration.ofMinutes(1))));
        fixture.play(RECIPIENT
                + "C> BDAT 1\\r\\nxBDAT 1\\r\\nxBDAT 9\\r\\nx\nS: 250 *\nS: 250 *\nS: 421 4.4.2 *\nS! closed");
        assertThat(fixture.receiver.calls).endsWith("abort");
    }

    @Test
    void aMessageThatHasBegunIsNotKeptForASilentClient() throws IOException {
        fixture.start(settings -> settings.withTimeouts(new Timeouts(
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                0,
                Duration.ofMinutes(1))));
        fixture.play(RECIPIENT + "C> BDAT 7\\r\\n\\r\\none\\r\\n\nS: 250 *\nS: 421 4.4.2 *\nS! closed");
        assertThat(fixture.receiver.calls).endsWith("abort");
        assertThat(fixture.memory.reserved()).isZero();
    }

    @Test
    void aMessageOfMoreChunksThanTheCommandLimitIsTaken() throws IOException {
        fixture.play(RECIPIENT + "C> " + "BDAT 1\\r\\nx".repeat(300) + "BDAT 0 LAST\\r\\n\n"
                + "S: 250 2.0.0 1 octets taken\n".repeat(300) + "S: 250 2.0.0 Taken");
    }

    @Test
    void binaryMimeIsRefusedAndTheClientMaySendOtherwise_RFC_3030_3() throws IOException {
        fixture.play(HELLO + """
                C: MAIL FROM:<a@practice.example> BODY=BINARYMIME
                S: 555 5.5.4 BINARYMIME is not offered*
                C: MAIL FROM:<a@practice.example> BODY=8BITMIME
                S: 250 *
                """);
    }
}
