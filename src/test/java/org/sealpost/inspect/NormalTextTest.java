package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.AttachmentTest.reasons;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text in the form in which it is looked at. */
class NormalTextTest {

    @ParameterizedTest
    @CsvSource({
        "d\u03b9agnosed w\u03b9th, diagnosed with",
        "\u03b1sthm\u03b1 of M\u03b1\u03c1\u03b9\u03b1, asthma of Mapia",
        "diag\u03b7\u03c3sed by n\u03c5rse \u0415\u03bde, diagnosed by nurse Eve",
        "\u13bb\u13c6\u13d9, HIV",
        "\uab8b\uab96\uaba9, HIV",
        "\ua4e7\ua4f2\ua4e6, HIV",
        "d\u0131\u0251\u0261nosis, diagnosis",
        "\u04bbea\u04cft\u04bb \u0501ata \u051dith \u051b, health data with q",
        "\u1d05\u026a\u1d00\u0262\u0274\u1d0f\ua731\u026a\u1d07d, diagnosied",
        "h\u0585sp\u0131tal \u057dlcer, hospital ulcer",
    })
    void hasLettersThatLookLikeLatinOnesAsThose(String written, String read) {
        assertThat(NormalText.of(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "\u03ba\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1",
        "\u0570\u0561\u0575\u0565\u0580\u0565\u0576",
        "10 \u03bcg",
    })
    void leavesWordsOfOtherScriptsAsTheyAre(String written) {
        assertThat(NormalText.of(written)).isEqualTo(written);
    }

    /** U+FDFA is a sentence of eighteen characters: what would count is not what was sent but what is looked at. */
    @Test
    void whatGrowsBeyondWhatIsReadIsTooLarge() {
        InspectionLimits limits = new InspectionLimits(16, 1000, 1000, 400_000, Duration.ofSeconds(10));
        String head = "From: a@practice.example\nContent-Type: text/plain; charset=utf-8\n\nMRN 00012345\n";
        Inspector inspector = new Inspector(limits);

        Findings few = inspector.inspect(InspectorTest.message(head + "\ufdfa".repeat(10_000)));
        Findings many = inspector.inspect(InspectorTest.message(head + "\ufdfa".repeat(100_000)));

        assertThat(reasons(few)).isEmpty();
        assertThat(reasons(many)).containsExactly(UninspectableReason.TOO_LARGE);
        assertThat(many.identifiers()).hasSize(1);
    }
}
