package org.sealpost.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.RulesEvent;
import org.sealpost.mail.PracticeId;

/** The history of each practice's rules; each version with its event. A version is never altered. */
@ApplicationScoped
class RulesVersions {

    private static final String VERSION = "version, sha256, created_at, author, restores, reason";

    private final DataSource database;
    private final AuditLog audit;

    RulesVersions(DataSource database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** A version that is about to be stored. */
    private record Draft(
            String yaml, String sha256, Actor by, String author, Optional<Long> restores, Optional<String> reason) {}

    /** The number of the newest version of each practice that has any. */
    @Transactional
    Map<PracticeId, Long> newest() {
        return query("SELECT practice, max(version) AS version FROM rules_version GROUP BY practice", rows -> {
            Map<PracticeId, Long> newest = new HashMap<>();
            while (rows.next()) {
                newest.put(new PracticeId(rows.getString("practice")), rows.getLong("version"));
            }
            return newest;
        });
    }

    @Transactional
    Optional<RulesVersion> newest(PracticeId practice) {
        return one(
                "SELECT " + VERSION + " FROM rules_version WHERE practice = ? ORDER BY version DESC LIMIT 1", practice);
    }

    /** The newest version that came from a file. */
    @Transactional
    Optional<RulesVersion> newestOfFile(PracticeId practice) {
        return one(
                "SELECT " + VERSION + " FROM rules_version WHERE practice = ? AND author LIKE '" + RulesVersion.FILE
                        + "%' ORDER BY version DESC LIMIT 1",
                practice);
    }

    /** Every version, the newest first. */
    @Transactional
    List<RulesVersion> list(PracticeId practice) {
        return query(
                "SELECT " + VERSION + " FROM rules_version WHERE practice = ? ORDER BY version DESC",
                rows -> {
                    List<RulesVersion> versions = new ArrayList<>();
                    while (rows.next()) {
                        versions.add(version(rows));
                    }
                    return versions;
                },
                practice.value());
    }

    /** The text of a version. */
    @Transactional
    Optional<String> text(PracticeId practice, long number) {
        return query(
                "SELECT yaml FROM rules_version WHERE practice = ? AND version = ?",
                rows -> rows.next() ? Optional.of(rows.getString("yaml")) : Optional.empty(),
                practice.value(),
                number);
    }

    /**
     * Stores the text of the rules file as the newest version; two replicas that see the same change store it once.
     *
     * @param host whose file it is
     */
    @Transactional
    void addFile(PracticeId practice, String yaml, String sha256, String host) {
        add(
                practice,
                new Draft(
                        yaml,
                        sha256,
                        Actor.system(RulesVersion.FILE),
                        RulesVersion.FILE + "@" + host,
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Stores a text that a person sent as the newest version. */
    @Transactional
    RulesVersion add(PracticeId practice, String yaml, String sha256, Actor by) {
        return add(practice, new Draft(yaml, sha256, by, by.id(), Optional.empty(), Optional.empty()));
    }

    /** Stores the text of an older version as the newest; nothing when there is no such version. */
    @Transactional
    Optional<RulesVersion> restore(PracticeId practice, long number, Actor by, String reason) {
        return query(
                        "SELECT sha256, yaml FROM rules_version WHERE practice = ? AND version = ?",
                        rows -> rows.next()
                                ? Optional.of(new Draft(
                                        rows.getString("yaml"),
                                        rows.getString("sha256"),
                                        by,
                                        by.id(),
                                        Optional.of(number),
                                        Optional.of(reason)))
                                : Optional.<Draft>empty(),
                        practice.value(),
                        number)
                .map(old -> add(practice, old));
    }

    private RulesVersion add(PracticeId practice, Draft draft) {
        query("SELECT pg_advisory_xact_lock(hashtext('rules ' || ?))", rows -> rows, practice.value());
        Optional<RulesVersion> before = newest(practice);
        if (before.isPresent() && before.get().sha256().equals(draft.sha256())) {
            // The same text again is in force already.
            return before.get();
        }
        RulesVersion version = new RulesVersion(
                before.map(RulesVersion::number).orElse(0L) + 1,
                draft.sha256(),
                Instant.now(),
                draft.author(),
                draft.restores(),
                draft.reason());
        insert(practice, version, draft.yaml());
        audit.append(List.of(AuditEvent.of(
                practice,
                new RulesEvent.Changed(
                        version.number(), version.sha256(), draft.by(), version.restores(), version.reason()))));
        return version;
    }

    private void insert(PracticeId practice, RulesVersion version, String yaml) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO rules_version (practice, yaml, "
                        + VERSION + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, practice.value());
            insert.setString(2, yaml);
            insert.setLong(3, version.number());
            insert.setString(4, version.sha256());
            insert.setTimestamp(5, Timestamp.from(version.createdAt()));
            insert.setString(6, version.author());
            insert.setObject(7, version.restores().orElse(null));
            insert.setString(8, version.reason().orElse(null));
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("the rules cannot be stored", failure);
        }
    }

    private Optional<RulesVersion> one(String sql, PracticeId practice) {
        return query(sql, rows -> rows.next() ? Optional.of(version(rows)) : Optional.empty(), practice.value());
    }

    private static RulesVersion version(ResultSet row) throws SQLException {
        @Nullable Long restores = row.getObject("restores", Long.class);
        return new RulesVersion(
                row.getLong("version"),
                row.getString("sha256"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("author"),
                Optional.ofNullable(restores),
                Optional.ofNullable(row.getString("reason")));
    }

    /** What is made of the rows of an answer. */
    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, Reading<T> reading, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                return reading.of(rows);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the rules cannot be read", failure);
        }
    }
}
