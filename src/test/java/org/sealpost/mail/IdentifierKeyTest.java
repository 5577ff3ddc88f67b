package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierKeyTest {

    @ParameterizedTest
    @CsvSource({
        "00012345, 12345",
        "12345, 12345",
        "mrn-00 123, MRN00123",
        "00-12.345, 12345",
        "a1/0, A10",
        "000, 000",
        "---, ---",
    })
    void readsANumberWithoutItsPunctuationAndLeadingZeros(String written, String key) {
        assertThat(IdentifierKey.number(written)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "+1 (555) 555-0142, 5555550142",
        "555.555.0142, 5555550142",
        "15555550142, 5555550142",
        "555-0142, 5550142",
        "12345,",
    })
    void readsATelephoneNumberWithoutItsCountry(String written, String key) {
        assertThat(IdentifierKey.phone(written)).isEqualTo(Optional.ofNullable(key));
    }
}
