package org.sealpost.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "SMTPUTF8, ' SMTPUTF8'",
        "size=10 Body=8BITMIME, ' SIZE=10 BODY=8BITMIME'",
        "ORCPT=rfc822;a+2Bb@example.org, ' ORCPT=rfc822;a+2Bb@example.org'",
        "X-1=ä, ' X-1=ä'",
    })
    void areWrittenAsTheyWereRead(String text, String wire) {
        assertThat(Parameters.parse(text).wire()).isEqualTo(wire);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "A  B", " A", "A ", "=", "=1", "A=", "A=1=2", "-A", "A_B", "Ä=1", "A A", "a=1 A=2"})
    void areRefusedWhenTheyDoNotFollowTheGrammar(String text) {
        assertThatThrownBy(() -> Parameters.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** What a value of ours is made of may come from others: it must not become a second parameter or command. */
    @ParameterizedTest
    @ValueSource(strings = {"1\r\nRCPT TO:<x@example.org>", "1 RET=FULL", "1\t2", "1\n", "\u007f", "\u0085"})
    void cannotCarryAnythingElse_CVE_2025_7962(String value) {
        assertThatThrownBy(() -> Parameter.of("ENVID", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areFoundByKeyword() {
        assertThat(Parameters.parse("size=10").find("SIZE")).contains(Parameter.of("SIZE", "10"));
        assertThat(Parameters.none().find("SIZE")).isEmpty();
    }
}
