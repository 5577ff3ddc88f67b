package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.inspect.InspectorTest.inspect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines whose end is none (RFC 3676). */
class FlowedTextTest {

    private static final String FLOWED =
            "From: a@practice.example\nContent-Type: text/plain; format=flowed; delsp=yes\n\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSN 123-4 \n5-6789",
                "SSN 123-4 \n 5-6789",
                "> SSN 123-4 \n> 5-6789",
                ">> SSN 1 \n>> 2 \n>>3-45-678 \n>> 9 now",
                "see\nSSN 123-45-67 \n89\nsee",
            })
    void isReadAsOneWhereItIsCutWithinAWord(String text) {
        assertThat(inspect(FLOWED + text).identifiers()).contains(new Identifier(PhiKind.SSN, "123456789"));
    }

    @Test
    void staysAsItIsWhereWordsAreWhole() {
        assertThat(FlowedText.joined("We are open  \nfrom eight  \r\nto five.\n\n-- \nDana\n"))
                .isEmpty();
        assertThat(FlowedText.joined("a\nb \n\nc ")).isEmpty();
        assertThat(FlowedText.joined("x\r\nJo \r\nhn.\r\ny")).isEqualTo("x\r\nJohn.\r\ny");
    }
}
