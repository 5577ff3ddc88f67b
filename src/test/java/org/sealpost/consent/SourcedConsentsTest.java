package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Vetoed;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealpost.audit.Actor;
import org.sealpost.consent.SourceId.Origin;
import org.sealpost.mail.PracticeId;

/** What a record system tells under its ids, understood or not, and what then holds; on rows that are kept in memory. */
class SourcedConsentsTest {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;
    private static final Actor BY = Actor.system("a test");
    private static final Instant NOW = Instant.now();
    private static final Instant BEFORE = Instant.parse("2026-01-01T09:00:00Z");
    private static final String WHY = "It was refused.";

    private final PatientRow patient = new PatientRow();
    private final PatientReference reference = new PatientReference.Here(patient.id);
    private final List<ConsentRow> rows = new ArrayList<>();
    private final SourcedConsents consents = new SourcedConsents(new Recorder(), new Rows());

    @BeforeEach
    void aPatient() {
        patient.practice = PRACTICE.value();
        patient.patientId = "P-1";
    }

    /** Whatever restricts stays until it is understood again, for nobody knows whether it was taken back. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "none, none",
        "portal, portal",
        "smime, smime",
        "tls;portal, NOT_UNDERSTOOD",
        "unencrypted, NOT_UNDERSTOOD",
    })
    void ofWhatWasToldBeforeUnderTheSameIdWhatRestrictsHolds(String channels, String expected) {
        for (Origin origin : List.of(Origin.API, Origin.TOPIC, Origin.SERVER)) {
            rows.clear();
            tells(origin, "c1", consent(channels, BEFORE));
            refused(origin, "c1", Optional.of(BEFORE.plusSeconds(60)));

            assertThat(treatment()).as(origin.name()).isEqualTo(expected);
        }
    }

    @Test
    void aRequestHoldsThoughItsNextVersionIsRefusedAndEndsWithOneThatIsNot() {
        tells(Origin.API, "c1", request("portal"));
        refused(Origin.API, "c1", Optional.of(BEFORE.plusSeconds(60)));
        assertThat(history().requests(Optional.empty(), NOW)).hasSize(1);

        tells(Origin.API, "c1", request("smime"));
        assertThat(history().requests(Optional.empty(), NOW))
                .extracting(RequestInForce::channels)
                .containsExactly(Set.of(Channel.SMIME));
        consents.takeBack(PRACTICE, new SourceId(Origin.API, "c1"), "It is not active any more.", BY);
        assertThat(history().requests(Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void whatRestrictsHoldsUnderEachOfTheIds() {
        tells(Origin.API, "c1", consent("tls", BEFORE));
        tells(Origin.API, "c2", consent("none", BEFORE.plusSeconds(1)));
        tells(Origin.API, "c3", request("portal"));
        List<SourceId> ids =
                List.of(new SourceId(Origin.API, "c1"), new SourceId(Origin.API, "c2"), new SourceId(Origin.API, "c3"));
        consents.notUnderstood(PRACTICE, Set.of(), new ToldUnclear(ids, "digest", Optional.empty()), WHY, BY);

        assertThat(treatment()).isEqualTo("none");
        assertThat(history().requests(Optional.empty(), NOW)).hasSize(1);
        assertThat(rows.getFirst().revokedAt).as("what widens").isNotNull();
    }

    @Test
    void whatIsToldOfNobodyHereLeavesWhatRestricts() {
        tells(Origin.TOPIC, "c1", consent("none", BEFORE));
        consents.record(
                PRACTICE,
                new PatientReference.AtThePractice(new PatientId("P-9")),
                new SourceId(Origin.TOPIC, "c1"),
                List.of(consent("tls", BEFORE.plusSeconds(60))),
                BY);

        assertThat(treatment()).isEqualTo("none");
    }

    /** Such as a revocation of nothing on record: that it was refused once does not make the next one void. */
    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"API", "TOPIC"})
    void whatIsRefusedAgainWithoutATimeCountsAgainstWhatWasAgreedToSince(Origin origin) {
        given(consent("tls", BEFORE));
        refused(origin, "c9", Optional.empty());
        assertThat(treatment()).isEqualTo("NOT_UNDERSTOOD");
        int kept = rows.size();
        refused(origin, "c9", Optional.empty());
        assertThat(rows).as("nothing was recorded since").hasSize(kept);

        given(consent("unencrypted", Instant.now()));
        assertThat(treatment()).isEqualTo("unencrypted");
        refused(origin, "c9", Optional.empty());

        assertThat(treatment()).isEqualTo("NOT_UNDERSTOOD");
    }

    @Test
    void whatAServerTellsAgainDoesNotCountAgainstWhatWasAgreedToSinceAndWhatItTellsAnewDoes() {
        given(consent("tls", BEFORE));
        refused(Origin.SERVER, "c9", Optional.empty());
        given(consent("unencrypted", Instant.now()));
        refused(Origin.SERVER, "c9", Optional.empty());
        assertThat(treatment()).isEqualTo("unencrypted");

        consents.notUnderstood(
                PRACTICE,
                Set.of(reference),
                new ToldUnclear(List.of(new SourceId(Origin.SERVER, "c9")), "another digest", Optional.empty()),
                WHY,
                BY);
        assertThat(treatment()).isEqualTo("NOT_UNDERSTOOD");
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"API", "TOPIC", "SERVER"})
    void anAuthorizationOfMarketingDoesNotOutlastWhatWasRefused(Origin origin) {
        given(authorization(BEFORE));
        assertThat(history().authorizesMarketing(NOW)).isTrue();
        refused(origin, "c9", Optional.empty());

        assertThat(history().authorizesMarketing(NOW)).isFalse();
        given(authorization(Instant.now()));
        assertThat(history().authorizesMarketing(NOW)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"API", "TOPIC", "SERVER"})
    void anAuthorizationOfMarketingStandsAgainWhenWhatWasRefusedIsUnderstood(Origin origin) {
        given(authorization(BEFORE));
        refused(origin, "c9", Optional.of(BEFORE.plusSeconds(60)));
        tells(origin, "c8", consent("tls", BEFORE.plusSeconds(60)));
        assertThat(history().authorizesMarketing(NOW)).as("another consent").isFalse();
        tells(origin, "c9", consent("tls", BEFORE.plusSeconds(60)));

        assertThat(history().authorizesMarketing(NOW)).isTrue();
    }

    @Test
    void theSameOfWhatAServerToldWithoutATime() {
        given(authorization(BEFORE));
        refused(Origin.SERVER, "c9", Optional.empty());
        tells(Origin.SERVER, "c9", consent("tls", Instant.now()));

        assertThat(history().authorizesMarketing(NOW)).isTrue();
    }

    @Test
    void anAuthorizationThatIsNewerThanTheConsentsDoesNotOutlastARefusedCallEither() {
        given(consent("tls", BEFORE));
        given(authorization(BEFORE.plus(30, ChronoUnit.DAYS)));
        refused(Origin.API, "c9", Optional.empty());

        assertThat(history().authorizesMarketing(NOW)).isFalse();
        assertThat(treatment()).isEqualTo("NOT_UNDERSTOOD");
        given(consent("tls", Instant.now().truncatedTo(ChronoUnit.DAYS)));
        assertThat(treatment()).as("put right with today's date").isEqualTo("tls");
    }

    private void tells(Origin origin, String id, NewConsent consent) {
        consents.record(PRACTICE, reference, new SourceId(origin, id), List.of(consent), BY);
    }

    private void refused(Origin origin, String id, Optional<Instant> givenAt) {
        ToldUnclear told = new ToldUnclear(List.of(new SourceId(origin, id)), "digest", givenAt);
        consents.notUnderstood(PRACTICE, Set.of(reference), told, WHY, BY);
    }

    /** By a list or the JSON call. */
    private void given(NewConsent consent) {
        new Recorder().add(patient, consent, BY);
    }

    private static NewConsent consent(String channels, Instant at) {
        return new NewConsent(
                channels(channels), Set.of(Purpose.ALL), at, Optional.empty(), Optional.of("signed form 7"));
    }

    private static NewConsent request(String channels) {
        return new NewConsent(
                ConsentKind.REQUEST,
                channels(channels),
                Set.of(Purpose.ALL),
                BEFORE,
                Optional.empty(),
                ConsentBasis.of(Optional.empty()));
    }

    private static NewConsent authorization(Instant at) {
        return new NewConsent(
                ConsentKind.AUTHORIZATION,
                Set.of(),
                Set.of(Purpose.MARKETING),
                at,
                Optional.empty(),
                ConsentBasis.of(Optional.of("signed form 12")));
    }

    private static Set<Channel> channels(String keys) {
        return Arrays.stream(keys.split(";"))
                .map(key -> Channel.of(key).orElseThrow())
                .collect(Collectors.toSet());
    }

    private ConsentHistory history() {
        return new ConsentHistory(rows.stream().map(ConsentRow::record).toList());
    }

    private String treatment() {
        return switch (history().standing(Purpose.TREATMENT, Instant.now())) {
            case Standing.Consented(var consent) ->
                consent.channels().stream()
                        .map(Channel::key)
                        .collect(Collectors.collectingAndThen(
                                Collectors.toCollection(TreeSet::new), keys -> String.join(";", keys)));
            case Standing.WroteFirst wrote -> "wrote first";
            case Standing.Nothing(var why) -> why.toString();
        };
    }

    /** Rows in the test's list. */
    @Vetoed
    private final class Rows extends PatientRepository {

        private static final EntityManager NO_DATABASE = null;

        Rows() {
            super(NO_DATABASE);
        }

        @Override
        boolean lock(PracticeId practice) {
            return true;
        }

        @Override
        Optional<PatientRow> patient(PracticeId practice, PatientReference named) {
            return Optional.of(patient)
                    .filter(one -> named.equals(reference)
                            || named.equals(new PatientReference.AtThePractice(new PatientId(one.patientId))));
        }

        @Override
        List<ConsentRow> consents(PatientRow whose) {
            return List.copyOf(rows);
        }

        @Override
        List<ConsentRow> consents(PracticeId practice, SourceId source) {
            return rows.stream()
                    .filter(row -> source.text().equals(row.sourceId))
                    .toList();
        }
    }

    /** Writes no events. */
    @Vetoed
    private final class Recorder extends PatientRecorder {

        Recorder() {
            super(new Rows(), new PatientAddresses(new Rows()), null, null);
        }

        @Override
        void add(PatientRow whose, ConsentRow row, Actor by) {
            row.practice = whose.practice;
            row.patient = whose.id;
            row.createdAt = Instant.now();
            rows.add(row);
        }

        @Override
        void revoke(ConsentRow row, String reason, Actor by) {
            row.revokedAt = Instant.now();
            row.revokedReason = reason;
        }
    }
}
