package org.sealpost.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/**
 * The rows of the database that hold keys, as JSON, for a backup. Private halves in them stay sealed as they are, on the
 * way out and on the way in.
 */
@Singleton
final class KeyRows {

    private static final String VERSION = "version";
    private static final int CURRENT = 1;

    /** Each table, and what becomes of a row that is there already. Practices first: the others refer to them. */
    private enum Table {
        PRACTICE("practice", "(id) DO NOTHING", false),
        DKIM("dkim_key", "DO NOTHING", true),
        /**
         * One that was destroyed by mistake, or does not open any more, is what a backup is for; its dates stay those of
         * the database.
         */
        KEYS(
                "practice_key",
                "(id) DO UPDATE SET destroyed_at = NULL, key_id = excluded.key_id, wrapped_key = excluded.wrapped_key,"
                        + " nonce = excluded.nonce, ciphertext = excluded.ciphertext"
                        + " WHERE (practice_key.destroyed_at IS NOT NULL OR practice_key.id = ANY (?))"
                        + " AND excluded.ciphertext IS NOT NULL AND"
                        + " (practice_key.key_id, practice_key.wrapped_key, practice_key.nonce, practice_key.ciphertext)"
                        + " IS DISTINCT FROM"
                        + " (excluded.key_id, excluded.wrapped_key, excluded.nonce, excluded.ciphertext)",
                true),
        ISSUED("issued_certificate", "DO NOTHING", false);

        private final String sqlName;
        private final String conflict;
        private final boolean holdsKeys;

        Table(String sqlName, String conflict, boolean holdsKeys) {
            this.sqlName = sqlName;
            this.conflict = conflict;
            this.holdsKeys = holdsKeys;
        }
    }

    /** Beside the insertion, which may also end at another of its table's constraints: its private half alone. */
    private static final String REPAIR_DKIM = "UPDATE dkim_key AS known SET key_id = saved.key_id,"
            + " wrapped_key = saved.wrapped_key, nonce = saved.nonce, ciphertext = saved.ciphertext"
            + " FROM jsonb_populate_record(NULL::dkim_key, ?::jsonb) AS saved"
            + " WHERE known.id = saved.id AND known.practice = saved.practice AND known.id = ANY (?)"
            + " AND known.ciphertext IS NOT NULL AND saved.ciphertext IS NOT NULL"
            + " AND (known.key_id, known.wrapped_key, known.nonce, known.ciphertext)"
            + " IS DISTINCT FROM (saved.key_id, saved.wrapped_key, saved.nonce, saved.ciphertext)";

    private final DataSource database;
    private final ObjectMapper json = new ObjectMapper();

    KeyRows(DataSource database) {
        this.database = database;
    }

    /** How many keys each practice has in there. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    record Read(byte[] json, Map<PracticeId, Integer> keys) {

        /** Without what was read. */
        @Override
        public String toString() {
            return "Read" + keys;
        }
    }

    /** Reads them all, in the caller's transaction. */
    Read read() throws SQLException, IOException {
        ObjectNode tables = json.createObjectNode().put(VERSION, CURRENT);
        Map<PracticeId, Integer> keys = new TreeMap<>(Comparator.comparing(PracticeId::value));
        try (Connection connection = database.getConnection()) {
            for (Table table : Table.values()) {
                ArrayNode rows = tables.putArray(table.sqlName);
                try (PreparedStatement select =
                                connection.prepareStatement("SELECT to_jsonb(t)::text FROM " + table.sqlName + " t");
                        ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        JsonNode row = json.readTree(found.getString(1));
                        rows.add(row);
                        count(keys, table, row);
                    }
                }
            }
        }
        return new Read(json.writeValueAsBytes(tables), keys);
    }

    /**
     * Puts back what is missing, in the caller's transaction.
     *
     * @param closed keys that are there and do not open
     * @return how many keys of each practice were missing
     * @throws IOException when it is not what {@link #read} wrote
     */
    Map<PracticeId, Integer> restore(byte[] rows, Set<UUID> closed) throws SQLException, IOException {
        JsonNode tables = json.readTree(rows);
        if (tables.path(VERSION).asInt() != CURRENT) {
            throw new IOException("the backup is of another version");
        }
        Map<PracticeId, Integer> restored = new TreeMap<>(Comparator.comparing(PracticeId::value));
        try (Connection connection = database.getConnection()) {
            for (Table table : Table.values()) {
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table.sqlName
                        + " SELECT * FROM jsonb_populate_record(NULL::" + table.sqlName + ", ?::jsonb) ON CONFLICT "
                        + table.conflict)) {
                    if (table == Table.KEYS) {
                        insert.setArray(2, connection.createArrayOf("uuid", closed.toArray()));
                    }
                    for (JsonNode row : tables.path(table.sqlName)) {
                        insert.setString(1, row.toString());
                        if (insert.executeUpdate() > 0) {
                            count(restored, table, row);
                        }
                    }
                }
            }
            try (PreparedStatement repair = connection.prepareStatement(REPAIR_DKIM)) {
                repair.setArray(2, connection.createArrayOf("uuid", closed.toArray()));
                for (JsonNode row : tables.path(Table.DKIM.sqlName)) {
                    repair.setString(1, row.toString());
                    if (repair.executeUpdate() > 0) {
                        count(restored, Table.DKIM, row);
                    }
                }
            }
        }
        return restored;
    }

    private static void count(Map<PracticeId, Integer> keys, Table table, JsonNode row) {
        if (table.holdsKeys) {
            keys.merge(new PracticeId(row.path("practice").asText()), 1, Integer::sum);
        }
    }
}
