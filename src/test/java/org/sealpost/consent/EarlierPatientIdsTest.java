package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sealpost.consent.ConsentWorld.line;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Patient ids as earlier versions kept them, on the real database. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class EarlierPatientIdsTest {

    private static final String ADDRESS = "robin@patient.example";

    @Inject
    ConsentWorld world;

    @Inject
    EarlierPatientIds earlier;

    @Inject
    PatientRecorder recorder;

    @Inject
    ConsentRecords records;

    @Inject
    EntityManager database;

    private PracticeId practice;

    @BeforeEach
    void newPractice() {
        practice = world.newPractice();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-1\u00a0", "\u00a0P-1", " P-1", "P-1  ", "\u200bP-1", "\u3000 P-1\ufeff"})
    void isFoundByTheIdWithoutBlanks(String kept) throws Exception {
        world.given(practice, line("P-1", ADDRESS, "portal", "2026-01-31"));
        keepAs("P-1", kept);

        earlier.correct();

        assertThat(consents("P-1")).hasSize(1);
        // A newer line is the same patient's, and what it says takes the place of what was said before.
        world.given(practice, line("P-1", ADDRESS, "tls", "2026-02-28"));
        assertThat(world.channels(practice, ADDRESS)).isEqualTo("tls");
    }

    @Test
    void staysAsItIsWhereTheBlankIsWithinIt() throws Exception {
        world.given(practice, line("P 1", ADDRESS, "portal", "2026-01-31"));
        keepAs("P 1", "P \u00a01");

        earlier.correct();

        assertThat(consents("P \u00a01")).hasSize(1);
    }

    @Test
    void hasANumberBehindItAndAgreesToNothingMoreWhereTheIdWithoutBlanksIsOnRecordToo() throws Exception {
        world.given(practice, line("P-1", ADDRESS, "tls", "2026-01-31"));
        keepAs("P-1", "P-1\u00a0");
        world.given(practice, line("P-1", "robin@other.example", "tls;portal", "2026-02-28"));

        earlier.correct();
        earlier.correct();

        assertThat(world.channels(practice, ADDRESS)).isEmpty();
        assertThat(world.channels(practice, "robin@other.example")).isEqualTo("portal;tls");
        assertThat(world.patients(practice, ADDRESS).getFirst().patientId()).isEqualTo(new PatientId("P-1 (2)"));
        assertThat(consents("P-1 (2)")).hasSize(2);
        // Whoever asks the patient puts it right.
        recorder.record(
                practice,
                new PatientId("P-1 (2)"),
                new NewConsent(
                        Set.of(Channel.TLS), Set.of(Purpose.ALL), Instant.now(), Optional.empty(), Optional.empty()),
                ConsentWorld.ADA);
        assertThat(world.channels(practice, ADDRESS)).isEqualTo("tls");
    }

    @Test
    void whatHasNoLetterAndNoDigitIsFoundByAnIdThatHas() throws Exception {
        world.given(practice, line("P-1", ADDRESS, "portal", "2026-01-31"));
        keepAs("P-1", "--");

        earlier.correct();

        assertThat(consents("patient --")).hasSize(1);
        assertThat(world.channels(practice, ADDRESS)).isEqualTo("portal");
    }

    private List<RecordedConsent> consents(String id) {
        return records.all(practice, new PatientReference.AtThePractice(new PatientId(id)))
                .orElse(List.of());
    }

    /** As an earlier version recorded the patient, marked by the statement of the migration. */
    private void keepAs(String id, String kept) throws IOException {
        String mark = mark();
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery("UPDATE patient SET patient_id = ?1 WHERE practice = ?2 AND patient_id = ?3")
                    .setParameter(1, kept)
                    .setParameter(2, practice.value())
                    .setParameter(3, id)
                    .executeUpdate();
            database.createNativeQuery(mark).executeUpdate();
        });
    }

    private static String mark() throws IOException {
        String migration = Files.readString(Path.of("src/main/resources/db/migration/V041__patient_restriction.sql"));
        int start = migration.indexOf("UPDATE patient SET name_keys");
        // Hibernate takes a colon for a parameter.
        return migration.substring(start, migration.indexOf(';', start)).replace(":", "\\:");
    }
}
