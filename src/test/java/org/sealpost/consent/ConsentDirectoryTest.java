package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.sealpost.consent.ConsentWorld.ADA;
import static org.sealpost.consent.ConsentWorld.line;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.mail.Clue;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Looking up, recording and revoking on the real database. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ConsentDirectoryTest {

    private static final String ADDRESS = "robin@patient.example";
    private static final List<Clue> EVERY_CLUE_TO_ROBIN = List.of(
            Clue.recordNumber("P-1"),
            Clue.phone("+1 555 555 0142").orElseThrow(),
            Clue.name("robin sample"),
            Clue.familyAndBirth("sample", LocalDate.of(1968, 4, 27)),
            Clue.family("sample"),
            Clue.address(ADDRESS).orElseThrow());
    private static final Instant RECORDED = Instant.parse("2026-03-01T08:00:00.123456789Z");

    @Inject
    ConsentWorld world;

    @Inject
    ConsentDirectory directory;

    @Inject
    PatientRepository repository;

    @Inject
    DataSource connections;

    @Inject
    ConsentSource source;

    @Inject
    PatientRecorder recorder;

    @Inject
    PatientNames names;

    @Inject
    EntityManager database;

    private PracticeId practice = PracticeId.DEFAULT;

    @BeforeEach
    void makePractice() {
        practice = world.newPractice();
    }

    @ParameterizedTest
    @ValueSource(strings = {ADDRESS, "Robin@patient.example", "ROBIN@PATIENT.EXAMPLE"})
    void knowsAPatientHoweverTheAddressIsWritten(String written) throws Exception {
        world.given(practice, line("P-1", "RoBin@Patient.example", "portal", "2026-01-31"));

        PatientConsent patient = world.patients(practice, written).getFirst();

        assertThat(patient.patientId()).isEqualTo(new PatientId("P-1"));
        assertThat(patient.givenName()).isEqualTo("Robin");
        assertThat(patient.birthDate()).contains(LocalDate.of(1968, 4, 27));
        assertThat(patient.phone()).contains("+1 555 555 0142");
        assertThat(patient.relationship()).isEqualTo(Relationship.SELF);
        assertThat(patient.consent().flatMap(ConsentInForce::evidence)).contains("signed form 7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "robin@patients.example",
                "robin+x@patient.example",
                "obin@patient.example",
                "r_bin@patient.example"
            })
    void knowsNobodyByAnAddressThatIsOnlySimilar(String similar) throws Exception {
        world.given(practice, line("P-1", ADDRESS, "portal", "2026-01-31"));

        assertThat(world.patients(practice, similar)).isEmpty();
    }

    @Test
    void knowsEveryPatientOfASharedAddressWithTheirOwnConsent() throws Exception {
        world.given(
                practice,
                line("P-1", ADDRESS, "unencrypted", "2026-01-31"),
                line("P-2", ADDRESS, "none", "2026-01-31"),
                line("P-2", "other@patient.example", "portal", "2026-02-28"));

        assertThat(world.patients(practice, ADDRESS))
                .extracting(
                        patient -> patient.patientId().value(),
                        patient -> patient.consent().map(ConsentInForce::channels))
                .containsExactlyInAnyOrder(
                        tuple("P-1", Optional.of(Set.of(Channel.UNENCRYPTED))),
                        tuple("P-2", Optional.of(Set.of(Channel.PORTAL))));
    }

    @Test
    void neverCrossesFromOnePracticeToAnother() throws Exception {
        PracticeId other = world.newPractice();
        PracticeId empty = world.newPractice();
        world.given(practice, line("P-1", ADDRESS, "unencrypted", "2026-01-31"));
        world.given(other, line("P-1", ADDRESS, "none", "2026-01-31"));

        assertThat(world.channels(practice, ADDRESS)).isEqualTo("unencrypted");
        assertThat(world.channels(other, ADDRESS)).isEqualTo("none");
        assertThat(world.patients(empty, ADDRESS)).isEmpty();
        for (Clue clue : EVERY_CLUE_TO_ROBIN) {
            assertThat(whose(practice, clue)).as(clue.toString()).containsExactly("P-1");
            assertThat(whose(empty, clue)).as(clue.toString()).isEmpty();
        }

        PatientConsent ours = world.patients(practice, ADDRESS).getFirst();
        UUID consent = ours.consent().orElseThrow().id();
        assertThat(directory.patient(other, ours.patient(), Instant.now())).isEmpty();
        assertThat(recorder.revoke(other, consent, "not ours", ADA)).isFalse();
        assertThat(recorder.record(other, ours.patient(), consent(Channel.PORTAL), ADA))
                .isEmpty();
        assertThat(world.channels(practice, ADDRESS)).isEqualTo("unencrypted");
        assertThat(world.events(other)).containsExactly("consent.recorded");
    }

    @Test
    void seesAConsentAndItsRevocationAtTheNextLook() throws Exception {
        world.given(practice, line("P-1", ADDRESS, "unencrypted", "2026-01-31"));
        UUID patient = world.patients(practice, ADDRESS).getFirst().patient();

        UUID consent =
                recorder.record(practice, patient, consent(Channel.PORTAL), ADA).orElseThrow();
        assertThat(world.channels(practice, ADDRESS)).isEqualTo("portal");

        assertThat(recorder.revoke(practice, consent, "the patient called", ADA))
                .isTrue();
        assertThat(recorder.revoke(practice, consent, "again", ADA)).isFalse();
        assertThat(world.channels(practice, ADDRESS))
                .as("what the consent replaced does not come back")
                .isEmpty();
        assertThat(world.events(practice)).containsExactly("consent.recorded", "consent.recorded", "consent.revoked");
    }

    @Test
    void doesNotBringBackARevokedConsentWhenItIsSentAgain() throws Exception {
        String robin = line("P-1", ADDRESS, "unencrypted", "2026-01-31");
        world.given(practice, robin);
        UUID consent = world.patients(practice, ADDRESS)
                .getFirst()
                .consent()
                .orElseThrow()
                .id();
        recorder.revoke(practice, consent, "the patient called", ADA);

        world.given(practice, robin);

        assertThat(world.channels(practice, ADDRESS)).isEmpty();
        assertThat(world.events(practice)).containsExactly("consent.recorded", "consent.revoked");
    }

    @Test
    void recordsTheSameConsentOnce() throws Exception {
        world.given(practice, line("P-1", ADDRESS, "portal", "2026-01-31"));
        UUID patient = world.patients(practice, ADDRESS).getFirst().patient();
        NewConsent consent = new NewConsent(
                Set.of(Channel.TLS),
                Set.of(Purpose.ALL),
                RECORDED,
                Optional.of(RECORDED.plusSeconds(86_400L * 3650)),
                Optional.empty());

        Optional<UUID> first = recorder.record(practice, patient, consent, ADA);
        Optional<UUID> second = recorder.record(practice, patient, consent, ADA);

        assertThat(first).isPresent().isEqualTo(second);
        assertThat(world.events(practice)).hasSize(2);
    }

    @Test
    void keepsNeitherConsentNorEventWhenTheTransactionFails() throws Exception {
        world.given(practice, line("P-1", ADDRESS, "portal", "2026-01-31"));
        UUID patient = world.patients(practice, ADDRESS).getFirst().patient();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    recorder.record(practice, patient, consent(Channel.TLS), ADA);
                    throw new IllegalStateException("the caller fails");
                }))
                .hasStackTraceContaining("the caller fails");

        assertThat(world.channels(practice, ADDRESS)).isEqualTo("portal");
        assertThat(world.events(practice)).hasSize(1);
    }

    @Test
    void cannotAlterWhatAPatientAgreedTo() throws Exception {
        world.given(practice, line("P-1", ADDRESS, "portal", "2026-01-31"));

        for (String statement : List.of(
                "UPDATE consent SET channels = '{unencrypted}' WHERE practice = ?1",
                "DELETE FROM consent WHERE practice = ?1")) {
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                            .run(() -> database.createNativeQuery(statement)
                                    .setParameter(1, practice.value())
                                    .executeUpdate()))
                    .hasStackTraceContaining("permission denied for table consent");
        }
    }

    @Test
    void recognisesPatientsByTheNumbersInAMessage() throws Exception {
        world.given(
                practice,
                line("00012345", ADDRESS, "portal", "2026-01-31"),
                line("AB-77", "sasha@patient.example", "portal", "2026-01-31").replace("0142", "0143"));

        assertThat(identified(Set.of("12345"), Set.of())).containsExactly("00012345");
        assertThat(identified(Set.of("0012-345"), Set.of("(555) 555-0143")))
                .containsExactlyInAnyOrder("00012345", "AB-77");
        assertThat(identified(Set.of("ab 77"), Set.of())).containsExactly("AB-77");
        assertThat(identified(Set.of("1234", "123456", ""), Set.of("555-01", "555 555 0199")))
                .isEmpty();
        assertThat(identified(Set.of(), Set.of())).isEmpty();
    }

    @Test
    void recognisesPatientsByFamilyNameAndBirthHoweverManyWordsTheNameHas() throws Exception {
        world.given(
                practice,
                person("P-1", "Robin", "Sample", "1968-04-27"),
                person("P-2", "Ana", "Garc\u00eda L\u00f3pez", "1968-04-27"),
                person("P-3", "Kim", "van der Berg", "1990-01-02"),
                person("P-4", "Lou", "Sample", "1968-04-27"));

        LocalDate day = LocalDate.of(1968, 4, 27);
        assertThat(whose(practice, Clue.familyAndBirth("sample", day))).containsExactly("P-1", "P-4");
        for (String form : List.of("garcialopez", "garcia", "lopez")) {
            assertThat(whose(practice, Clue.familyAndBirth(form, day))).containsExactly("P-2");
        }
        assertThat(whose(practice, Clue.familyAndBirth("berg", LocalDate.of(1990, 1, 2))))
                .containsExactly("P-3");
        assertThat(whose(practice, Clue.familyAndBirth("berg", day))).isEmpty();
        assertThat(whose(
                        practice,
                        Clue.familyAndBirth("berg", LocalDate.of(1990, 2, 1)),
                        Clue.familyAndBirth("berg", LocalDate.of(1990, 1, 2))))
                .as("either order of day and month")
                .containsExactly("P-3");
    }

    @Test
    void aFamilyNameAloneTellsOfTheOnePatientWhoHasIt() throws Exception {
        world.given(
                practice, person("P-1", "Robin", "Sample", "1968-04-27"), person("P-2", "Ana", "Muster", "1990-05-21"));
        assertThat(whose(practice, Clue.family("sample"))).containsExactly("P-1");

        world.given(practice, person("P-3", "Lou", "Sample-Jones", "2001-01-01"));

        assertThat(whose(practice, Clue.family("sample"))).isEmpty();
        assertThat(whose(practice, Clue.family("samplejones"))).containsExactly("P-3");
        assertThat(whose(practice, Clue.family("muster"))).containsExactly("P-2");
        assertThat(whose(practice, Clue.family("must"))).isEmpty();
    }

    @Test
    void aCorrectedNameOrBirthDateIsTheOneByWhichThePatientIsRecognised() throws Exception {
        world.given(practice, person("P-1", "Robin", "Sample", "1968-04-27"));
        world.given(practice, person("P-1", "Robin", "Muster", "1968-04-27"));
        world.given(practice, person("P-1", "Robin", "Muster", "1968-04-28"));

        assertThat(whose(practice, Clue.family("sample"))).isEmpty();
        assertThat(whose(practice, Clue.familyAndBirth("muster", LocalDate.of(1968, 4, 27))))
                .isEmpty();
        assertThat(whose(practice, Clue.familyAndBirth("muster", LocalDate.of(1968, 4, 28))))
                .containsExactly("P-1");
    }

    @Test
    void worksOutTheFamilyNamesOfPatientsWhomAnEarlierVersionRecorded() throws Exception {
        world.given(practice, person("P-1", "Robin", "Sample", "1968-04-27"));
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("UPDATE patient SET family_keys = NULL WHERE practice = ?1")
                        .setParameter(1, practice.value())
                        .executeUpdate());
        assertThat(whose(practice, Clue.family("sample"))).isEmpty();

        names.fillIn();

        assertThat(whose(practice, Clue.family("sample"))).containsExactly("P-1");
        assertThat(whose(practice, Clue.familyAndBirth("sample", LocalDate.of(1968, 4, 27))))
                .containsExactly("P-1");
    }

    @Test
    void anAddressTellsOfEveryPatientWhoseItIs() throws Exception {
        world.given(
                practice,
                line("P-1", ADDRESS, "portal", "2026-01-31"),
                line("P-2", ADDRESS, "portal", "2026-01-31"),
                line("P-3", "other@patient.example", "portal", "2026-01-31"));

        assertThat(whose(practice, Clue.address("ROBIN@Patient.example").orElseThrow()))
                .containsExactly("P-1", "P-2");
        assertThat(Clue.address("no address")).isEmpty();
    }

    @Test
    void oneStatementAsksForAllCluesInAMessageHoweverManyKindsThereAre() throws Exception {
        world.given(practice, line("P-1", ADDRESS, "portal", "2026-01-31"));
        AtomicInteger statements = new AtomicInteger();
        ConsentDirectory counted = new ConsentDirectory(new RecipientLookup(counting(statements)), repository, source);

        List<Set<PatientId>> whose = counted.identifiedBy(
                practice, EVERY_CLUE_TO_ROBIN.stream().map(Set::of).toList());

        assertThat(whose).hasSize(6).containsOnly(Set.of(new PatientId("P-1")));
        assertThat(statements).hasValue(1);
        assertThat(counted.identifiedBy(practice, List.of())).isEmpty();
        assertThat(counted.identifiedBy(practice, List.of(Set.of()))).containsExactly(Set.of());
        assertThat(statements).as("nothing to ask").hasValue(1);
    }

    @Test
    void theAddressesThatAMessageShowsAreLookedUpWithItsRecipients() throws Exception {
        world.given(
                practice,
                line("P-1", ADDRESS, "portal", "2026-01-31"),
                line("P-2", "other@patient.example", "portal", "2026-01-31"));
        AtomicInteger statements = new AtomicInteger();
        ConsentDirectory counted = new ConsentDirectory(new RecipientLookup(counting(statements)), repository, source);

        ConsentDirectory.Addressed addressed = counted.identify(
                practice,
                List.of(Mailbox.parse(ADDRESS), Mailbox.parse("lab@partner.example")),
                Set.of(Mailbox.parse("Other@Patient.example"), Mailbox.parse("lab@partner.example")),
                Optional.empty(),
                Instant.now());

        assertThat(addressed.recipients())
                .hasSize(2)
                .first()
                .isInstanceOfSatisfying(
                        KnownPatients.class,
                        known -> assertThat(known.patients())
                                .extracting(PatientConsent::patientId)
                                .containsExactly(new PatientId("P-1")));
        assertThat(addressed.recipients().get(1)).isInstanceOf(RecipientIdentity.Stranger.class);
        assertThat(addressed.shown()).containsExactly(Set.of(new PatientId("P-2")));
        assertThat(statements).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"' OR '1'='1", "%", "_", "\\"})
    void takesNumbersInAMessageForTextOnlyCwe89(String number) throws Exception {
        world.given(practice, line("P-1", ADDRESS, "portal", "2026-01-31"));

        assertThat(identified(Set.of(number), Set.of(number + "5555555"))).isEmpty();
    }

    @Test
    void oneStatementAsksForAllRecipientsOfAMessage() throws Exception {
        List<Mailbox> recipients = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            String address = "many" + number + "@patient.example";
            world.given(practice, line("P-" + number, address, "portal", "2026-01-31"));
            recipients.add(Mailbox.parse(address));
        }
        AtomicInteger statements = new AtomicInteger();
        ConsentDirectory counted = new ConsentDirectory(new RecipientLookup(counting(statements)), repository, source);

        List<RecipientIdentity> identities =
                counted.identify(practice, recipients, Optional.of(Purpose.TREATMENT), Instant.now());

        assertThat(identities).hasSize(50).allMatch(KnownPatients.class::isInstance);
        assertThat(statements).hasValue(1);
    }

    /** The database, with every statement that is prepared counted. */
    private DataSource counting(AtomicInteger statements) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection connection = connections.getConnection();
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, call, values) -> {
                                if (call.getName().startsWith("prepare")) {
                                    statements.incrementAndGet();
                                }
                                return call.invoke(connection, values);
                            });
                });
    }

    private List<String> identified(Set<String> numbers, Set<String> phones) {
        List<Set<Clue>> clues = new ArrayList<>();
        numbers.forEach(number -> clues.add(Set.of(Clue.recordNumber(number))));
        phones.forEach(phone -> Clue.phone(phone).map(Set::of).ifPresent(clues::add));
        return directory.identifiedBy(practice, clues).stream()
                .flatMap(Set::stream)
                .map(PatientId::value)
                .toList();
    }

    /** The patients of whom one thing in a message may tell. */
    private List<String> whose(PracticeId of, Clue... readings) {
        return directory.identifiedBy(of, List.of(Set.of(readings))).getFirst().stream()
                .map(PatientId::value)
                .sorted()
                .toList();
    }

    /** A line of {@link ConsentWorld#HEADER} for a patient of that name. */
    private static String person(String id, String given, String family, String birth) {
        return line(id, id.toLowerCase(Locale.ROOT) + "@patient.example", "portal", "2026-01-31")
                .replace("Robin,Sample,1968-04-27", given + "," + family + "," + birth);
    }

    private static NewConsent consent(Channel channel) {
        return new NewConsent(
                Set.of(channel), Set.of(Purpose.TREATMENT), RECORDED, Optional.empty(), Optional.of("signed form 8"));
    }
}
