package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.consent.ConsentSource.Told;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/** What holds of the records here and of what another system tells. */
class SourcedHistoryTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");
    private static final Mailbox MAILBOX = mailbox();

    @ParameterizedTest
    @CsvSource({
        "unencrypted, nothing SOURCE_AWAY",
        "tls, nothing SOURCE_AWAY",
        "tls;portal, nothing SOURCE_AWAY",
        "portal, consent portal",
        "smime, consent smime",
        "smime;portal, consent portal+smime",
        "none, consent none",
    })
    void ofWhatIsOnRecordOnlyWhatRestrictsHoldsWhileTheSourceIsAway(String channels, String expected) {
        assertThat(standing(record(channels, BEFORE), new Told.Away())).isEqualTo(expected);
    }

    @Test
    void whatWasNotUnderstoodCountsAsUnknown() {
        assertThat(standing(record("unencrypted", BEFORE), new Told.NotUnderstood(List.of())))
                .isEqualTo("nothing NOT_UNDERSTOOD");
    }

    /** A record system has consents to much else, such as research, beside those that are understood. */
    @ParameterizedTest
    @CsvSource({
        "none, consent none",
        "portal, consent portal",
        "unencrypted, nothing NOT_UNDERSTOOD",
        "tls;portal, nothing NOT_UNDERSTOOD",
    })
    void whatRestrictsHoldsBesideWhatWasNotUnderstood(String channels, String expected) {
        Told.Consents understood = (Told.Consents) told(channels, LATER);

        assertThat(standing(record("unencrypted", BEFORE), new Told.NotUnderstood(understood.consents())))
                .isEqualTo(expected);
    }

    @Test
    void aRequestHoldsBesideWhatWasNotUnderstoodAndMarketingIsNotAuthorized() {
        NewConsent request = new NewConsent(
                ConsentKind.REQUEST,
                Set.of(Channel.PORTAL),
                Set.of(Purpose.ALL),
                BEFORE,
                Optional.empty(),
                Set.of(MAILBOX),
                ConsentBasis.of(Optional.empty()));
        NewConsent authorization = new NewConsent(
                ConsentKind.AUTHORIZATION,
                Set.of(),
                Set.of(Purpose.MARKETING),
                BEFORE,
                Optional.empty(),
                ConsentBasis.of(Optional.of("form 7")));
        SourcedHistory history =
                new SourcedHistory(List.of(), Optional.of(new Told.NotUnderstood(List.of(request, authorization))));

        assertThat(history.requests(Optional.empty(), NOW))
                .extracting(RequestInForce::onlyAt)
                .containsExactly(Set.of(MAILBOX.lookupKey()));
        assertThat(history.authorizesMarketing(NOW)).isFalse();
    }

    @Test
    void thatAPatientWroteFirstDoesNotCountWhileTheSourceIsAway() {
        ConsentRecord wrote = new ConsentRecord(
                UUID.randomUUID(),
                ConsentKind.CONSENT,
                Set.of(Channel.TLS, Channel.SMIME, Channel.PORTAL),
                Set.of(Purpose.ALL),
                BEFORE,
                Optional.empty(),
                Optional.of(ConsentMethod.WROTE_FIRST),
                Optional.empty(),
                Optional.empty());

        assertThat(standing(wrote, new Told.Away())).isEqualTo("nothing SOURCE_AWAY");
    }

    @ParameterizedTest
    @CsvSource({"true, consent tls", "false, consent unencrypted"})
    void theNewestCountsWhereverItIs(boolean toldIsNewer, String expected) {
        ConsentRecord here = record("unencrypted", toldIsNewer ? BEFORE : LATER);

        assertThat(standing(here, told("tls", toldIsNewer ? LATER : BEFORE))).isEqualTo(expected);
    }

    @Test
    void whatTwoSayOfTheSameTimeIsWhatBothAllow() {
        assertThat(standing(record("unencrypted;portal", BEFORE), told("portal;tls", BEFORE)))
                .isEqualTo("consent portal");
    }

    @Test
    void whatWasRevokedHereDoesNotHoldBecauseTheSourceStillTellsIt() {
        ConsentRecord revoked = new ConsentRecord(
                UUID.randomUUID(),
                ConsentKind.CONSENT,
                Set.of(Channel.UNENCRYPTED),
                Set.of(Purpose.ALL),
                BEFORE,
                Optional.empty(),
                Optional.empty(),
                Optional.of("form 7"),
                Optional.of(LATER));

        assertThat(standing(revoked, told("unencrypted", BEFORE.plusSeconds(1))))
                .isEqualTo("nothing REVOKED");
        assertThat(standing(revoked, told("portal", BEFORE.plusSeconds(1)))).isEqualTo("consent portal");
        assertThat(standing(revoked, told("unencrypted", LATER.plusSeconds(1)))).isEqualTo("consent unencrypted");
    }

    /** A list may tell of a consent that is newer than one that was refused; the refusal ends what was before. */
    @Test
    void whatWasNotUnderstoodStandsInTheWayOfWhatWasGivenBeforeItOnly() {
        ConsentRecord refused = new ConsentRecord(
                UUID.randomUUID(),
                ConsentKind.CONSENT,
                Set.of(),
                Set.of(Purpose.ALL),
                BEFORE,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                BEFORE,
                Optional.of(new SourceId(SourceId.Origin.TOPIC, "Consent/1")),
                Optional.of(NOW),
                true);

        assertThat(standing(refused, told("tls", BEFORE))).isEqualTo("nothing NOT_UNDERSTOOD");
        assertThat(standing(refused, told("tls", LATER))).isEqualTo("consent tls");
    }

    @Test
    void whatTheSourceDatesAheadDoesNotOutdoWhatWasSaidHere() {
        Instant now = Instant.now();

        assertThat(standing(record("none", now.minusSeconds(60)), told("unencrypted", now.plusSeconds(200))))
                .isEqualTo("consent none");
    }

    @Test
    void requestsHereHoldWhileTheSourceIsAwayAndMarketingDoesNot() {
        ConsentRecord request = new ConsentRecord(
                UUID.randomUUID(),
                ConsentKind.REQUEST,
                Set.of(Channel.PORTAL),
                Set.of(Purpose.ALL),
                BEFORE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ConsentRecord authorization = new ConsentRecord(
                UUID.randomUUID(),
                ConsentKind.AUTHORIZATION,
                Set.of(),
                Set.of(Purpose.MARKETING),
                BEFORE,
                Optional.empty(),
                Optional.empty(),
                Optional.of("form 7"),
                Optional.empty());
        List<ConsentRecord> records = List.of(request, authorization);

        assertThat(new SourcedHistory(records, Optional.of(new Told.Away())).requests(Optional.empty(), NOW))
                .hasSize(1);
        assertThat(new SourcedHistory(records, Optional.of(new Told.Away())).authorizesMarketing(NOW))
                .isFalse();
        assertThat(new SourcedHistory(records, Optional.empty()).authorizesMarketing(NOW))
                .isTrue();
    }

    /** A poll brought it once; the server that is asked now tells of it no more. */
    @ParameterizedTest
    @CsvSource({
        "unencrypted, nothing REVOKED",
        "tls;portal, nothing REVOKED",
        "portal, consent portal",
        "none, consent none",
    })
    void whatWasPolledOnlyRestrictsWhereTheServerIsAskedAndTellsOfItNoMore(String channels, String expected) {
        assertThat(standing(polled("c1", channels, BEFORE), new Told.Consents(List.of())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "unencrypted, nothing SOURCE_AWAY",
        "tls;portal, nothing SOURCE_AWAY",
        "portal, consent portal",
        "none, consent none",
    })
    void whatWasPolledOnlyRestrictsWhereNobodyIsAskedAnyMore(String channels, String expected) {
        assertThat(standing(polled("c1", channels, BEFORE), new Told.NobodyAsked()))
                .isEqualTo(expected);
    }

    @Test
    void whatWasPolledHoldsAsTheServerThatIsAskedTellsItNow() {
        ConsentRecord polled = polled("c1", "unencrypted", BEFORE);

        assertThat(standing(polled, toldAs("c1", "unencrypted", BEFORE))).isEqualTo("consent unencrypted");
        assertThat(standing(polled, toldAs("c1", "tls", BEFORE))).isEqualTo("consent tls");
        assertThat(standing(polled, toldAs("c1", "tls", LATER))).isEqualTo("consent tls");
        assertThat(standing(polled, toldAs("c2", "unencrypted", LATER))).isEqualTo("consent unencrypted");
    }

    @Test
    void whatWasPolledOfAnAuthorizationHoldsOnlyWhereTheServerTellsItNow() {
        NewConsent told = new NewConsent(
                        ConsentKind.AUTHORIZATION,
                        Set.of(),
                        Set.of(Purpose.MARKETING),
                        BEFORE,
                        Optional.empty(),
                        ConsentBasis.of(Optional.of("form 7")))
                .toldAs(Optional.of(new SourceId(SourceId.Origin.SERVER, "c1")));
        List<ConsentRecord> polled = List.of(polled("c1", ConsentKind.AUTHORIZATION, Set.of(), BEFORE));

        assertThat(new SourcedHistory(polled, Optional.of(new Told.Consents(List.of(told)))).authorizesMarketing(NOW))
                .isTrue();
        assertThat(new SourcedHistory(polled, Optional.of(new Told.Consents(List.of()))).authorizesMarketing(NOW))
                .isFalse();
        assertThat(new SourcedHistory(polled, Optional.of(new Told.NobodyAsked())).authorizesMarketing(NOW))
                .isFalse();
    }

    @Test
    void whatSomethingPolledHadReplacedDoesNotComeBack() {
        List<ConsentRecord> records = List.of(record("unencrypted", BEFORE), polled("c1", "tls", LATER));

        assertThat(standing(records, new Told.Consents(List.of()))).isEqualTo("nothing REVOKED");
        assertThat(standing(records, new Told.NobodyAsked())).isEqualTo("nothing SOURCE_AWAY");
    }

    @Test
    void whatIsNewerThanWhatWasPolledCountsAsEver() {
        List<ConsentRecord> records = List.of(record("unencrypted", LATER), polled("c1", "tls", BEFORE));

        assertThat(standing(records, new Told.Consents(List.of()))).isEqualTo("consent unencrypted");
        assertThat(standing(records, new Told.NobodyAsked())).isEqualTo("consent unencrypted");
    }

    @Test
    void whatHoldsChangesWithTheRecordsAloneWhereNothingWasPolledAndNobodyIsAsked() {
        List<ConsentRecord> own = List.of(record("tls", BEFORE));
        List<ConsentRecord> polled = List.of(polled("c1", "tls", BEFORE));

        assertThat(new SourcedHistory(own, Optional.of(new Told.NobodyAsked())).restsOnRecords())
                .isTrue();
        assertThat(new SourcedHistory(polled, Optional.of(new Told.NobodyAsked())).restsOnRecords())
                .isFalse();
        assertThat(new SourcedHistory(polled, Optional.empty()).restsOnRecords())
                .isTrue();
    }

    private static String standing(ConsentRecord here, Told told) {
        return standing(List.of(here), told);
    }

    private static String standing(List<ConsentRecord> here, Told told) {
        return switch (new SourcedHistory(here, Optional.of(told)).standing(Purpose.TREATMENT, NOW)) {
            case Standing.Consented(ConsentInForce consent) ->
                "consent "
                        + consent.channels().stream().map(Channel::key).sorted().collect(Collectors.joining("+"));
            case Standing.WroteFirst(UUID id) -> "wrote first";
            case Standing.Nothing(ConsentAbsence why) -> "nothing " + why;
        };
    }

    private static ConsentRecord record(String channels, Instant at) {
        return new ConsentRecord(
                UUID.randomUUID(),
                ConsentKind.CONSENT,
                channels(channels),
                Set.of(Purpose.ALL),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.of("form 7"),
                Optional.empty());
    }

    private static Told told(String channels, Instant at) {
        return new Told.Consents(List.of(
                new NewConsent(channels(channels), Set.of(Purpose.ALL), at, Optional.empty(), Optional.of("form 8"))));
    }

    private static Told toldAs(String id, String channels, Instant at) {
        return new Told.Consents(((Told.Consents) told(channels, at))
                .consents().stream()
                        .map(one -> one.toldAs(Optional.of(new SourceId(SourceId.Origin.SERVER, id))))
                        .toList());
    }

    private static ConsentRecord polled(String id, String channels, Instant at) {
        return polled(id, ConsentKind.CONSENT, channels(channels), at);
    }

    private static ConsentRecord polled(String id, ConsentKind kind, Set<Channel> channels, Instant at) {
        return new ConsentRecord(
                UUID.randomUUID(),
                kind,
                channels,
                Set.of(kind == ConsentKind.AUTHORIZATION ? Purpose.MARKETING : Purpose.ALL),
                at,
                Optional.empty(),
                Set.of(),
                Optional.of(ConsentMethod.FHIR),
                Optional.of("form 7"),
                at,
                Optional.of(new SourceId(SourceId.Origin.SERVER, id)),
                Optional.empty(),
                false);
    }

    private static Mailbox mailbox() {
        try {
            return Mailbox.parse("private@patients.example");
        } catch (InvalidMailboxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static Set<Channel> channels(String keys) {
        return Arrays.stream(keys.split(";"))
                .map(key -> Channel.of(key).orElseThrow())
                .collect(Collectors.toSet());
    }
}
