package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassageFeaturesTest {

    @Test
    void areWordsPairsAndBeginnings() {
        assertThat(PassageFeatures.names("her swollen foot"))
                .containsExactlyInAnyOrder(
                        "her", "swollen", "swoll*", "foot", "LINE her", "her swollen", "swollen foot");
    }

    /** What was learnt of Maria and her 12 pills holds for everyone. */
    @ParameterizedTest
    @CsvSource({
        "then Maria called, GIVEN",
        "then Maria's mother called, GIVEN's",
        "then Mrs. Kowalczyk called, FAMILY",
        "then Mrs. Xyrthwen called, NAME",
        "took 12 of them, DIGITS2",
        "took 123456789 of them, DIGITS6",
        "took 20mg of it, MIXED",
        "THEN MARIA CALLED, maria",
        "The door, the",
        "Doors open, doors"
    })
    void standForWhatNamesAndNumbersAre(String text, String feature) {
        assertThat(PassageFeatures.names(text)).contains(feature);
    }

    @Test
    void markWhereSentencesAndLinesEnd() {
        assertThat(PassageFeatures.names("no, thanks. yes: now\nand then"))
                .contains("no COMMA", "COMMA thanks", "STOP yes", "COLON now", "LINE and");
    }

    /** Else weights that were learnt by name would never be found. */
    @Test
    void haveTheNumbersThatTheirNamesHave() {
        String text = "Dr. O'Brien's note #4: Maria (Xyrthwen) swallowed 12 pills at 8am.\nHer mother's worried!";
        Set<Long> numbers = new HashSet<>();
        Words words = new Words(NormalText.of(text));
        PassageFeatures.each(words, 0, words.count(), new PassageFeatures.Sink() {
            @Override
            public void word(long token, int word) {
                numbers.add(token);
            }

            @Override
            public void pair(long before, long token) {
                numbers.add(PassageFeatures.pair(before, token));
            }

            @Override
            public void beginning(long beginning, int word) {
                numbers.add(beginning);
            }
        });

        assertThat(PassageFeatures.names(text).stream()
                        .map(PassageFeatures::ofName)
                        .collect(Collectors.toSet()))
                .isEqualTo(numbers);
    }
}
