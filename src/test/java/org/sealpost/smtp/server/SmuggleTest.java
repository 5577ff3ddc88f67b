package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.SmtpDialogue;

/** What must never be taken for a command, against the real listener. */
class SmuggleTest {

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\n.\\n",
                "\\n.\\r\\n",
                "\\r\\n.\\n",
                "\\r.\\r\\n",
                "\\r\\n.\\r",
                "\\r.\\r",
                "\\r\\n\\x00.\\r\\n",
                "\\r\\n.\\r\\r\\n"
            })
    void noSecondMessageIsSmuggledIn_CVE_2023_51764_51765_51766_51747(String sequence) throws IOException {
        for (boolean octetByOctet : new boolean[] {false, true}) {
            try (SmtpDialogue dialogue = fixture.connect()) {
                if (octetByOctet) {
                    dialogue.octetByOctet();
                }
                dialogue.play(DATA + """
                        C> Subject: bait\\r\\n\\r\\nbait%sMAIL FROM:<evil@example.org>\\r\\nRCPT TO:<b@example.org>\\r\\n
                        C> DATA\\r\\nSubject: smuggled\\r\\n\\r\\n.\\r\\nQUIT\\r\\n
                        S: 550 5.6.0 *bare CR or LF*
                        S! closed
                        """.formatted(sequence));
            }
        }
        assertThat(fixture.receiver.calls).noneMatch(call -> call.startsWith("data") || call.contains("evil"));
        assertThat(fixture.receiver.calls).filteredOn("abort"::equals).hasSize(2);
        assertThat(fixture.memory.reserved()).isZero();
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

    @Test
    void theOctetsOfARefusedBdatAreNotReadAsCommands_CVE_2017_16943() throws IOException {
        fixture.play(HELLO + """
                C: BDAT 33 LAST
                C: MAIL FROM:<evil@example.org>
                S: 502 5.5.1 *
                S! closed
                """);
        assertThat(fixture.receiver.calls).isEmpty();
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
