package org.sealpost.consent;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;

/**
 * Patient ids that an earlier version kept in another form: with blanks around them, or without a letter or digit. They get the
 * form by which lists, calls and resources name the patient now. Where that is on record already, nobody can say which of the two
 * the practice means: both stay, the earlier one with a number behind its id, and of what it agreed to only what restricts holds.
 */
@Singleton
public class EarlierPatientIds {

    private static final Logger LOG = Logger.getLogger(EarlierPatientIds.class);
    private static final Actor UPGRADE = Actor.system("upgrade");

    /** The rows that a migration marked, and some more. */
    private static final String MARKED = "SELECT id, practice, patient_id FROM patient WHERE name_keys IS NULL";

    private final DataSource database;
    private final PatientRepository repository;
    private final SourcedConsents consents;

    EarlierPatientIds(DataSource database, PatientRepository repository, SourcedConsents consents) {
        this.database = database;
        this.repository = repository;
        this.consents = consents;
    }

    private record Row(UUID id, PracticeId practice) {}

    /**
     * Corrects those of all practices; again and again changes nothing more.
     *
     * @throws IllegalStateException when the database does not answer
     */
    public void correct() {
        int alone = 0;
        int beside = 0;
        for (Row row : odd()) {
            if (QuarkusTransaction.requiringNew().call(() -> correct(row))) {
                alone++;
            } else {
                beside++;
            }
        }
        if (alone > 0) {
            LOG.infof(
                    "%d patient ids of an earlier version had blanks around them or no letter and no digit: they are"
                            + " corrected.",
                    alone);
        }
        if (beside > 0) {
            LOG.warnf(
                    "%d patient ids of an earlier version had blanks around them, and the same without blanks is on record, too:"
                            + " each has a number such as (2) behind it now, and of its agreements only what restricts holds. See"
                            + " docs/consent.md.",
                    beside);
        }
    }

    private List<Row> odd() {
        List<Row> odd = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(MARKED);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String kept = rows.getString(3);
                if (!kept.equals(present(kept))) {
                    odd.add(new Row(rows.getObject(1, UUID.class), new PracticeId(rows.getString(2))));
                }
            }
            return odd;
        } catch (SQLException away) {
            throw new IllegalStateException("patients' ids cannot be read (SQL state " + away.getSQLState() + ")");
        }
    }

    /** The form in which an id is kept now. */
    private static String present(String kept) {
        return (WrittenText.saysNothing(kept) ? new PatientId("patient " + kept) : new PatientId(kept)).value();
    }

    /** @return whether nobody else had the id */
    private boolean correct(Row one) {
        repository.lock(one.practice());
        PatientRow row = repository.patient(one.practice(), one.id()).orElseThrow();
        String plain = present(row.patientId);
        boolean alone = isFree(one.practice(), plain);
        // The number by which messages name the patient is the same: blanks are no part of it.
        row.patientId = alone
                ? plain
                : IntStream.iterate(2, number -> number + 1)
                        .mapToObj(number -> plain + " (" + number + ")")
                        .filter(id -> isFree(one.practice(), id))
                        .findFirst()
                        .orElseThrow();
        row.updatedAt = Instant.now();
        if (!alone) {
            consents.inDoubt(
                    one.practice(),
                    new PatientId(row.patientId),
                    new SourceId(SourceId.Origin.LIST, "patient-id/" + row.id),
                    "The same patient id was on record twice.",
                    UPGRADE);
        }
        return alone;
    }

    private boolean isFree(PracticeId practice, String id) {
        return repository.patient(practice, new PatientId(id)).isEmpty();
    }
}
