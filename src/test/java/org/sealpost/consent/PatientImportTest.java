package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sealpost.consent.ConsentWorld.ADA;
import static org.sealpost.consent.ConsentWorld.HEADER;
import static org.sealpost.consent.ConsentWorld.line;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.consent.ImportReport.RefusedLine;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Lists of patients, sent to the real database. Each test has a practice of its own. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PatientImportTest {

    private static final String ROBIN = line("P-1", "robin@patient.example", "portal", "2026-01-31");
    private static final String SASHA = line("P-2", "sasha@patient.example", "tls;smime", "2026-01-31");

    @Inject
    ConsentWorld world;

    @Inject
    PatientImport imports;

    @Inject
    PatientRecorder recorder;

    private PracticeId practice = PracticeId.DEFAULT;

    @BeforeEach
    void makePractice() {
        practice = world.newPractice();
    }

    @Test
    void importsOnceHoweverOftenTheListIsSent() throws Exception {
        assertThat(world.load(practice, HEADER + ROBIN + SASHA)).isEqualTo(new ImportReport(2, 0, 0, List.of()));
        assertThat(world.load(practice, HEADER + ROBIN + SASHA)).isEqualTo(new ImportReport(0, 0, 2, List.of()));

        assertThat(world.channels(practice, "robin@patient.example")).isEqualTo("portal");
        assertThat(world.channels(practice, "sasha@patient.example")).isEqualTo("smime;tls");
        assertThat(world.events(practice)).containsExactly("consent.recorded", "consent.recorded");
    }

    @Test
    void importsOnceWhatIsSentSeveralTimesAtOnce() throws Exception {
        Callable<ImportReport> send = () -> world.load(practice, HEADER + ROBIN + SASHA);
        int imported = 0;
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var sent : senders.invokeAll(List.of(send, send, send, send))) {
                imported += sent.get().imported();
            }
        }

        assertThat(imported).isEqualTo(2);
        assertThat(world.events(practice)).containsExactly("consent.recorded", "consent.recorded");
    }

    @Test
    void countsANewerConsentAndAChangedNameAsUpdates() throws Exception {
        world.given(practice, ROBIN, SASHA);

        ImportReport report = world.load(
                practice,
                HEADER
                        + line("P-1", "robin@patient.example", "none", "2026-02-28")
                        + SASHA.replace("Sample", "Example"));

        assertThat(report).isEqualTo(new ImportReport(0, 2, 0, List.of()));
        assertThat(world.channels(practice, "robin@patient.example")).isEqualTo("none");
        assertThat(world.events(practice)).hasSize(3);
    }

    @Test
    void importsTheRightLinesAndRefusesTheWrongOnesByTheirNumber() throws Exception {
        ImportReport report = world.load(
                practice,
                HEADER + ROBIN + "\r\n" + line("P-3", "no address", "portal", "2026-01-31") + SASHA
                        + "P-4,too,few\r\n");

        assertThat(report)
                .isEqualTo(new ImportReport(
                        2,
                        0,
                        0,
                        List.of(
                                new RefusedLine(4, "email is no address: the address has no @ and domain."),
                                new RefusedLine(6, "the line has 3 columns and the header has another number."))));
    }

    @ParameterizedTest(name = "{0} = \"{1}\": {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            patient_id  | ''                | patient_id is missing.
            given_name  | ''                | given_name is missing.
            family_name | ' '               | family_name is missing.
            birth_date  | 27.4.1968         | birth_date is no date: write it as 1962-03-14.
            birth_date  | 1968-02-30        | birth_date is no date: write it as 1962-03-14.
            birth_date  | -9999-01-01       | birth_date is no date: write it as 1962-03-14.
            birth_date  | 2999-01-01        | birth_date is in the future.
            email       | ''                | email is missing.
            email       | a@b@c.example     | email is no address: the domain has a character that domains do not have.
            email       | a%b@c.example     | email is no address: a local part with % or ! (a route) is not accepted.
            phone       | call me           | phone is no telephone number: write it as +1 555 555 0142.
            channels    | ''                | channels is missing.
            channels    | fax               | channels has something other than unencrypted, tls, smime, portal or none.
            channels    | TLS               | channels has something other than unencrypted, tls, smime, portal or none.
            channels    | tls;              | channels has something other than unencrypted, tls, smime, portal or none.
            channels    | none;portal       | none stands with other channels: none is a request for no e-mail at all, alone.
            purposes    | ''                | purposes is missing.
            purposes    | fun               | purposes has something other than treatment, payment, operations, marketing or all.
            recorded_at | ''                | recorded_at is missing: write it as 2026-01-31.
            recorded_at | yesterday         | recorded_at is no time: write it as 2026-01-31 or 2026-01-31T08:30:00Z.
            recorded_at | -9999-01-01       | recorded_at is no time: write it as 2026-01-31 or 2026-01-31T08:30:00Z.
            expires_at  | +999999-01-01     | expires_at is no time: write it as 2026-01-31 or 2026-01-31T08:30:00Z.
            recorded_at | 2999-01-01        | recorded_at is in the future.
            expires_at  | 2026-01-31        | expires_at is not after recorded_at.
            expires_at  | never             | expires_at is no time: write it as 2026-01-31 or 2026-01-31T08:30:00Z.
            language    | x!                | language is no language tag: write it as en or es.
            relationship| neighbour         | relationship is none of self, parent, guardian, representative.
            practice    | Not A Practice    | practice is no practice's id.
            practice    | default           | practice is another practice than the one that imports.
            """)
    void refusesAWrongLineAndSaysWhy(String column, String value, String reason) throws Exception {
        assertThat(world.load(practice, listWith(column, value))).isEqualTo(refused(2, reason));
        assertThat(world.events(practice)).isEmpty();
    }

    private static final String ADDRESS = "robin@patient.example";
    private static final String IN_DOUBT =
            " Until a right line is sent, what this patient agreed to before counts only where it restricts.";
    private static final String NEWER = line("P-1", ADDRESS, "noen", "2026-03-01");

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource({
        "noen, nobody",
        "2026-03-01, yesterday",
        "2026-03-01, 2999-01-01",
        "treatment, fun",
        "robin@patient.example, no address",
        "1968-04-27, 27.4.1968",
        "'Robin,Sample', Robin Sample",
    })
    void aWrongLineOfAKnownPatientLeavesOnlyWhatRestricts(String right, String wrong) throws Exception {
        String list = HEADER + NEWER.replace(right, wrong);
        world.given(practice, line("P-1", ADDRESS, "unencrypted", "2026-01-31"));

        assertThat(world.load(practice, list).refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).endsWith(IN_DOUBT));
        assertThat(world.patients(practice, ADDRESS).getFirst().standing())
                .isEqualTo(new Standing.Nothing(ConsentAbsence.NOT_UNDERSTOOD));
        long events = world.events(practice).size();

        world.load(practice, list);
        assertThat(world.events(practice)).as("the same list again").hasSize((int) events);

        world.given(practice, line("P-1", ADDRESS, "tls", "2026-03-01"));
        assertThat(world.channels(practice, ADDRESS)).as("the right line").isEqualTo("tls");
        world.load(practice, list);
        assertThat(world.channels(practice, ADDRESS))
                .as("the wrong one once more")
                .isEqualTo("tls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "portal", "smime"})
    void aWrongLineTakesAwayNothingThatRestricts(String channels) throws Exception {
        world.given(practice, line("P-1", ADDRESS, channels, "2026-01-31"));

        world.load(practice, HEADER + NEWER);

        assertThat(world.channels(practice, ADDRESS)).isEqualTo(channels);
    }

    @Test
    void aWrongLineThatIsOlderOrSaysNothingOfThePatientsWaysPutsNothingInDoubt() throws Exception {
        String person =
                line("P-1", ADDRESS, "noen", "2026-03-01").replace("Robin,Sample,1968-04-27", "Kim,Example,1990-01-01");
        world.given(practice, line("P-1", ADDRESS, "unencrypted", "2026-01-31"));

        for (String list : List.of(
                HEADER + line("P-1", ADDRESS, "noen", "2025-12-31"),
                HEADER + person,
                HEADER + line("P-9", ADDRESS, "noen", "2026-03-01").replace(ADDRESS, "new@patient.example"),
                "kind," + HEADER + "authorization," + NEWER)) {
            assertThat(world.load(practice, list).refused())
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.reason()).doesNotContain("Until"));
        }
        assertThat(world.channels(practice, ADDRESS)).isEqualTo("unencrypted");
    }

    @Test
    void aWrongLineForAPatientWhoWroteFirstEndsThat() throws Exception {
        String head = "method," + HEADER;
        world.load(practice, head + "wrote-first," + line("P-1", ADDRESS, "", "2026-01-31"));
        assertThat(world.patients(practice, ADDRESS).getFirst().standing()).isInstanceOf(Standing.WroteFirst.class);

        world.load(practice, HEADER + NEWER);

        assertThat(world.patients(practice, ADDRESS).getFirst().standing())
                .isEqualTo(new Standing.Nothing(ConsentAbsence.NOT_UNDERSTOOD));
    }

    @Test
    void refusesConsentToUnencryptedMailWithoutEvidenceThatThePatientWasWarned() throws Exception {
        String list = HEADER + line("P-1", "robin@patient.example", "unencrypted", "2026-01-31");

        assertThat(world.load(practice, list.replace("signed form 7", "")))
                .isEqualTo(refused(2, "unencrypted needs evidence that the patient was warned: fill in evidence."));
        assertThat(world.load(practice, list).updated())
                .as("the patient was recorded before")
                .isEqualTo(1);
        assertThat(world.channels(practice, "robin@patient.example")).isEqualTo("unencrypted");
    }

    @ParameterizedTest(name = "{0} = \"{1}\": on record {2}")
    @CsvSource({
        "channels, fax, true",
        "channels, '', true",
        "purposes, fun, true",
        "recorded_at, 2999-01-01, true",
        "expires_at, never, true",
        "phone, 555.555.0199 ext 3, true",
        "email, no address, false",
        "birth_date, 2999-01-01, false",
        "practice, default, false",
    })
    void recordsThePatientWithoutConsentWhenOnlyTheConsentIsWrong(String column, String value, boolean onRecord)
            throws Exception {
        assertThat(world.load(practice, listWith(column, value)).refused()).hasSize(1);

        List<PatientConsent> patients = world.patients(practice, "robin@patient.example");
        assertThat(patients).hasSize(onRecord ? 1 : 0);
        assertThat(patients)
                .allSatisfy(patient ->
                        assertThat(patient.standing()).isEqualTo(new Standing.Nothing(ConsentAbsence.NONE_ON_RECORD)));
    }

    @ParameterizedTest(name = "{0},{1},{2}: {3}")
    @CsvSource({
        "Robin, Sample, 1968-04-27, true",
        "ROBIN, Other, 1968-04-27, true",
        "Robin, Other, '', true",
        "Robin, Sample, 1970-01-01, false",
        "Sasha, Other, 1968-04-27, false",
        "Sasha, Other, '', false",
    })
    void refusesALineInWhichAPatientIdIsAnotherPersonsThanBefore(
            String given, String family, String born, boolean taken) throws Exception {
        String second = line("P-1", "second@patient.example", "unencrypted", "2026-02-01")
                .replace("Robin,Sample,1968-04-27", given + "," + family + "," + born);

        ImportReport report = world.load(practice, HEADER + ROBIN + second);

        assertThat(report.refused())
                .isEqualTo(
                        taken
                                ? List.of()
                                : List.of(new RefusedLine(
                                        3,
                                        "patient_id is another person's in an earlier line, by birth_date or both"
                                                + " names: give each person an id of their own.")));
        assertThat(world.channels(practice, "robin@patient.example")).isEqualTo(taken ? "unencrypted" : "portal");
        assertThat(world.patients(practice, "second@patient.example")).hasSize(taken ? 1 : 0);
    }

    @Test
    void refusesALineWhosePatientIdIsAnotherPersonsOnRecord() throws Exception {
        world.given(practice, ROBIN);

        assertThat(world.load(practice, HEADER + ROBIN.replace("Robin,Sample,1968-04-27", "Sasha,Other,1970-01-01")))
                .isEqualTo(refused(
                        2,
                        "patient_id is another person's on record, by both names and birth_date: correct it, or"
                                + " correct the names or the date in a line of their own first."));
        assertThat(world.load(practice, HEADER + ROBIN.replace("1968-04-27", "1968-04-28"))
                        .updated())
                .as("a date that was corrected")
                .isEqualTo(1);
        assertThat(world.load(practice, HEADER + ROBIN.replace("Robin,Sample,1968-04-27", "Sasha,Other,1968-04-28"))
                        .updated())
                .as("names that were corrected")
                .isEqualTo(1);
    }

    @Test
    void whatWasRevokedDoesNotHoldWhenItIsSentAgainWithAnotherWordInIt() throws Exception {
        String list = line("P-1", "robin@patient.example", "unencrypted", "2026-01-31");
        world.given(practice, list);
        UUID consent = world.patients(practice, "robin@patient.example")
                .getFirst()
                .consent()
                .orElseThrow()
                .id();
        recorder.revoke(practice, consent, "the patient called", ADA);

        world.given(practice, list.replace("signed form 7", "Signed Form 7"));
        world.given(practice, list.replace("2026-01-31", "2026-01-31T00:00:01Z"));
        assertThat(world.channels(practice, "robin@patient.example")).isEmpty();

        world.given(practice, list.replace("2026-01-31", Instant.now().toString()));
        assertThat(world.channels(practice, "robin@patient.example")).isEqualTo("unencrypted");
    }

    @Test
    void importsForOtherPracticesOnlyByPermission() throws Exception {
        PracticeId other = world.newPractice();
        String list = "practice," + HEADER + other + "," + ROBIN + "nowhere," + SASHA + "," + SASHA;

        ImportReport report = imports.importCsv(practice, any -> true, new StringReader(list), ADA);

        assertThat(report)
                .isEqualTo(new ImportReport(
                        2, 0, 0, List.of(new RefusedLine(3, "practice is not known here: add the practice first."))));
        assertThat(world.channels(other, "robin@patient.example")).isEqualTo("portal");
        assertThat(world.patients(practice, "robin@patient.example")).isEmpty();
        assertThat(world.channels(practice, "sasha@patient.example")).isEqualTo("smime;tls");
    }

    @Test
    void findsColumnsByNameBehindAByteOrderMarkAndInQuotes() throws Exception {
        String list = "\ufeffrecorded_at,\"channels\",purposes,relationship,email,family_name,given_name,patient_id\n"
                + "2026-01-31T08:30:00+01:00,\"tls;portal\",all,parent,Robin@Patient.Example,\"O'Sample, Jr\",Robin,P 7\n";

        assertThat(world.load(practice, list)).isEqualTo(new ImportReport(1, 0, 0, List.of()));

        PatientConsent patient =
                world.patients(practice, "robin@patient.example").getFirst();
        assertThat(patient.relationship()).isEqualTo(Relationship.PARENT);
        assertThat(patient.patientId()).isEqualTo(new PatientId("P 7"));
        assertThat(patient.birthDate()).isEmpty();
        assertThat(patient.consent().map(ConsentInForce::recordedAt).map(Object::toString))
                .contains("2026-01-31T07:30:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | The header line lacks channels, email, family_name, given_name, patient_id, purposes, recorded_at: add these columns.
            patient_id,given_name,family_name,email,channels,purposes | The header line lacks recorded_at: add these columns.
            patient_id,given_name,family_name,email,channels,purposes,recorded_at,diagnosis | The header line has columns that mean nothing (diagnosis): remove or rename them.
            patient_id;given_name;family_name;email;channels;purposes;recorded_at | The header line has one column: separate columns by commas, not by semicolons or tabs.
            patient_id,given_name,family_name,email,channels,purposes,recorded_at,channels | The header line has a column twice: remove one of them.
            """)
    void refusesAListWhoseHeaderIsWrong(String header, String reason) {
        assertThatThrownBy(() -> world.load(practice, header + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void aQuotationMarkThatIsNeverClosedSpoilsItsOwnLineOnly() throws Exception {
        ImportReport report = world.load(practice, HEADER + ROBIN + "\"P-9,Sam\n" + SASHA);

        assertThat(report).isEqualTo(new ImportReport(2, 0, 0, List.of(new RefusedLine(3, OPEN))));
    }

    /** Whose line it is can be read: it may have said that the patient wants no mail any more. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\"form 8\""})
    void aQuotationMarkThatIsNeverClosedPutsItsPatientInDoubtAndSwallowsNoOther(String evidence) throws Exception {
        world.given(practice, ROBIN);
        world.given(practice, SASHA);

        ImportReport report = world.load(
                practice,
                HEADER
                        + ROBIN.replaceFirst("Robin", "\"Robin")
                        + SASHA.replaceFirst("tls[^,]*|unencrypted[^,]*|portal[^,]*|smime[^,]*", "none")
                                .replaceFirst(",[^,]*\n", "," + evidence + "\n"));

        assertThat(report.refused()).singleElement().satisfies(line -> {
            assertThat(line.line()).isEqualTo(2);
            assertThat(line.reason()).startsWith(OPEN).contains("counts only where it restricts");
        });
        assertThat(report.imported() + report.updated()).isOne();
    }

    @Test
    void aQuotedCellMayHoldLineBreaks() throws Exception {
        assertThat(world.load(practice, listWith("evidence", "\"form 8,\nsigned\non paper\"")))
                .isEqualTo(new ImportReport(1, 0, 0, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-1\nBcc: x", "P-\u0000", "P-\u001b[31m"})
    void refusesControlCharactersCwe117(String patientId) throws Exception {
        assertThat(world.load(practice, listWith("patient_id", "\"" + patientId + "\"")))
                .isEqualTo(refused(2, "patient_id is too long or has control characters."));
    }

    @Test
    void saysNoNameAndNoAddressInEvents() throws Exception {
        world.given(practice, ROBIN);

        assertThat(world.eventTexts(practice))
                .hasSize(1)
                .allSatisfy(text -> assertThat(text)
                        .contains("P-1")
                        .doesNotContain("Robin", "Sample", "patient.example", "1968", "0142"));
    }

    private static final String OPEN = "a quotation mark is not closed in the line: close it, or write two for one.";

    private static ImportReport refused(long line, String reason) {
        return new ImportReport(0, 0, 0, List.of(new RefusedLine(line, reason)));
    }

    /** A list of one line that is right but for one column. */
    private static String listWith(String column, String value) {
        List<String> names = List.of(
                "practice",
                "patient_id",
                "given_name",
                "family_name",
                "birth_date",
                "email",
                "phone",
                "channels",
                "purposes",
                "recorded_at",
                "expires_at",
                "language",
                "relationship",
                "evidence");
        List<String> values = List.of(
                "",
                "P-1",
                "Robin",
                "Sample",
                "1968-04-27",
                "robin@patient.example",
                "+1 555 555 0142",
                "portal",
                "treatment",
                "2026-01-31",
                "",
                "en",
                "self",
                "");
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            line.append(i == 0 ? "" : ",").append(names.get(i).equals(column) ? value : values.get(i));
        }
        return String.join(",", names) + "\n" + line + "\n";
    }
}
