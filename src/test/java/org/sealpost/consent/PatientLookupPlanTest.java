package org.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealpost.mail.Clue;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** How PostgreSQL goes to patients that were imported a moment ago, of whom its planner knows nothing yet. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PatientLookupPlanTest {

    private static final int PATIENTS = 3_000;
    private static final String FILL = """
            INSERT INTO patient (id, practice, patient_id, number_key, given_name, family_name, language, created_at,
                                 updated_at, name_keys, family_keys)
            SELECT gen_random_uuid(), ?, 'P-' || number, 'P-' || number, 'Robin', 'Sample', 'en', now(), now(),
                   ARRAY['robin sample' || number], ARRAY[? || ' sample' || number]
            FROM generate_series(1, ?) AS number
            """;

    @Inject
    ConsentWorld world;

    @Inject
    DataSource database;

    @ParameterizedTest
    @EnumSource(
            value = Clue.Kind.class,
            names = {"NAME", "FAMILY", "FAMILY_AND_BIRTH"})
    void readsNoneButThoseWhoBearTheName(Clue.Kind kind) throws Exception {
        PracticeId practice = world.newPractice();
        try (Connection connection = database.getConnection()) {
            fill(connection, practice);
            assertThat(plan(connection, practice, kind))
                    .anyMatch(line -> line.contains("Index Scan on patient_by_name")
                            || line.contains("Index Scan on patient_by_family"))
                    .noneMatch(line -> line.contains("Rows Removed by Filter"));
        }
    }

    private static void fill(Connection connection, PracticeId practice) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(FILL)) {
            statement.setString(1, practice.value());
            statement.setString(2, practice.value());
            statement.setInt(3, PATIENTS);
            assertThat(statement.executeUpdate()).isEqualTo(PATIENTS);
        }
    }

    private static List<String> plan(Connection connection, PracticeId practice, Clue.Kind kind) throws Exception {
        try (PreparedStatement explain =
                connection.prepareStatement("EXPLAIN ANALYZE " + RecipientLookup.identifiedBy(List.of(kind)))) {
            explain.setArray(1, connection.createArrayOf("int4", new Object[] {0}));
            explain.setArray(2, connection.createArrayOf("text", new Object[] {practice.value()}));
            explain.setArray(3, connection.createArrayOf("text", new Object[] {"nobody"}));
            try (ResultSet rows = explain.executeQuery()) {
                Stream.Builder<String> lines = Stream.builder();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines.build().toList();
            }
        }
    }
}
