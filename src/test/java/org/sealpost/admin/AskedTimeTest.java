package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A time that a caller wrote counts, wherever it stands, or the call is refused. */
class AskedTimeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                         |                                                      |
                                         | {}                                                   |
                    2027-01-31T00:00:00Z |                                                      | 2027-01-31T00:00:00Z
                    2027-01-31T00:00:00Z | {}                                                   | 2027-01-31T00:00:00Z
                                         | {"from":"2027-01-31T00:00:00Z"}                      | 2027-01-31T00:00:00Z
                    2027-01-31T00:00:00Z | {"from":"2027-01-31T01:00:00+01:00"}                 | 2027-01-31T00:00:00Z
                    """)
    void theTimeMayStandInTheParameterOrInTheBody(
            @Nullable String parameter, @Nullable String body, @Nullable Instant time) throws Exception {
        assertThat(read(parameter, body == null ? "" : body)).isEqualTo(Optional.ofNullable(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"from\":\"tomorrow\"}",
                "{\"from\":\"2027-01-31\"}",
                "{\"from\":\"\"}",
                "{\"from\":7}",
                "{\"from\":null}",
                "{\"from\":[\"2027-01-31T00:00:00Z\"]}"
            })
    void whatIsNoTimeIsRefused(String body) {
        assertThatThrownBy(() -> read(null, body))
                .isInstanceOf(Refusal.class)
                .hasMessage("A time is written as 2027-01-31T00:00:00Z.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"when\":\"2027-01-31T00:00:00Z\"}",
                "{\"from\":\"2027-01-31T00:00:00Z\",\"force\":true}",
                "{\"from\":\"2027-01-31T00:00:00Z\",\"from\":\"2027-02-01T00:00:00Z\"}",
                "{\"from\":\"2027-01-31T00:00:00Z\"} {}",
                "{\"from\"",
                "[]",
                "null",
                " ",
                "from=2027-01-31T00:00:00Z"
            })
    void aBodyOfAnythingElseIsRefused(String body) {
        assertThatThrownBy(() -> read(null, body))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("The body is none of this call");
    }

    @Test
    void twoTimesAreNone() {
        assertThatThrownBy(() -> read("2027-02-01T00:00:00Z", "{\"from\":\"2027-01-31T00:00:00Z\"}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("told twice");
    }

    private static Optional<Instant> read(@Nullable String parameter, String body) throws IOException {
        return AskedTime.read("from", parameter, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
