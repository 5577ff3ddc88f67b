package org.sealpost.consent;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PracticeId;

/**
 * The two questions that every message asks about patients, each as one statement that is its own transaction: one round
 * trip, where the persistence context that serves the rest would take three.
 */
@Singleton
class RecipientLookup {

    /**
     * OFFSET 0 keeps the planner to one way, by key: before it has statistics, as after the import of a million patients,
     * it would rather read all of a practice's.
     */
    private static final String OF_ADDRESS = """
            SELECT p.id, p.patient_id, p.given_name, p.birth_date, p.phone, p.language, a.relationship,
                   c.id, c.channels, c.purposes, c.recorded_at, c.expires_at, c.evidence, c.revoked_at
            FROM patient_address a
            JOIN LATERAL (SELECT * FROM patient WHERE id = a.patient OFFSET 0) p ON p.practice = a.practice
            LEFT JOIN LATERAL (
                SELECT * FROM consent WHERE practice = a.practice AND patient = a.patient OFFSET 0) c ON TRUE
            WHERE a.practice = ? AND a.address = ?
            """;

    private static final String IDENTIFIED_BY = """
            SELECT p.patient_id FROM unnest(?::text[]) AS sought(number)
            JOIN LATERAL (
                SELECT patient_id FROM patient WHERE practice = ? AND number_key = sought.number OFFSET 0) p ON TRUE
            UNION ALL
            SELECT p.patient_id FROM unnest(?::text[]) AS sought(phone)
            JOIN LATERAL (
                SELECT patient_id FROM patient WHERE practice = ? AND phone_key = sought.phone OFFSET 0) p ON TRUE
            """;

    private final DataSource database;

    RecipientLookup(DataSource database) {
        this.database = database;
    }

    /** One row of an address' patients and their consents; the consent is null where there is none. */
    record AddressMatch(
            PatientRow patient,
            String relationship,
            @Nullable ConsentRow consent) {}

    /** @param address in lower case */
    List<AddressMatch> ofAddress(PracticeId practice, String address) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_ADDRESS)) {
            statement.setString(1, practice.value());
            statement.setString(2, address);
            List<AddressMatch> matches = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    matches.add(new AddressMatch(patient(practice, row), row.getString(7), consent(practice, row)));
                }
            }
            return matches;
        } catch (SQLException away) {
            throw unreadable(away);
        }
    }

    /** The patients' ids that a number or a phone stands for. */
    List<String> identifiedBy(PracticeId practice, Set<String> numbers, Set<String> phones) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(IDENTIFIED_BY)) {
            statement.setArray(1, connection.createArrayOf("text", numbers.toArray()));
            statement.setString(2, practice.value());
            statement.setArray(3, connection.createArrayOf("text", phones.toArray()));
            statement.setString(4, practice.value());
            List<String> ids = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        } catch (SQLException away) {
            throw unreadable(away);
        }
    }

    private static PatientRow patient(PracticeId practice, ResultSet row) throws SQLException {
        PatientRow patient = new PatientRow();
        patient.practice = practice.value();
        patient.id = row.getObject(1, UUID.class);
        patient.patientId = row.getString(2);
        patient.givenName = row.getString(3);
        patient.birthDate = row.getObject(4, LocalDate.class);
        patient.phone = row.getString(5);
        patient.language = row.getString(6);
        return patient;
    }

    private static @Nullable ConsentRow consent(PracticeId practice, ResultSet row) throws SQLException {
        UUID id = row.getObject(8, UUID.class);
        if (id == null) {
            return null;
        }
        ConsentRow consent = new ConsentRow();
        consent.practice = practice.value();
        consent.id = id;
        consent.channels = texts(row.getArray(9));
        consent.purposes = texts(row.getArray(10));
        consent.recordedAt = row.getObject(11, OffsetDateTime.class).toInstant();
        consent.expiresAt = instant(row, 12);
        consent.evidence = row.getString(13);
        consent.revokedAt = instant(row, 14);
        return consent;
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Without the driver's message, which may quote a value. */
    private static IllegalStateException unreadable(SQLException away) {
        return new IllegalStateException("consents cannot be read (SQL state " + away.getSQLState() + ")");
    }
}
