package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates of a search as FHIR R4, 3.1.1.4.6 has them. */
class SearchedPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "2026-05-31, 2026-05-31T00:00:00Z, 2026-06-01T00:00:00Z",
        "eq2026-05-31, 2026-05-31T00:00:00Z, 2026-06-01T00:00:00Z",
        "ge2026-05-31, 2026-05-31T00:00:00Z, 9999-12-31T00:00:00Z",
        "gt2026-05-31, 2026-06-01T00:00:00Z, 9999-12-31T00:00:00Z",
        "le2026-05-31, 0001-01-01T00:00:00Z, 2026-06-01T00:00:00Z",
        "lt2026-05-31, 0001-01-01T00:00:00Z, 2026-05-31T00:00:00Z",
        "gt2026-05-31T08:00:00.5+02:00, 2026-05-31T06:00:01Z, 9999-12-31T00:00:00Z",
    })
    void aDateIsItsDayAndATimeItsSecond(String date, String from, String to) {
        SearchedPeriod period = SearchedPeriod.of(List.of(date));

        assertThat(period.from()).isEqualTo(from);
        assertThat(period.to()).isEqualTo(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ge", "yesterday", "ne2026-01-01", "2026-02-30", "2026", "ge2026-01-01T08:00:00"})
    void whatIsNoneIsRefused(String date) {
        assertThatThrownBy(() -> SearchedPeriod.of(List.of(date))).isInstanceOf(Refusal.class);
    }
}
