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

    private static final String EVENTS = """
            INSERT INTO audit_event (id, practice, type, occurred_at, message, attempt, instance, data)
            SELECT e.id, e.practice, e.type, e.occurred_at, e.message, e.attempt, ?, e.data
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::json[])
                WITH ORDINALITY AS e(id, practice, type, occurred_at, message, attempt, data, number)
            ORDER BY e.number
            """;
    private static final String ONCE = "ON CONFLICT (id) DO NOTHING";
    private static final String WITH_ADDRESSES = """
            WITH remembered AS (
                INSERT INTO address_pseudonym (practice, pseudonym, address)
                SELECT a.practice, a.pseudonym, a.address
                FROM unnest(?::text[], ?::text[], ?::text[]) AS a(practice, pseudonym, address)
                ORDER BY a.practice, a.pseudonym
                ON CONFLICT DO NOTHING
            ), alive AS (
                INSERT INTO audit_instance (id, heartbeat_at) VALUES (?, now()) ON CONFLICT DO NOTHING
            )
            """ + EVENTS + ONCE;

    private final UUID instance;
    /** Whether the instance's own row is known to be there. */
    private volatile boolean known;

    /** @param instance the process that the events are of */
    EventInsert(UUID instance) {
        this.instance = instance;
    }

    /** Stores in the connection's transaction. Rows that are there already stay as they are. */
    void write(Connection connection, List<EventRow> rows, List<KnownAddresses.Entry> addresses) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WITH_ADDRESSES)) {
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
            events(statement, 5, connection, rows);
            statement.executeUpdate();
        }
    }

    /** What a write here wrote is committed, and with it the instance's own row. */
    void committed() {
        known = true;
    }

    /** The same for events without new addresses: less to do for the database. */
    void write(Connection connection, List<EventRow> rows) throws SQLException {
        if (known) {
            write(EVENTS + ONCE, connection, rows);
        } else {
            write(connection, rows, List.of());
        }
    }

    /**
     * Stores events that are most likely new, which costs half of {@link #write(Connection, List, List)}.
     *
     * @throws SQLException with the state 23505 when one of them is there already; then none was stored
     */
    void writeNew(Connection connection, List<EventRow> rows) throws SQLException {
        if (known) {
            write(EVENTS, connection, rows);
        } else {
            write(connection, rows, List.of());
        }
    }

    private void write(String sql, Connection connection, List<EventRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            events(statement, 1, connection, rows);
            statement.executeUpdate();
        }
    }

    private void events(PreparedStatement statement, int first, Connection connection, List<EventRow> rows)
            throws SQLException {
        statement.setObject(first, instance);
        array(statement, first + 1, connection, "uuid", column(rows, AuditEvent::id));
        array(
                statement,
                first + 2,
                connection,
                "text",
                column(rows, e -> e.practice().value()));
        array(
                statement,
                first + 3,
                connection,
                "text",
                column(rows, e -> e.type().key()));
        array(statement, first + 4, connection, "timestamptz", column(rows, AuditEvent::time));
        array(statement, first + 5, connection, "uuid", column(rows, EventInsert::message));
        array(statement, first + 6, connection, "uuid", column(rows, EventInsert::attempt));
        array(statement, first + 7, connection, "json", texts(rows, EventRow::json));
    }

    private static void array(
            PreparedStatement statement, int parameter, Connection connection, String type, Object[] values)
            throws SQLException {
        statement.setArray(parameter, connection.createArrayOf(type, values));
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
