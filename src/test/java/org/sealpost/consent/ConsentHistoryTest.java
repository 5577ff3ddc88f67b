package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of a patient's consents holds, as a table that a privacy officer can read. */
class ConsentHistoryTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    /**
     * A record is written {@code recorded channels|unclear [purposes] [until date] [no-evidence] [wrote-first] [request]
     * [authorization] [created date] [from system [as id]] [revoked [on date | by-source]]}; without another date it was created
     * when it was given.
     */
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
            2026-01-01 unencrypted, 2026-01-01 portal                       | (no consent)
            2026-01-01 unencrypted, 2026-01-01 tls                          | tls
            2026-01-01 unencrypted, 2026-01-01 tls;portal                   | tls
            2026-01-01 unencrypted;portal, 2026-01-01 unencrypted           | unencrypted
            2026-01-01 none, 2026-01-01 portal revoked                      | none
            2026-01-01 unencrypted, 2026-01-01 none                         | none
            2026-01-01 unencrypted, 2026-01-01 portal revoked               | (no consent)
            2026-01-01 tls created 2026-03-01, 2026-01-01 portal revoked on 2026-02-01    | (no consent)
            2026-01-01 portal created 2026-03-01, 2026-01-01 tls revoked on 2026-02-01    | portal
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
            2026-01-01 unencrypted no-evidence                              | (no consent)
            """)
    void theConsentThatHolds(String records, String expected) {
        List<ConsentRecord> all = records.equals("(nothing)")
                ? List.of()
                : Arrays.stream(records.split(", "))
                        .map(ConsentHistoryTest::read)
                        .toList();

        assertThat(held(all, Purpose.TREATMENT)).isEqualTo(expected);
    }

    /** Of what is older than something that nobody understood only what restricts holds, until a right one is recorded. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 unencrypted                     | (no consent)
            2026-01-01 tls;portal                      | (no consent)
            2026-01-01 none                            | none
            2026-01-01 portal;smime                    | portal;smime
            2026-01-01 none, 2026-02-01 tls            | (no consent)
            2026-01-01 tls, 2026-02-01 none            | none
            2026-03-01 unencrypted                     | (no consent)
            2026-02-01 tls created 2026-05-01          | (no consent)
            2026-03-01 tls created 2026-05-01          | tls
            2026-04-15 unencrypted                     | unencrypted
            """)
    void whatNobodyUnderstoodLeavesWhatRestricts(String others, String expected) {
        String unclear = "2026-03-01 unclear created 2026-04-01 from list revoked on 2026-04-01 by-source";

        assertThat(held(read(others + ", " + unclear, ", "), Purpose.TREATMENT)).isEqualTo(expected);
        assertThat(held(read(unclear, ", "), Purpose.TREATMENT)).isEqualTo("(no consent)");
    }

    /** What was revoked does not come back with another word in it, under another id or a second later. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 unencrypted revoked on 2026-03-01, 2026-01-01 unencrypted created 2026-04-01           | (no consent)
            2026-01-01 unencrypted revoked on 2026-03-01, 2026-01-01T00:00:01Z unencrypted created 2026-04-01 | (no consent)
            2026-01-01 unencrypted revoked on 2026-03-01, 2026-02-28 unencrypted created 2026-04-01           | (no consent)
            2026-01-01 unencrypted revoked on 2026-03-01, 2026-03-01 unencrypted created 2026-04-01           | (no consent)
            2026-01-01 unencrypted revoked on 2026-03-01, 2026-03-02 unencrypted created 2026-04-01           | unencrypted
            # What only restricts may come late.
            2026-01-01 unencrypted revoked on 2026-03-01, 2026-02-01 portal created 2026-04-01                | portal
            2026-01-01 unencrypted revoked on 2026-03-01, 2026-02-01 none created 2026-04-01                  | none
            # Nor does it open what an older one had closed.
            2026-01-01 tls revoked on 2026-03-01, 2026-01-15 none, 2026-02-01 tls created 2026-04-01          | none
            2026-01-01 tls revoked on 2026-03-01, 2026-01-15 unencrypted, 2026-02-01 tls created 2026-04-01   | (no consent)
            # Whoever revoked an old one knew of the newer.
            2026-01-01 tls revoked on 2026-03-01, 2026-02-01 unencrypted                                      | unencrypted
            # For another purpose nothing was revoked.
            2026-01-01 tls payment revoked on 2026-03-01, 2026-02-01 tls created 2026-04-01                   | tls
            # The system that took a version back may give another; a list or another system may not, nor may it what a person revoked.
            2026-01-01 tls from server revoked on 2026-03-01 by-source, 2026-01-01 portal;tls created 2026-03-01 from server | portal;tls
            2026-01-01 tls from server revoked on 2026-03-01 by-source, 2026-01-01 tls created 2026-03-01     | (no consent)
            2026-01-01 tls from server revoked on 2026-03-01 by-source, 2026-01-01 tls created 2026-03-01 from topic | (no consent)
            2026-01-01 tls from server revoked on 2026-03-01, 2026-01-01 tls created 2026-03-01 from server   | (no consent)
            """)
    void whatWasRevokedDoesNotComeBackWhenItIsSentAgain(String records, String expected) {
        assertThat(held(read(records, ", "), Purpose.TREATMENT)).isEqualTo(expected);
    }

    /** A date alone may be any time of that day; what was on record earlier was given earlier. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-05-01 none created 2026-05-01T15:00:00Z, 2026-05-01T14:00:00Z unencrypted  | none
            2026-05-01 none created 2026-05-03, 2026-05-01T14:00:00Z unencrypted            | none
            2026-05-01 none created 2026-05-03, 2026-05-02T03:00:00Z unencrypted            | none
            2026-05-01 none created 2026-05-03, 2026-05-02T12:00:01Z unencrypted            | unencrypted
            2026-05-01 none created 2026-05-01T09:00:00Z, 2026-05-01T14:00:00Z unencrypted  | unencrypted
            2026-05-01T14:00:00Z none, 2026-05-01 unencrypted created 2026-05-01T15:00:00Z  | none
            2026-04-30T22:00:00Z none, 2026-05-01 unencrypted created 2026-05-01T15:00:00Z  | none
            2026-05-01T14:00:00Z unencrypted;portal, 2026-05-01 portal created 2026-05-03   | portal
            2026-05-01T14:00:00Z unencrypted, 2026-05-01 tls created 2026-05-03             | tls
            2026-05-01 none created 2026-05-03, 2026-05-02 unencrypted created 2026-05-03   | unencrypted
            2026-05-01T14:00:00Z none, 2026-05-01T14:00:01Z unencrypted                     | unencrypted
            2026-05-01 none created 2026-05-03, 2026-05-01T14:00:00Z unencrypted revoked    | none
            """)
    void aDateAndATimeOfOneDayAreOfTheSameTime(String records, String expected) {
        assertThat(held(read(records, ", "), Purpose.TREATMENT)).isEqualTo(expected);
    }

    /** What is dated ahead counts from when it was recorded, and what the patient says then is later. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-06-16 unencrypted created 2026-06-15T10:30:00Z, 2026-06-15T11:00:00Z none                         | none
            2026-06-16 unencrypted created 2026-06-15T10:30:00Z, 2026-06-15 none created 2026-06-15T11:00:00Z      | none
            2026-06-16 unencrypted created 2026-06-15T10:30:00Z, 2026-06-15T10:20:00Z none                         | none
            2026-06-16 unencrypted created 2026-06-15T10:30:00Z, 2026-06-14 none                                   | unencrypted
            2026-06-16 unencrypted created 2026-06-15T10:30:00Z                                                    | unencrypted
            2026-06-15T12:03:00Z unencrypted created 2026-06-15T12:00:00Z, 2026-06-15T11:59:00Z none               | none
            2026-06-15T12:03:00Z unencrypted created 2026-06-15T12:00:00Z, 2026-06-15T11:00:00Z none               | unencrypted
            """)
    void aConsentOfTomorrowDoesNotOutdoWhatThePatientSaysToday(String records, String expected) {
        assertThat(held(read(records, ", "), Purpose.TREATMENT)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 portal;smime;tls treatment wrote-first                              | (wrote first)
            2026-01-01 portal until 2027-01-01 revoked on 2026-03-01, 2026-04-01 portal;smime;tls treatment wrote-first | (wrote first)
            2026-01-01 portal, 2026-01-01 unencrypted, 2026-04-01 portal;smime;tls treatment wrote-first | (no consent)
            2026-05-01 portal created 2026-05-03 revoked on 2026-05-04, 2026-05-01T14:00:00Z portal;smime;tls treatment wrote-first | (no consent)
            # Any consent says more, whenever it was given, and so does one that was taken back.
            2026-01-01 portal, 2026-02-01 portal;smime;tls treatment wrote-first           | portal
            2026-01-01 none, 2026-02-01 portal;smime;tls treatment wrote-first             | none
            2026-02-01 portal revoked, 2026-01-01 portal;smime;tls treatment wrote-first   | (no consent)
            2026-01-01 portal revoked on 2026-03-01, 2026-02-01 portal;smime;tls treatment wrote-first | (no consent)
            2026-01-01 portal revoked on 2026-03-01, 2026-04-01 portal;smime;tls treatment wrote-first | (wrote first)
            2026-01-01 portal until 2026-02-01, 2026-04-01 portal;smime;tls treatment wrote-first | (wrote first)
            2026-01-01 none until 2026-05-01, 2026-04-01 portal;smime;tls treatment wrote-first | (no consent)
            # It ends as consents do.
            2026-01-01 portal;smime;tls treatment wrote-first revoked                      | (no consent)
            2026-01-01 portal;smime;tls treatment until 2026-03-01 wrote-first             | (no consent)
            2026-01-01 portal;smime;tls payment wrote-first                                | (no consent)
            """)
    void whoeverWroteFirstHasAStateOfTheirOwn(String records, String expected) {
        assertThat(held(read(records, ", "), Purpose.TREATMENT)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} for {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 portal treatment, 2026-02-01 tls payment   | PAYMENT    | tls
            2026-01-01 portal treatment, 2026-02-01 tls payment   | TREATMENT  | portal
            2026-01-01 portal treatment, 2026-02-01 tls payment   | OPERATIONS | (no consent)
            2026-01-01 portal all                                 | OPERATIONS | portal
            2026-01-01 portal all                                 | MARKETING  | (no consent)
            2026-01-01 portal marketing                           | MARKETING  | portal
            2026-01-01 none all                                   | MARKETING  | none
            2026-01-01 portal marketing, 2026-02-01 none all      | MARKETING  | none
            2026-02-01 portal marketing, 2026-01-01 none all      | MARKETING  | portal
            """)
    void holdsForWhatAMessageIsFor(String records, Purpose purpose, String expected) {
        assertThat(held(read(records, ", "), purpose)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 portal                                                       | (none)
            2026-01-01 portal treatment request                                     | portal
            # No consent widens it, before or after.
            2026-01-01 portal treatment request, 2026-02-01 unencrypted             | portal
            2026-01-01 portal treatment request, 2026-02-01 tls treatment request   | tls
            2026-01-01 portal treatment request, 2026-01-01 tls treatment request   | portal & tls
            2026-01-01 portal treatment request revoked                             | (none)
            2026-01-01 portal treatment request, 2026-02-01 tls treatment request revoked | portal
            2026-01-01 portal all request, 2026-02-01 tls treatment until 2026-03-01 request | portal
            2026-01-01 portal treatment request revoked, 2026-02-01 tls treatment request revoked | (none)
            2026-01-01 portal treatment until 2026-03-01 request                    | (none)
            """)
    void theRequestsThatHold(String records, String expected) {
        assertThat(requests(records, Optional.empty())).isEqualTo(expected);
    }

    /** What a message is said to be for; of which nothing is said may be for anything, and marketing is for none. */
    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # requests                                              | for payment | for treatment | unsaid       | for marketing
            2026-01-01 portal payment request                       | portal      | (none)        | portal       | portal
            2026-01-01 portal all request                           | portal      | portal        | portal       | portal
            2026-01-01 portal marketing request                     | (none)      | (none)        | (none)       | portal
            2026-01-01 none marketing request, 2026-01-01 tls all request | tls    | tls           | tls          | none & tls
            2026-01-01 portal all request, 2026-02-01 tls payment request | tls   | portal        | portal & tls | portal & tls
            2026-01-01 tls payment request, 2026-02-01 portal all request | portal | portal       | portal       | portal
            2026-01-01 none payment request                         | none        | (none)        | none         | none
            2026-01-01 portal all request, 2026-02-01 tls payment request revoked | portal | portal | portal      | portal
            """)
    void aRequestHoldsForWhatItNames(
            String records, String payment, String treatment, String unsaid, String marketing) {
        assertThat(requests(records, Optional.of(Purpose.PAYMENT))).isEqualTo(payment);
        assertThat(requests(records, Optional.of(Purpose.TREATMENT))).isEqualTo(treatment);
        assertThat(requests(records, Optional.empty())).isEqualTo(unsaid);
        assertThat(requests(records, Optional.of(Purpose.MARKETING))).isEqualTo(marketing);
    }

    private static String requests(String records, Optional<Purpose> said) {
        List<String> requests = new ConsentHistory(read(records, ", "))
                .requests(said, NOW).stream()
                        .map(request -> keys(request.channels()))
                        .sorted()
                        .toList();
        return requests.isEmpty() ? "(none)" : String.join(" & ", requests);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 tls marketing                                   | false
            2026-01-01 tls marketing authorization                     | true
            2026-01-01 tls marketing authorization revoked             | false
            2026-01-01 tls marketing until 2026-03-01 authorization    | false
            2026-01-01 tls marketing authorization revoked, 2026-02-01 tls marketing authorization | true
            2026-01-01 tls marketing authorization revoked on 2026-03-01, 2026-02-01 tls marketing authorization created 2026-04-01 | false
            # What a record system told and nobody understood may have taken it back; a line of a list may not.
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from api revoked on 2026-02-01 by-source    | false
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from topic revoked on 2026-02-01 by-source  | false
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from server revoked on 2026-02-01 by-source | false
            2026-01-01 tls marketing authorization, 2026-01-01 unclear created 2026-02-01 from api revoked on 2026-02-01 by-source | false
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from list revoked on 2026-02-01 by-source   | true
            # What is told again under its id and understood took nothing back; an older version of it says nothing.
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from api as c7 revoked on 2026-02-01 by-source, 2026-02-01 tls created 2026-02-02 from api as c7 | true
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from api as c7 revoked on 2026-02-01 by-source, 2026-02-01 tls created 2026-02-02 from api as c8 | false
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from api as c7 revoked on 2026-02-01 by-source, 2026-02-01 tls created 2026-02-02 from topic as c7 | false
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from api as c7 revoked on 2026-02-01 by-source, 2026-01-01 tls created 2026-02-02 from api as c7 | false
            2026-01-01 tls marketing authorization, 2026-02-01 unclear from api as c7 revoked on 2026-02-01 by-source, 2026-02-01 tls created 2026-01-31 from api as c7 | false
            2026-03-01 tls marketing authorization, 2026-02-01 unclear from api revoked on 2026-02-01 by-source    | true
            2026-02-01 tls marketing authorization created 2026-03-01, 2026-02-01 unclear from api revoked on 2026-02-01 by-source | true
            2026-01-15 tls marketing authorization created 2026-03-01, 2026-02-01 unclear from api revoked on 2026-02-01 by-source | false
            """)
    void anEmailConsentIsNoMarketingAuthorization(String records, boolean expected) {
        assertThat(new ConsentHistory(read(records, ", ")).authorizesMarketing(NOW))
                .isEqualTo(expected);
    }

    private static String held(List<ConsentRecord> records, Purpose purpose) {
        return switch (new ConsentHistory(records).standing(purpose, NOW)) {
            case Standing.Consented(ConsentInForce consent) -> keys(consent.channels());
            case Standing.WroteFirst first -> "(wrote first)";
            case Standing.Nothing nothing -> "(no consent)";
        };
    }

    private static String keys(Set<Channel> channels) {
        return channels.stream()
                .map(Channel::key)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), keys -> String.join(";", keys)));
    }

    private static List<ConsentRecord> read(String records, String separator) {
        return Arrays.stream(records.split(separator))
                .map(ConsentHistoryTest::read)
                .toList();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-01 portal marketing                                | OTHER_PURPOSE
            2026-01-01 portal until 2026-03-01                         | EXPIRED
            2026-01-01 portal revoked                                  | REVOKED
            2026-01-01 portal until 2026-03-01, 2026-02-01 tls revoked | REVOKED
            2026-01-01 portal revoked, 2026-02-01 tls until 2026-03-01 | EXPIRED
            2026-01-01 portal until 2027-01-01 revoked on 2026-03-01, 2026-02-01 portal;smime;tls treatment wrote-first | REVOKED
            2026-01-01 portal;smime;tls treatment until 2026-03-01 wrote-first | EXPIRED
            2026-01-01 tls revoked on 2026-03-01, 2026-01-01 tls created 2026-04-01 | REVOKED
            2026-01-01 portal, 2026-01-01 unencrypted                  | CONTRADICTORY
            2026-01-01 portal, 2026-01-01 smime, 2025-01-01 tls        | CONTRADICTORY
            2026-01-01 unencrypted no-evidence, 2026-01-01 unencrypted | NOT_UNDERSTOOD
            """)
    void saysWhyNoneHolds(String records, ConsentAbsence expected) {
        List<ConsentRecord> all =
                Arrays.stream(records.split(", ")).map(ConsentHistoryTest::read).toList();
        assertThat(new ConsentHistory(all).standing(Purpose.TREATMENT, NOW)).isEqualTo(new Standing.Nothing(expected));
        assertThat(new ConsentHistory(List.of()).standing(Purpose.TREATMENT, NOW))
                .isEqualTo(new Standing.Nothing(ConsentAbsence.NONE_ON_RECORD));
    }

    @Test
    void endsWithTheFirstToEndOfThoseGivenTogether() {
        ConsentHistory history = new ConsentHistory(
                List.of(read("2026-01-01 tls until 2027-01-01"), read("2026-01-01 tls until 2026-12-01")));

        assertThat(history.standing(Purpose.TREATMENT, NOW))
                .isInstanceOfSatisfying(
                        Standing.Consented.class,
                        consented -> assertThat(consented.consent().expiresAt())
                                .contains(Instant.parse("2026-12-01T00:00:00Z")));
    }

    /** A record as it is written in these tables. */
    static ConsentRecord read(String text) {
        List<String> words = List.of(text.strip().split(" "));
        int until = words.indexOf("until");
        boolean purposes =
                words.size() > 2 && Purpose.of(words.get(2).split(";")[0]).isPresent();
        return new ConsentRecord(
                UUID.randomUUID(),
                words.contains("request")
                        ? ConsentKind.REQUEST
                        : words.contains("authorization") ? ConsentKind.AUTHORIZATION : ConsentKind.CONSENT,
                words.get(1).equals("unclear")
                        ? Set.of()
                        : Arrays.stream(words.get(1).split(";"))
                                .map(key -> Channel.of(key).orElseThrow())
                                .collect(Collectors.toSet()),
                purposes
                        ? Arrays.stream(words.get(2).split(";"))
                                .map(key -> Purpose.of(key).orElseThrow())
                                .collect(Collectors.toSet())
                        : Set.of(Purpose.TREATMENT),
                instant(words.getFirst()),
                until < 0 ? Optional.empty() : Optional.of(instant(words.get(until + 1))),
                Set.of(),
                words.contains("wrote-first") ? Optional.of(ConsentMethod.WROTE_FIRST) : Optional.empty(),
                words.contains("no-evidence") ? Optional.empty() : Optional.of("signed form 7"),
                after(words, "created").map(ConsentHistoryTest::instant).orElseGet(() -> instant(words.getFirst())),
                after(words, "from").map(name -> source(name, after(words, "as"))),
                words.contains("revoked") ? Optional.of(revoked(words)) : Optional.empty(),
                words.contains("by-source"));
    }

    private static SourceId source(String origin, Optional<String> id) {
        return new SourceId(
                SourceId.Origin.valueOf(origin.toUpperCase(Locale.ROOT)),
                id.orElseGet(() -> UUID.randomUUID().toString()));
    }

    private static Instant revoked(List<String> words) {
        return after(words, "on").map(ConsentHistoryTest::instant).orElse(NOW);
    }

    private static Optional<String> after(List<String> words, String word) {
        int at = words.indexOf(word);
        return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
    }

    private static Instant instant(String text) {
        return Instant.parse(text.contains("T") ? text : text + "T00:00:00Z");
    }
}
