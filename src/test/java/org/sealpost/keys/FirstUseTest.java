package org.sealpost.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.testing.TestCertificate;

/** When a key begins to sign and when it takes others' places, in days from now. */
class FirstUseTest {

    private static final Instant NOW = Instant.parse("2027-01-31T00:00:00Z");

    @ParameterizedTest(
            name = "valid {0}, wanted {1}, used since {2} with a certificate until {3}: begins {4}, replaces {5}")
    @CsvSource({
        // A first certificate.
        "-1,   ,   ,   ,  0,  0",
        "-1,  7,   ,   ,  7,  7",
        "-1, -7,   ,   ,  0,  0",
        "30,   ,   ,   , 30, 30",
        "30,  7,   ,   , 30, 30",
        "30, 40,   ,   , 40, 40",
        // A renewed one.
        "-1,   , -9, 90, -9,  0",
        "-1,  7, -9, 90, -9,  7",
        // It may be valid before the key is used.
        "30,   , 40, 90, 30, 30",
        "30, 50, 40, 90, 40, 50",
        // What the key had ended.
        "30,   , -9, -1, 30, 30",
        "-1,   , -9, -1, -9,  0",
    })
    void aKeyIsUsedFromTheLaterOfTheAskedDateAndItsCertificates(
            int valid,
            @Nullable Integer wanted,
            @Nullable Integer since,
            @Nullable Integer until,
            int begins,
            int replaces)
            throws Exception {
        FirstUse use = FirstUse.of(
                row(since, until),
                certificate(valid, 365),
                Optional.ofNullable(wanted).map(FirstUseTest::day),
                NOW);
        assertThat(use).isEqualTo(new FirstUse(day(begins), day(replaces)));
    }

    @ParameterizedTest
    @CsvSource({"30, -9, 90", "1, -9, 2", "41, 40, 90"})
    void aCertificateThatIsNotValidYetTakesNoGoodOnesPlace(int valid, int since, int until) {
        assertThatThrownBy(() -> FirstUse.of(row(since, until), certificate(valid, 365), Optional.empty(), NOW))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageStartingWith("The certificate is not valid before " + day(valid));
    }

    @Test
    void aKeyDoesNotBeginAfterItsCertificatesEnd() {
        assertThatThrownBy(() -> FirstUse.of(row(null, null), certificate(-1, 30), Optional.of(day(30)), NOW))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("ends before");
    }

    private static KeyRow row(@Nullable Integer since, @Nullable Integer until) {
        KeyRow row = new KeyRow();
        if (since != null && until != null) {
            row.certify(List.of(certificate(-100, until)), day(since));
        }
        return row;
    }

    private static X509Certificate certificate(int from, int until) {
        return TestCertificate.of("CN=Ada", "ada@practice.example")
                .valid(day(from), day(until))
                .issue()
                .certificate();
    }

    private static Instant day(int number) {
        return NOW.plus(Duration.ofDays(number));
    }
}
