package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.smtp.server.ServerFixture.HELLO;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.smtp.Reply;

/** What a receiver says beyond ASCII, such as a rule's text, to clients that read it and to others. */
class ReplyTextTest {

    private static final String TEXT = "Patientendaten dürfen nicht veröffentlicht werden.";

    @RegisterExtension
    final ServerFixture fixture = new ServerFixture();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Patientendaten dürfen nicht veröffentlicht werden. | Patientendaten duerfen nicht veroeffentlicht werden.
            Mäßig, dürftig, Ärger, GROẞ                        | Maessig, duerftig, Aerger, GROSS
            À l'hôpital: noël, œuvre, « sûr »                  | A l'hopital: noel, oeuvre, " sur "
            Łódź, Čeština, İstanbul, smørrebrød                | Lodz, Cestina, Istanbul, smorrebrod
            „so“ – it’s 5 €…                                   | "so" - it's 5 EUR...
            да, 中文 😀                                           | ??, ?? ?
            plain ASCII, as it is?                             | plain ASCII, as it is?
            """)
    void inAsciiItIsStillRead(String text, String ascii) {
        assertThat(ReplyText.lines(text, false)).containsExactly(ascii);
        assertThat(ReplyText.lines(text, true)).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "中", "\ud83d\ude00", "word ", "wörd "})
    void aLineIsShortEnoughInOctetsAndNeitherCharacterNorWordIsCut_RFC_5321_4_5_3_1_5(String part) {
        String text = part.repeat(2_000).strip();

        List<String> lines = ReplyText.lines(text, true);

        assertThat(String.join(part.endsWith(" ") ? " " : "", lines)).isEqualTo(text);
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(480));
        assertThat(ReplyText.lines(text, false))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(480));
    }

    @Test
    void aLetterAndItsMarkAreOneLetterHoweverTheyAreWritten() {
        assertThat(ReplyText.lines("du\u0308rfen", false)).containsExactly("duerfen");
    }

    @Test
    void nothingOfItEndsALineElsewhere() {
        assertThat(ReplyText.lines("a\u0085b\u2028c\u009bd", true)).containsExactly("a b c d");
        assertThat(ReplyText.lines("a\u0085b\u2028c\u009bd", false)).containsExactly("a?b?c?d");
    }

    @Test
    void rfc6531Section3Point7Point4Point2Utf8IsForATransactionThatDeclaredIt() throws IOException {
        fixture.receiver.onRecipient = recipient -> Reply.of(550, "5.7.1", TEXT);
        String utf8 = new String(TEXT.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        fixture.play(HELLO + "C: MAIL FROM:<a@practice.example>\nS: 250 *\nC: RCPT TO:<b@example.org>\n"
                + "S: 550 5.7.1 Patientendaten duerfen nicht veroeffentlicht werden.\nC: RSET\nS: 250 *\n"
                + "C: MAIL FROM:<a@practice.example> SMTPUTF8\nS: 250 *\nC: RCPT TO:<b@example.org>\n" + "S: 550 5.7.1 "
                + utf8 + "\nC: RSET\nS: 250 *\n");
    }
}
