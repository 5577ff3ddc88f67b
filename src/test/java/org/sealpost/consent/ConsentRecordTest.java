package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of a patient's consents holds, as a table that a privacy officer can read. */
class ConsentRecordTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    /** A consent is written {@code recorded channels [purposes] [until date] [no-evidence] [revoked]}. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            (nothing)                                                       | (no consent)
            2026-01-01 portal                                               | portal
            2026-01-01 tls;portal                                           | portal;tls
            2026-01-01 none                                                 | none
            # The newest takes the place of the others, stricter or not.
            2026-01-01 unencrypted, 2026-02-01 portal                       | portal
            2026-02-01 portal, 2026-01-01 unencrypted                       | portal
            2026-01-01 none, 2026-02-01 tls                                 | tls
            2026-01-01 unencrypted, 2026-02-01 none                         | none
            # Of several given at the same time, what all of them allow.
            2026-01-01 unencrypted;portal, 2026-01-01 portal;smime          | portal
            2026-01-01 unencrypted, 2026-01-01 portal                       | none
            2026-01-01 unencrypted, 2026-01-01 none                         | none
            2026-01-01 unencrypted, 2026-01-01 portal revoked               | unencrypted
            # Only treatment and all speak of ordinary mail.
            2026-01-01 portal marketing                                     | (no consent)
            2026-01-01 portal payment;operations                            | (no consent)
            2026-01-01 portal all                                           | portal
            2026-01-01 portal treatment, 2026-02-01 none marketing          | portal
            2026-01-01 portal treatment, 2026-02-01 unencrypted payment     | portal
            # What has ended is over, to the moment, and brings back nothing that it replaced.
            2026-01-01 portal until 2026-06-15T12:00:00Z                    | (no consent)
            2026-01-01 portal until 2026-06-15T12:00:01Z                    | portal
            2026-01-01 unencrypted, 2026-02-01 portal until 2026-03-01      | (no consent)
            2026-01-01 portal until 2026-03-01, 2026-02-01 tls              | tls
            # What was revoked is over, and brings back nothing that it replaced.
            2026-01-01 portal revoked                                       | (no consent)
            2026-01-01 unencrypted, 2026-02-01 portal revoked               | (no consent)
            2026-01-01 unencrypted revoked, 2026-02-01 portal               | portal
            # Ordinary mail needs evidence that the patient was warned (78 FR 5634).
            2026-01-01 unencrypted;portal no-evidence                       | portal
            2026-01-01 unencrypted no-evidence                              | none
            """)
    void theConsentThatHolds(String records, String expected) {
        List<ConsentRecord> all = records.equals("(nothing)")
                ? List.of()
                : Arrays.stream(records.split(", "))
                        .map(ConsentRecordTest::read)
                        .toList();

        String held = ConsentRecord.inForce(all, NOW)
                .map(consent -> consent.channels().stream()
                        .map(Channel::key)
                        .collect(Collectors.collectingAndThen(
                                Collectors.toCollection(TreeSet::new), keys -> String.join(";", keys))))
                .orElse("(no consent)");

        assertThat(held).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 portal marketing                                | OTHER_PURPOSE
            2026-01-01 portal until 2026-03-01                         | EXPIRED
            2026-01-01 portal revoked                                  | REVOKED
            2026-01-01 portal until 2026-03-01, 2026-02-01 tls revoked | REVOKED
            2026-01-01 portal revoked, 2026-02-01 tls until 2026-03-01 | EXPIRED
            """)
    void saysWhyNoneHolds(String records, ConsentAbsence expected) {
        List<ConsentRecord> all =
                Arrays.stream(records.split(", ")).map(ConsentRecordTest::read).toList();
        assertThat(ConsentRecord.inForce(all, NOW)).isEmpty();
        assertThat(ConsentRecord.whyNone(all)).isEqualTo(expected);
        assertThat(ConsentRecord.whyNone(List.of())).isEqualTo(ConsentAbsence.NONE_ON_RECORD);
    }

    @Test
    void endsWithTheFirstToEndOfThoseGivenTogether() {
        assertThat(ConsentRecord.inForce(
                                List.of(
                                        read("2026-01-01 tls until 2027-01-01"),
                                        read("2026-01-01 tls until 2026-12-01")),
                                NOW)
                        .flatMap(ConsentInForce::expiresAt))
                .contains(Instant.parse("2026-12-01T00:00:00Z"));
    }

    private static ConsentRecord read(String text) {
        List<String> words = List.of(text.strip().split(" "));
        int until = words.indexOf("until");
        boolean purposes =
                words.size() > 2 && Purpose.of(words.get(2).split(";")[0]).isPresent();
        return new ConsentRecord(
                UUID.randomUUID(),
                Arrays.stream(words.get(1).split(";"))
                        .map(key -> Channel.of(key).orElseThrow())
                        .collect(Collectors.toSet()),
                purposes
                        ? Arrays.stream(words.get(2).split(";"))
                                .map(key -> Purpose.of(key).orElseThrow())
                                .collect(Collectors.toSet())
                        : Set.of(Purpose.TREATMENT),
                instant(words.getFirst()),
                until < 0 ? Optional.empty() : Optional.of(instant(words.get(until + 1))),
                words.contains("no-evidence") ? Optional.empty() : Optional.of("signed form 7"),
                words.contains("revoked"));
    }

    private static Instant instant(String text) {
        return Instant.parse(text.contains("T") ? text : text + "T00:00:00Z");
    }
}
