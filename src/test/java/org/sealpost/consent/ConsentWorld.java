package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sealpost.audit.Actor;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.consent.RecipientIdentity.Stranger;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/** Practices and their patients' consents for tests, on the real database. */
@ApplicationScoped
class ConsentWorld {

    static final Actor ADA = Actor.staff("ada");

    /** The header of the lists that the tests write, in the order of {@link #line}. */
    static final String HEADER = "patient_id,given_name,family_name,birth_date,email,phone,channels,purposes,"
            + "recorded_at,expires_at,evidence\r\n";

    private final PatientImport imports;
    private final ConsentDirectory directory;
    private final EntityManager database;

    ConsentWorld(PatientImport imports, ConsentDirectory directory, EntityManager database) {
        this.imports = imports;
        this.directory = directory;
        this.database = database;
    }

    /** A practice that no other test has. */
    PracticeId newPractice() {
        PracticeId practice =
                new PracticeId("consent-" + UUID.randomUUID().toString().substring(0, 8));
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("INSERT INTO practice (id, name) VALUES (?1, 'A practice')")
                        .setParameter(1, practice.value())
                        .executeUpdate());
        return practice;
    }

    /** A line for {@link #HEADER}: a patient with telephone number 555-0142 and consent for treatment. */
    static String line(String patientId, String email, String channels, String recordedAt) {
        return patientId + ",Robin,Sample,1968-04-27," + email + ",+1 555 555 0142," + channels + ",treatment,"
                + recordedAt + ",,signed form 7\r\n";
    }

    ImportReport load(PracticeId practice, String csv) throws IOException {
        return imports.importCsv(practice, new StringReader(csv), ADA);
    }

    /** Imports lines under {@link #HEADER}, which are all right. */
    void given(PracticeId practice, String... lines) throws IOException {
        assertThat(load(practice, HEADER + String.join("", lines)).refused()).isEmpty();
    }

    List<PatientConsent> patients(PracticeId practice, String address) throws InvalidMailboxException {
        return switch (directory.identify(practice, Mailbox.parse(address), Instant.now())) {
            case Stranger stranger -> List.of();
            case KnownPatients known -> known.patients();
        };
    }

    /** The channels that hold for the one patient of an address, such as {@code portal;tls}; empty without consent. */
    String channels(PracticeId practice, String address) throws InvalidMailboxException {
        List<PatientConsent> patients = patients(practice, address);
        assertThat(patients).hasSize(1);
        return patients.getFirst().consent().map(ConsentInForce::channels).orElse(Set.of()).stream()
                .map(Channel::key)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), keys -> String.join(";", keys)));
    }

    /** The types of the practice's events, in order. */
    List<String> events(PracticeId practice) {
        return strings("SELECT type FROM audit_event WHERE practice = ?1 ORDER BY position", practice);
    }

    /** What the practice's events say, as JSON. */
    List<String> eventTexts(PracticeId practice) {
        return strings("SELECT CAST(data AS text) FROM audit_event WHERE practice = ?1 ORDER BY position", practice);
    }

    private List<String> strings(String query, PracticeId practice) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> database
                                .createNativeQuery(query, String.class)
                                .setParameter(1, practice.value())
                                .getResultList()
                                .stream()
                                .map(String::valueOf)
                                .toList());
    }
}
