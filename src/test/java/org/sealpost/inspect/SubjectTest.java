package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {

    @ParameterizedTest
    @CsvSource({
        "Mr. Ruiz INR, 3.9. Hold tonight.",
        "Colonoscopy, Dana Whitfield asks for the address.",
        "INRs, Mrs. Rowntree 1.8"
    })
    void isReadTogetherWithTheText(String subject, String text) {
        assertThat(inspect(subject, text).tellsOfSomeonesHealth()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Newsletter on migraine, Tobias Wren is our new janitor.", "Webinar, Join Lena Fitch on stroke."})
    void saysOnceWhatTheMessageIsAbout(String subject, String text) {
        assertThat(inspect(subject, text).tellsOfSomeonesHealth()).isFalse();
    }

    /** The text below the attached newsletter is the outer message's, not the newsletter's. */
    @ParameterizedTest
    @CsvSource({"Colonoscopy, Our picnic, true", "Our picnic, Colonoscopy, false"})
    void ofAMessageWithinIsOverThatOneOnly(String outer, String inner, boolean found) {
        Findings findings = InspectorTest.inspect("Subject: " + outer + """

                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: message/rfc822

                Subject: %s

                Bring a hat.
                --b

                Dana Whitfield asks for the address.
                --b--
                """.formatted(inner));

        assertThat(findings.tellsOfSomeonesHealth()).isEqualTo(found);
    }

    @Test
    void makesNoValueCountTwice() {
        assertThat(inspect("MRN 00012345", "Please call.").counts()).containsEntry(PhiKind.MEDICAL_RECORD_NUMBER, 1);
    }

    @Test
    void thatIsVeryLongLeavesTheTextReadable() {
        Findings findings = inspect("a ".repeat(400), "Dana Whitfield has diabetes.");
        assertThat(findings.tellsOfSomeonesHealth()).isTrue();
        assertThat(findings.uninspectable()).isEmpty();
    }

    /** A row that nothing follows made the message unreadable when its words filled the memory for them. */
    @Test
    void rowAtTheVeryEndIsRead() {
        for (int words = 10; words < 40; words++) {
            assertThat(inspect("diabetes", "go ".repeat(words) + "\nWhitfield").uninspectable())
                    .isEmpty();
        }
    }

    private static Findings inspect(String subject, String text) {
        return InspectorTest.inspect("From: a@practice.example\nSubject: " + subject
                + "\nContent-Type: text/plain; charset=utf-8\n\n" + text);
    }
}
