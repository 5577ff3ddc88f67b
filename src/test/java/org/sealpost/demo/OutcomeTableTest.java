package org.sealpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.demo.Sample.Expected;

class OutcomeTableTest {

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final Terminal PLAIN = new Terminal(NOWHERE, false, false);
    private static final Terminal COLOURED = new Terminal(NOWHERE, true, true);

    private static final Expected PORTAL = new Expected("grace.hill@mail.example", "portal", "in-portal");

    @Test
    void hasALineForEachRecipientAndWhyBelowIt() {
        Outcome outcome = new Outcome("Patient reads in the portal", PORTAL, "portal", "in-portal", "Because.");

        assertThat(new OutcomeTable(PLAIN).lines(List.of(outcome)))
                .containsExactly(
                        "    RECIPIENT                     WHAT IT SHOWS                         DECISION        STATE",
                        "-".repeat(118),
                        " +  grace.hill@mail.example       Patient reads in the portal           portal          in-portal",
                        "    Because.",
                        "-".repeat(118));
    }

    @Test
    void marksWhatIsNotAsExpectedAndSaysWhatWasExpected() {
        Outcome weaker = new Outcome("Portal", PORTAL, "plain", "delivered", "Because.");

        assertThat(new OutcomeTable(PLAIN).lines(List.of(weaker)))
                .anySatisfy(line -> assertThat(line).startsWith(" !  grace.hill@mail.example"))
                .contains("    expected: portal, in-portal");
    }

    @Test
    void isMarkedWhenNothingIsKnown() {
        Outcome unknown = Outcome.unknown("Portal", PORTAL, "451 4.3.0 Later");

        assertThat(unknown.isAsExpected()).isFalse();
        assertThat(new OutcomeTable(PLAIN).lines(List.of(unknown)))
                .anySatisfy(line -> assertThat(line).contains("none yet", "unknown"));
    }

    @Test
    void fitsIn120ColumnsWhateverTheTexts() {
        Expected expected = new Expected("a".repeat(60) + "@mail.example", "portal", "in-portal");
        Outcome outcome = new Outcome("x".repeat(80), expected, "verified-tls", "expired-in-portal", "why ".repeat(90));

        for (Terminal terminal : List.of(PLAIN, COLOURED)) {
            assertThat(new OutcomeTable(terminal).lines(List.of(outcome)))
                    .allSatisfy(line ->
                            assertThat(line.replaceAll("\u001b\\[[0-9]+m", "")).hasSizeLessThanOrEqualTo(120));
        }
    }

    @Test
    void colourIsOnlyForATerminalThatHasIt() {
        Outcome outcome = new Outcome("Portal", PORTAL, "portal", "in-portal", "Because.");

        assertThat(String.join("\n", new OutcomeTable(PLAIN).lines(List.of(outcome))))
                .isASCII()
                .doesNotContain("\u001b");
        assertThat(String.join("\n", new OutcomeTable(COLOURED).lines(List.of(outcome))))
                .contains("\u001b[34mportal", "✓", "─");
    }

    @Test
    void aControlSequenceInAReasonDoesNotReachTheTerminal() {
        assertThat(OutcomeTable.wrapped("be\u001b[2Jware\r\nof this", 100)).containsExactly("be [2Jware  of this");
    }

    @Test
    void breaksAtSpacesAndWithinWordsThatAreTooLong() {
        assertThat(OutcomeTable.wrapped("one two three", 7)).containsExactly("one two", "three");
        assertThat(OutcomeTable.wrapped("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(OutcomeTable.wrapped("", 4)).isEmpty();
    }
}
