package org.sealpost.consent;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sealpost.audit.SharedLookup;
import org.sealpost.mail.PracticeId;

/**
 * The two questions that every message asks about patients, each as one statement that is its own transaction: one round
 * trip, which messages that come at the same moment share, where the persistence context that serves the rest would take
 * three. A row is only ever joined to what is of its own practice.
 */
@Singleton
class RecipientLookup {

    /**
     * OFFSET 0 keeps the planner to one way, by key: before it has statistics, as after the import of a million patients,
     * it would rather read all of a practice's.
     */
    private static final String OF_ADDRESSES = """
            SELECT p.id, p.patient_id, p.given_name, p.birth_date, p.phone, p.language, a.relationship,
                   c.id, c.channels, c.purposes, c.recorded_at, c.expires_at, c.evidence, c.revoked_at, q.number,
                   q.address, a.shared, p.substance_use, c.kind, c.method, c.created_at,
                   c.source_id, c.revoked_by_source
            FROM unnest(?::int[], ?::text[], ?::text[]) AS q(number, practice, address)
            JOIN LATERAL (
                SELECT * FROM patient_address WHERE practice = q.practice AND address = q.address OFFSET 0) a ON TRUE
            JOIN LATERAL (SELECT * FROM patient WHERE id = a.patient OFFSET 0) p ON p.practice = a.practice
            LEFT JOIN LATERAL (
                SELECT * FROM consent WHERE practice = a.practice AND patient = a.patient OFFSET 0) c ON TRUE
            """;

    private static final String IDENTIFIED_BY_NUMBER = """
            SELECT p.patient_id, q.number, 'r' || q.medical_record
            FROM unnest(?::int[], ?::text[], ?::text[]) AS q(number, practice, medical_record)
            JOIN LATERAL (
                SELECT patient_id FROM patient
                WHERE practice = q.practice AND number_key = q.medical_record OFFSET 0) p ON TRUE
            UNION ALL
            SELECT p.patient_id, q.number, 'p' || q.phone
            FROM unnest(?::int[], ?::text[], ?::text[]) AS q(number, practice, phone)
            JOIN LATERAL (
                SELECT patient_id FROM patient WHERE practice = q.practice AND phone_key = q.phone OFFSET 0) p ON TRUE
            """;

    /** Names are asked for apart, for most messages hold none that anyone has. */
    private static final String IDENTIFIED_BY_NAME = """
            UNION ALL
            SELECT p.patient_id, q.number, 'n' || q.name
            FROM unnest(?::int[], ?::text[], ?::text[]) AS q(number, practice, name)
            JOIN LATERAL (
                SELECT patient_id FROM patient
                WHERE name_keys @> ARRAY[q.name] AND practice = q.practice OFFSET 0) p ON TRUE
            """;

    private final DataSource database;
    private final SharedLookup<Addresses, Map<String, List<AddressMatch>>> addresses =
            new SharedLookup<>("consents", this::readAddresses);
    private final SharedLookup<Clues, Map<String, Set<String>>> clues = new SharedLookup<>("consents", this::readClues);

    RecipientLookup(DataSource database) {
        this.database = database;
    }

    private record Addresses(PracticeId practice, Set<String> addresses) {}

    private record Clues(PracticeId practice, Set<String> names, Set<String> medicalRecords, Set<String> phones) {}

    /** One row of an address' patients and their consents; the consent is null where there is none. */
    record AddressMatch(
            PatientRow patient,
            String relationship,
            boolean sharedMailbox,
            @Nullable ConsentRow consent) {}

    /** @param sought in lower case */
    Map<String, List<AddressMatch>> ofAddresses(PracticeId practice, Set<String> sought) {
        return ask(addresses, new Addresses(practice, sought));
    }

    /** For each name, medical record number and phone that stands for patients, their ids. */
    Collection<Set<String>> identifiedBy(
            PracticeId practice, Set<String> names, Set<String> medicalRecords, Set<String> phones) {
        return ask(clues, new Clues(practice, names, medicalRecords, phones)).values();
    }

    private static <Q, A> A ask(SharedLookup<Q, A> lookup, Q question) {
        return QuarkusTransaction.isActive() ? lookup.askAlone(question) : lookup.ask(question);
    }

    private List<Map<String, List<AddressMatch>>> readAddresses(List<Addresses> questions) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_ADDRESSES)) {
            SoughtValues sought = new SoughtValues();
            for (int i = 0; i < questions.size(); i++) {
                sought.add(i, questions.get(i).practice(), questions.get(i).addresses());
            }
            sought.set(statement, 1);
            List<Map<String, List<AddressMatch>>> answers = empty(questions.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    PracticeId practice = questions.get(row.getInt(15)).practice();
                    answers.get(row.getInt(15))
                            .computeIfAbsent(row.getString(16), address -> new ArrayList<>())
                            .add(new AddressMatch(
                                    patient(practice, row),
                                    row.getString(7),
                                    row.getBoolean(17),
                                    consent(practice, row)));
                }
            }
            return answers;
        }
    }

    private List<Map<String, Set<String>>> readClues(List<Clues> questions) throws SQLException {
        boolean names = questions.stream().anyMatch(one -> !one.names().isEmpty());
        String query = names ? IDENTIFIED_BY_NUMBER + IDENTIFIED_BY_NAME : IDENTIFIED_BY_NUMBER;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            sought(questions, Clues::medicalRecords).set(statement, 1);
            sought(questions, Clues::phones).set(statement, 4);
            if (names) {
                sought(questions, Clues::names).set(statement, 7);
            }
            List<Map<String, Set<String>>> answers = empty(questions.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    answers.get(row.getInt(2))
                            .computeIfAbsent(row.getString(3), clue -> new HashSet<>())
                            .add(row.getString(1));
                }
            }
            return answers;
        }
    }

    private static SoughtValues sought(List<Clues> questions, Function<Clues, Set<String>> values) {
        SoughtValues sought = new SoughtValues();
        for (int i = 0; i < questions.size(); i++) {
            sought.add(i, questions.get(i).practice(), values.apply(questions.get(i)));
        }
        return sought;
    }

    /** Values that are sought, each with its practice and the number of the question that it is of. */
    private static final class SoughtValues {

        private final List<Integer> numbers = new ArrayList<>();
        private final List<String> practices = new ArrayList<>();
        private final List<String> values = new ArrayList<>();

        void add(int number, PracticeId practice, Set<String> sought) {
            for (String value : sought) {
                numbers.add(number);
                practices.add(practice.value());
                values.add(value);
            }
        }

        void set(PreparedStatement statement, int first) throws SQLException {
            Connection connection = statement.getConnection();
            statement.setArray(first, connection.createArrayOf("int4", numbers.toArray()));
            statement.setArray(first + 1, connection.createArrayOf("text", practices.toArray()));
            statement.setArray(first + 2, connection.createArrayOf("text", values.toArray()));
        }
    }

    private static <K, V> List<Map<K, V>> empty(int size) {
        return IntStream.range(0, size)
                .<Map<K, V>>mapToObj(i -> new LinkedHashMap<>())
                .toList();
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
        patient.substanceUse = row.getBoolean(18);
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
        consent.kind = row.getString(19);
        consent.method = row.getString(20);
        consent.createdAt = row.getObject(21, OffsetDateTime.class).toInstant();
        consent.sourceId = row.getString(22);
        consent.revokedBySource = row.getBoolean(23);
        return consent;
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
