package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.consent.ConsentSource.Told;

/** What of a record holds beside the patient's others, so that whoever reads it alone reads no more than that. */
class HeldConsentTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    /** What of the first of the records holds; they are written as in {@link ConsentHistoryTest}. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 tls;portal                                           | treatment: portal tls
            2026-01-01 portal all                                           | treatment: portal, payment: portal, operations: portal
            2026-01-01 none                                                 | treatment: none
            # What is over, revoked or replaced does not hold, permission or not.
            2026-01-01 portal until 2026-03-01                              | nothing
            2026-01-01 portal until 2026-06-15T12:00:01Z                    | treatment: portal
            2026-01-01 portal revoked                                       | nothing
            2026-01-01 unencrypted, 2026-02-01 portal                       | nothing
            2026-01-01 unencrypted;portal, 2026-02-01 portal                | nothing
            2026-01-01 unencrypted, 2026-02-01 portal revoked               | nothing
            2026-01-01 unencrypted, 2026-02-01 none until 2026-03-01        | nothing
            2026-01-01 none, 2026-02-01 tls                                 | nothing
            2026-01-01 unclear revoked                                      | nothing
            2026-01-01 tls, 2026-02-01 unclear revoked                      | nothing
            # What brings back what was revoked.
            2026-01-01 tls created 2026-04-01, 2026-01-01 portal revoked on 2026-03-01 | nothing
            # Only for the purposes for which it is the newest.
            2026-01-01 tls all, 2026-02-01 portal treatment                 | payment: tls, operations: tls
            2026-01-01 none all, 2026-02-01 portal treatment                | payment: none, operations: none, marketing: none
            # Of several of the same time what all allow.
            2026-01-01 unencrypted;portal, 2026-01-01 portal;smime          | treatment: portal
            2026-01-01 unencrypted, 2026-01-01 tls                          | nothing
            2026-01-01 tls, 2026-01-01 unencrypted                          | treatment: tls
            2026-01-01 unencrypted, 2026-01-01 none                         | nothing
            2026-01-01 unencrypted;portal no-evidence                       | treatment: portal
            # A request for confidential communication takes away.
            2026-01-01 unencrypted;portal all, 2025-01-01 portal treatment request | treatment: portal, payment: portal unencrypted, operations: portal unencrypted
            2026-01-01 unencrypted, 2026-02-01 portal treatment request     | nothing
            2026-01-01 tls, 2026-02-01 none all request                     | nothing
            2026-01-01 tls, 2026-02-01 none all request until 2026-03-01    | treatment: tls
            2026-01-01 portal all request                                   | treatment: portal, payment: portal, operations: portal
            2026-01-01 portal all request, 2026-02-01 tls treatment request | payment: portal, operations: portal
            2026-01-01 portal all request until 2026-03-01                  | nothing
            # A consent is no authorisation of marketing, and an authorisation no consent.
            2026-01-01 tls marketing                                        | nothing
            2026-01-01 tls marketing, 2026-01-01 none marketing authorization | marketing: tls
            2026-01-01 tls marketing, 2026-01-01 none marketing authorization revoked | nothing
            2026-01-01 none marketing authorization                         | marketing:
            2026-01-01 none marketing authorization until 2026-03-01        | nothing
            2026-01-01 none marketing                                       | marketing: none
            # That the patient wrote first counts only while nothing else does.
            2026-01-01 portal;smime;tls treatment wrote-first               | treatment: portal smime tls
            2026-01-01 portal;smime;tls treatment wrote-first, 2026-02-01 portal | nothing
            """)
    void whatOfARecordHolds(String records, String expected) {
        assertThat(held(records, Optional.empty())).isEqualTo(expected);
    }

    @Test
    void ofWhatARecordSystemKnowsBetterOnlyWhatRestrictsHoldsWhileItIsAway() {
        assertThat(held("2026-01-01 tls;portal", Optional.of(new Told.Away()))).isEqualTo("nothing");
        assertThat(held("2026-01-01 portal", Optional.of(new Told.Away()))).isEqualTo("treatment: portal");
        assertThat(held("2026-01-01 none", Optional.of(new Told.NotUnderstood(List.of()))))
                .isEqualTo("treatment: none");
        assertThat(held("2026-01-01 none marketing authorization", Optional.of(new Told.Away())))
                .isEqualTo("nothing");
    }

    @Test
    void whatARecordSystemTellsTakesThePlaceOfWhatIsOlderHere() {
        NewConsent told = new NewConsent(
                Set.of(Channel.PORTAL),
                Set.of(Purpose.TREATMENT),
                Instant.parse("2026-02-01T00:00:00Z"),
                Optional.empty(),
                Optional.empty());

        assertThat(held("2026-01-01 tls", Optional.of(new Told.Consents(List.of(told)))))
                .isEqualTo("nothing");
    }

    private static String held(String records, Optional<Told> told) {
        List<ConsentRecord> all =
                Arrays.stream(records.split(", ")).map(ConsentHistoryTest::read).toList();
        String held = new SourcedHistory(all, told)
                .held(all.getFirst(), NOW).entrySet().stream()
                        .map(entry -> entry.getKey().key() + ": "
                                + entry.getValue().stream()
                                        .map(Channel::key)
                                        .sorted()
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(", "));
        return held.isEmpty() ? "nothing" : held.strip();
    }
}
