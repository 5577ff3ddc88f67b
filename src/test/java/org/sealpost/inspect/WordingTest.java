package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    private static final String FROM = "From: Reception <a@practice.example>\nTo: b@example.org\n";

    /** No dictionary has a word of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi, Orsolya still won't keep anything down and was up half the night again. Should I bring her in? Her mom, Petronella",
                "Can you tell Mr. Vandersloot he may shower but to keep it dry, and not to drive until we see him again on Friday.",
                "Ottoline says it only hurts when she climbs the stairs, she has stopped taking the white ones because they made her sleepy."
            })
    void tellsOfSomeonesHealthInWordsThatNameNoDisease(String text) {
        assertThat(inspect("Question", text).tellsOfSomeonesHealth()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thanks for the quick delivery. Two of the chairs came with the wrong legs, could your driver swap them on Friday? Petronella",
                "The board meets on Tuesday at seven in the library. Ottoline brings the minutes, Mr. Vandersloot the cake.",
                "Please confirm that the copier lease ends in June and that we may keep the stand. Regards, Orsolya Brandt, office manager"
            })
    void tellsOfNobodysHealthWhereNobodySpeaksOfIt(String text) {
        assertThat(inspect("Question", text).counts())
                .doesNotContainKeys(PhiKind.HEALTH_WORDING, PhiKind.PATIENT_WORDING);
    }

    /** A name next to a word of medicine is not the patient's where all speak of trade. */
    @Test
    void aNameCountsNotWhereEveryPassageNamesOthers() {
        assertThat(inspect(
                                "Lunch and learn",
                                "On Thursday Corinna Maddox, territory manager, presents the new insulin pump. Lunch is provided."
                                        + " Please register with Corinna by Tuesday so that the caterer knows how many boxes to bring.")
                        .tellsOfSomeonesHealth())
                .isFalse();
    }

    /** What the text reads like says nothing of a short file beside it, which is not weighed. */
    @Test
    void aNameInAShortFileCountsBesideATextThatNamesOthers() {
        String file = Base64.getMimeEncoder().encodeToString(Documents.docx("Patient: Corinna Maddox, asthma"));
        Findings findings = InspectorTest.inspect(FROM + """
                Subject: Lunch and learn
                Content-Type: multipart/mixed; boundary=b

                --b

                On Thursday Corinna Maddox, territory manager, presents the new pump. Lunch is provided. Please
                register with Corinna by Tuesday so that the caterer knows how many boxes to bring.
                --b
                Content-Type: application/octet-stream; name=a.docx
                Content-Transfer-Encoding: base64

                %s
                --b--
                """.formatted(file));
        assertThat(findings.tellsOfSomeonesHealth()).isTrue();
    }

    @Test
    void saysNothingOfAFewWords() {
        assertThat(read("Thank you, Ann")).containsExactly(Wording.UNKNOWN);
    }

    /** What one passage tells is not made less by a hundred others. */
    @Test
    void readsALongTextPassageByPassage() {
        String long_ = "The board meets on Tuesday at seven and the minutes are in the folder on the second shelf. "
                .repeat(60);
        String told =
                "Orsolya still won't keep anything down and was up half the night again, her mom asks whether to bring her in. "
                        .repeat(4);
        List<Wording> passages = read(long_ + told);

        assertThat(passages).hasSizeGreaterThan(2);
        assertThat(passages.getFirst().tellsOfHealth()).isFalse();
        assertThat(passages.getLast().health())
                .isGreaterThan(passages.getFirst().health());
    }

    private static List<Wording> read(String text) {
        List<Wording> passages = new ArrayList<>();
        Wording.each(SearchText.of(NormalText.of(text)), passages::add);
        return passages;
    }

    private static Findings inspect(String subject, String text) {
        return InspectorTest.inspect(FROM + "Subject: " + subject + "\n\n" + text + "\n");
    }
}
