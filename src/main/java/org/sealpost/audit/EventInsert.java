package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores any number of events, and any number of addresses, in one statement: one round trip, one commit. No event is
 * there without the instance that wrote it, or its death would not be noticed.
 */
final class EventInsert {

    private static final String SQL = """
            WITH remembered AS (
                INSERT INTO address_pseudonym (practice, pseudonym, address)
                SELECT a.practice, a.pseudonym, a.address
                FROM unnest(?::text[], ?::text[], ?::text[]) AS a(practice, pseudonym, address)
                ORDER BY a.practice, a.pseudonym
                ON CONFLICT DO NOTHING
            ), alive AS (
                INSERT INTO audit_instance (id, heartbeat_at) VALUES (?, now()) ON CONFLICT DO NOTHING
            )
            INSERT INTO audit_event (id, practice, type, occurred_at, message, attempt, instance, data)
            SELECT e.id, e.practice, e.type, e.occurred_at, e.message, e.attempt, ?, e.data
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]::timestamptz[], ?::uuid[], ?::uuid[], ?::text[]::json[])
                WITH ORDINALITY AS e(id, practice, type, occurred_at, message, attempt, data, number)
            ORDER BY e.number
            ON CONFLICT (id) DO NOTHING
            """;

    private final UUID instance;

    /** @param instance the process that the events are of */
    EventInsert(UUID instance) {
        this.instance = instance;
    }

    /** Stores in the connection's transaction. Rows that are there already stay as they are. */
    void write(Connection connection, List<EventRow> rows, List<KnownAddresses.Entry> addresses) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", texts(addresses, e -> e.practice().value())));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", texts(addresses, e -> e.pseudonym().value())));
            statement.setArray(3, connection.createArrayOf("text", texts(addresses, KnownAddresses.Entry::address)));
            statement.setObject(4, instance);
            statement.setObject(5, instance);
            statement.setArray(6, connection.createArrayOf("uuid", column(rows, AuditEvent::id)));
            statement.setArray(
                    7,
                    connection.createArrayOf(
                            "text", column(rows, e -> e.practice().value())));
            statement.setArray(
                    8,
                    connection.createArrayOf("text", column(rows, e -> e.type().key())));
            statement.setArray(
                    9,
                    connection.createArrayOf("text", column(rows, e -> e.time().toString())));
            statement.setArray(10, connection.createArrayOf("uuid", column(rows, EventInsert::message)));
            statement.setArray(11, connection.createArrayOf("uuid", column(rows, EventInsert::attempt)));
            statement.setArray(12, connection.createArrayOf("text", texts(rows, EventRow::json)));
            statement.executeUpdate();
        }
    }

    private static @Nullable Object message(AuditEvent event) {
        return event.message().map(id -> id.value()).orElse(null);
    }

    private static @Nullable Object attempt(AuditEvent event) {
        return event.attempt().orElse(null);
    }

    private static Object[] column(List<EventRow> rows, Function<AuditEvent, @Nullable Object> value) {
        return rows.stream().map(row -> value.apply(row.event())).toArray();
    }

    private static <T> Object[] texts(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray();
    }
}
