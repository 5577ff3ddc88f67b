package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a policy (RFC 8461 section 3.2) and its patterns (section 4.1). */
class MtaStsPolicyTest {

    private static final String GOOD =
            "version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmax_age: 604800\n";

    @Test
    void rfc8461Section3ExampleIsRead() {
        MtaStsPolicy policy = MtaStsPolicy.parse(GOOD.replace("\n", "\r\n")).orElseThrow();

        assertThat(policy.mode()).isEqualTo(MtaStsPolicy.Mode.ENFORCE);
        assertThat(policy.exchangers()).containsExactly("mail.example.com", "*.example.net");
        assertThat(policy.maxAge()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void unknownFieldsArePassedOverAndTheLongestAgeIsAYear() {
        MtaStsPolicy policy = MtaStsPolicy.parse(GOOD.replace("604800", "9999999999") + "future: x\nmax_age: 5\n")
                .orElseThrow();

        assertThat(policy.maxAge()).isEqualTo(Duration.ofSeconds(31_557_600));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "mode: enforce\nmx: a.example\nmax_age: 1",
                "version: STSv2\nmode: enforce\nmx: a.example\nmax_age: 1",
                "version: STSv1\nmode: strict\nmx: a.example\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: a.example",
                "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: -1",
                "version: STSv1\nmode: enforce\nmx: *\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: a.*.example\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: 10 a.example\nmax_age: 1"
            })
    void whatIsNoPolicyIsNone(String text) {
        assertThat(MtaStsPolicy.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, true",
        "other.example.com, false",
        "a.example.net, true",
        "example.net, false",
        "a.b.example.net, false",
        "aexample.net, false"
    })
    void aWildcardStandsForOneLabel(String host, boolean listed) {
        assertThat(MtaStsPolicy.parse(GOOD).orElseThrow().lists(host)).isEqualTo(listed);
    }
}
