package org.sealpost.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordTest {

    @ParameterizedTest
    @CsvSource({
        "size, SIZE, true",
        "8bitMime, 8BITMIME, true",
        "SIZE, SIZES, false",
        "\u017fize, SIZE, false",
        "8B\u0131TMIME, 8BITMIME, false",
        "\u212aey, KEY, false",
        "@a, `A, false",
    })
    void rfc5321ComparesTheLettersOfAsciiAndNoOthers(String one, String other, boolean same) {
        assertThat(Keyword.isSame(one, other)).isEqualTo(same);
        assertThat(Keyword.isSame(other, one)).isEqualTo(same);
        assertThat(Keyword.lower(Keyword.upper(one)).equals(Keyword.lower(other)))
                .isEqualTo(same);
    }
}
