package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharactersTest {

    @ParameterizedTest(name = "\"{0}\": ASCII {1}, digits {2}, a control {3}")
    @CsvSource(textBlock = """
            '',       true,  false, false
            0,        true,  true,  false
            0123456789, true, true, false
            12a,      true,  false, false
            ' 1',     true,  false, false
            a\u007f,  true,  false, true
            'a\u0000b', true,  false, true
            \u009f,   false, false, true
            é,        false, false, false
            ٣,        false, false, false
            😀,       false, false, false
            """)
    void tellsWhatATextIsMadeOf(String text, boolean ascii, boolean digits, boolean control) {
        assertThat(Characters.areAscii(text)).isEqualTo(ascii);
        assertThat(Characters.areDigits(text)).isEqualTo(digits);
        assertThat(Characters.haveControl(text)).isEqualTo(control);
    }
}
