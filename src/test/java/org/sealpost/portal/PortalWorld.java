package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.StringReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.PatientImport;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;

/** Practices, patients and kept messages for the portal's tests, on the real database. */
@ApplicationScoped
class PortalWorld {

    /** The birth date of every patient here, as the form's fields. */
    static final List<String> BIRTH_DATE = List.of("4", "27", "1968");

    private static final AtomicInteger COUNT = new AtomicInteger(100);

    /** A patient of a practice of their own. */
    record Patient(PracticeId practice, UUID id, Mailbox mailbox, String phone) {}

    /** A kept message with its link's path. */
    record Kept(Patient patient, MessageId message, StoredMessage stored) {
        String path() {
            return stored.link().getPath();
        }
    }

    private final PracticeDirectory practices;
    private final PatientImport imports;
    private final ConsentDirectory directory;
    private final PortalStore store;
    private final EntityManager database;

    PortalWorld(
            PracticeDirectory practices,
            PatientImport imports,
            ConsentDirectory directory,
            PortalStore store,
            EntityManager database) {
        this.practices = practices;
        this.imports = imports;
        this.directory = directory;
        this.store = store;
        this.database = database;
    }

    Patient patient() {
        int number = COUNT.incrementAndGet();
        PracticeId practice =
                new PracticeId("portal-" + UUID.randomUUID().toString().substring(0, 8));
        practices.save(new PracticeSettings(
                practice, "Hillside Family Medicine", Optional.of("555-0100"), "en", true, Set.of(), Set.of()));
        String phone = "555-0" + number;
        String csv = """
                patient_id,given_name,family_name,birth_date,email,phone,channels,purposes,recorded_at
                P-%d,Robin,Sample,1968-04-27,robin%d@patient.example,%s,portal,all,2026-01-02T03:04:05Z
                """.formatted(number, number, phone);
        try {
            var report = imports.importCsv(practice, new StringReader(csv), Actor.staff("ada"));
            assertThat(report.refused()).isEmpty();
            Mailbox mailbox = Mailbox.parse("robin" + number + "@patient.example");
            KnownPatients known = (KnownPatients) directory.identify(practice, mailbox, Instant.now());
            return new Patient(practice, known.patients().getFirst().patient(), mailbox, phone);
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }

    Kept kept(Patient patient, RawMessage message) {
        MessageId id = MessageId.next();
        Instant expires = Instant.now().plus(30, ChronoUnit.DAYS);
        StoredMessage stored = QuarkusTransaction.requiringNew()
                .call(() -> store.store(patient.practice(), id, patient.id(), patient.mailbox(), message, expires));
        return new Kept(patient, id, stored);
    }

    Kept kept() {
        return kept(patient(), message("Your results", "All is well.\r\n"));
    }

    static RawMessage message(String subject, String text) {
        return raw("From: Dr. Ada <ada@practice.example>\r\nTo: robin@patient.example\r\nSubject: " + subject
                + "\r\nDate: Mon, 2 Nov 2026 10:20:30 -0500\r\n\r\n" + text);
    }

    static RawMessage raw(String octets) {
        return RawMessage.of(octets.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Changes rows behind the program's back, such as to let time pass. */
    int update(String sql, Object... values) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = database.createNativeQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.executeUpdate();
        });
    }

    /** One value from the database. */
    Object value(String sql, Object... values) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = database.createNativeQuery(sql, Object.class);
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.getSingleResult();
        });
    }

    /** The types of the events of a message, oldest first. */
    @SuppressWarnings("unchecked")
    List<String> events(Kept kept) {
        return QuarkusTransaction.requiringNew().call(() -> (List<String>) database.createNativeQuery(
                        "select type from audit_event where practice = ?1 and message = ?2 order by position",
                        String.class)
                .setParameter(1, kept.patient().practice().value())
                .setParameter(2, kept.message().value())
                .getResultList());
    }
}
