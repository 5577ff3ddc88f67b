package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageDateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-04T00:00:00Z     | Sun, 4 Jan 2026 00:00:00 +0000
            2026-06-09T08:05:09.999Z | Tue, 9 Jun 2026 08:05:09 +0000
            2026-09-30T23:59:59Z     | Wed, 30 Sep 2026 23:59:59 +0000
            2026-11-02T10:00:01Z     | Mon, 2 Nov 2026 10:00:01 +0000
            """)
    void rfc5322HasItsZoneInDigitsAndItsNamesInEnglish(Instant time, String text) {
        assertThat(MessageDate.of(time)).isEqualTo(text);
    }
}
