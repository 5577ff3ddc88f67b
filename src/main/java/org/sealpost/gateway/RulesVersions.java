package org.sealpost.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.RulesEvent;
import org.sealpost.mail.PracticeId;

/** The history of a practice's rules; each version with its event. */
@ApplicationScoped
class RulesVersions {

    private final DataSource database;
    private final AuditLog audit;

    RulesVersions(DataSource database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * A version.
     *
     * @param number counts from 1
     * @param sha256 of the text, hex
     */
    record Version(long number, String sha256, String yaml, Instant created) {}

    @Transactional
    Optional<Version> newest(PracticeId practice) {
        return query("SELECT * FROM rules_version WHERE practice = ? ORDER BY version DESC LIMIT 1", practice);
    }

    /** Stores the text as the newest version; two replicas that see the same change store it once. */
    @Transactional
    void add(PracticeId practice, String yaml, String sha256) {
        lock(practice);
        Optional<Version> newest =
                query("SELECT * FROM rules_version WHERE practice = ? ORDER BY version DESC LIMIT 1", practice);
        if (newest.isPresent() && newest.get().sha256().equals(sha256)) {
            return;
        }
        long number = newest.map(Version::number).orElse(0L) + 1;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO rules_version (practice, version, sha256, yaml, created_at)"
                                + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, practice.value());
            insert.setLong(2, number);
            insert.setString(3, sha256);
            insert.setString(4, yaml);
            insert.setTimestamp(5, Timestamp.from(Instant.now()));
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("the rules cannot be stored", failure);
        }
        audit.append(
                List.of(AuditEvent.of(practice, new RulesEvent.Changed(number, sha256, Actor.system("rules-file")))));
    }

    private void lock(PracticeId practice) {
        try (Connection connection = database.getConnection();
                PreparedStatement lock =
                        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('rules ' || ?))")) {
            lock.setString(1, practice.value());
            lock.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException("the rules cannot be locked", failure);
        }
    }

    private Optional<Version> query(String sql, PracticeId practice) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, practice.value());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Version(
                                rows.getLong("version"),
                                rows.getString("sha256"),
                                rows.getString("yaml"),
                                rows.getTimestamp("created_at").toInstant()))
                        : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the rules cannot be read", failure);
        }
    }
}
