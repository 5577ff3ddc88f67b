package org.sealpost.consent;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sealpost.audit.SharedLookup;
import org.sealpost.mail.Clue;
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
                   c.source_id, c.revoked_by_source, a.ended_at IS NOT NULL, p.restricted, c.only_at
            FROM unnest(?::int[], ?::text[], ?::text[]) AS q(number, practice, address)
            JOIN LATERAL (
                SELECT * FROM patient_address WHERE practice = q.practice AND address = q.address OFFSET 0) a ON TRUE
            JOIN LATERAL (SELECT * FROM patient WHERE id = a.patient OFFSET 0) p ON p.practice = a.practice
            LEFT JOIN LATERAL (
                SELECT * FROM consent WHERE practice = a.practice AND patient = a.patient OFFSET 0) c ON TRUE
            """;

    /**
     * For each kind of clue, the patients of the practice and the value that are asked for. Where names are looked up the
     * practice stands in an expression, which no index has: so the planner is left with the index of names.
     */
    private static final Map<Clue.Kind, String> PATIENTS = Map.of(
            Clue.Kind.RECORD_NUMBER,
            "SELECT patient_id FROM patient WHERE practice = q.practice AND number_key = q.value OFFSET 0",
            Clue.Kind.PHONE,
            "SELECT patient_id FROM patient WHERE practice = q.practice AND phone_key = q.value OFFSET 0",
            Clue.Kind.NAME,
            "SELECT patient_id FROM patient WHERE name_keys @> ARRAY[q.value] AND practice || '' = q.practice OFFSET 0",
            Clue.Kind.FAMILY_AND_BIRTH,
            """
            SELECT patient_id FROM patient
            WHERE family_keys @> ARRAY[q.practice || ' ' || q.value] AND practice || '' = q.practice OFFSET 0""",
            // Two are enough to know that the name is not one patient's; the fence keeps the way by key all the same.
            Clue.Kind.FAMILY,
            """
            WITH bearer AS MATERIALIZED (
                SELECT patient_id FROM patient
                WHERE family_keys @> ARRAY[q.practice || ' ' || q.value] AND practice || '' = q.practice)
            SELECT patient_id FROM bearer LIMIT 2""",
            Clue.Kind.ADDRESS,
            """
            SELECT p.patient_id
            FROM (SELECT practice, patient FROM patient_address
                  WHERE practice = q.practice AND address = q.value OFFSET 0) a
            JOIN LATERAL (SELECT * FROM patient WHERE id = a.patient OFFSET 0) p ON p.practice = a.practice""");

    private static final int PARAMETERS_OF_KIND = 3;

    private final DataSource database;
    private final SharedLookup<Addresses, Map<String, List<AddressMatch>>> addresses =
            new SharedLookup<>("consents", this::readAddresses);
    private final SharedLookup<Clues, Map<Clue, Set<String>>> clues = new SharedLookup<>("consents", this::readClues);

    RecipientLookup(DataSource database) {
        this.database = database;
    }

    private record Addresses(PracticeId practice, Set<String> addresses) {}

    private record Clues(PracticeId practice, Set<Clue> clues) {

        Set<String> of(Clue.Kind kind) {
            return clues.stream()
                    .filter(clue -> clue.kind() == kind)
                    .map(Clue::value)
                    .collect(Collectors.toSet());
        }
    }

    /**
     * One row of an address' patients and their consents; the consent is null where there is none.
     *
     * @param ended whether the address was the patient's, and is no more
     */
    record AddressMatch(
            PatientRow patient,
            String relationship,
            boolean sharedMailbox,
            boolean ended,
            @Nullable ConsentRow consent) {}

    /** @param sought in lower case */
    Map<String, List<AddressMatch>> ofAddresses(PracticeId practice, Set<String> sought) {
        return ask(addresses, new Addresses(practice, sought));
    }

    /** For each clue that stands for patients, their ids; of a family name alone, two of them at most. */
    Map<Clue, Set<String>> identifiedBy(PracticeId practice, Set<Clue> sought) {
        return ask(clues, new Clues(practice, sought));
    }

    private static <Q, A> A ask(SharedLookup<Q, A> lookup, Q question) {
        return QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION
                ? lookup.askAlone(question)
                : lookup.ask(question);
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
                                    row.getBoolean(24),
                                    consent(practice, row)));
                }
            }
            return answers;
        }
    }

    private List<Map<Clue, Set<String>>> readClues(List<Clues> questions) throws SQLException {
        List<Clue.Kind> kinds = Arrays.stream(Clue.Kind.values())
                .filter(kind -> questions.stream().anyMatch(one -> !one.of(kind).isEmpty()))
                .toList();
        List<Map<Clue, Set<String>>> answers = empty(questions.size());
        if (kinds.isEmpty()) {
            return answers;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(identifiedBy(kinds))) {
            for (int i = 0; i < kinds.size(); i++) {
                sought(questions, kinds.get(i)).set(statement, 1 + i * PARAMETERS_OF_KIND);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Clue clue = new Clue(Clue.Kind.values()[row.getInt(3)], row.getString(4));
                    answers.get(row.getInt(2))
                            .computeIfAbsent(clue, fresh -> new HashSet<>())
                            .add(row.getString(1));
                }
            }
            return answers;
        }
    }

    /** One statement for all kinds that anyone asks for: most messages hold clues of one or two. */
    static String identifiedBy(List<Clue.Kind> kinds) {
        return kinds.stream()
                .map(kind -> "SELECT p.patient_id, q.number, " + kind.ordinal() + ", q.value"
                        + " FROM unnest(?::int[], ?::text[], ?::text[]) AS q(number, practice, value)"
                        + " JOIN LATERAL (" + PATIENTS.get(kind) + ") p ON TRUE")
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static SoughtValues sought(List<Clues> questions, Clue.Kind kind) {
        SoughtValues sought = new SoughtValues();
        for (int i = 0; i < questions.size(); i++) {
            sought.add(i, questions.get(i).practice(), questions.get(i).of(kind));
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
        patient.restricted = row.getBoolean(25);
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
        consent.onlyAt = texts(row.getArray(26));
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
