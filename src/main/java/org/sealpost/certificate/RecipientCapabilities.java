package org.sealpost.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.CertificateEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * What recipients' mail programs can read (RFC 8551 section 2.5.2): several cannot read AES-GCM. An operator sets it for
 * a certificate, an address or a domain, and signed mail tells it of its sender. Each change is an event, since it
 * changes how mail is encrypted. The text is kept as it is; the encryption knows what it means.
 */
@ApplicationScoped
public class RecipientCapabilities {

    private static final String SET = """
            INSERT INTO encryption_capabilities (practice, scope, name, capabilities, set_at, set_by)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (practice, scope, name) DO UPDATE
            SET capabilities = EXCLUDED.capabilities, set_at = EXCLUDED.set_at, set_by = EXCLUDED.set_by
            WHERE encryption_capabilities.capabilities <> EXCLUDED.capabilities
            """;

    private static final String LEARN = """
            INSERT INTO encryption_capabilities (practice, scope, name, capabilities, set_at, set_by, signed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (practice, scope, name) DO UPDATE
            SET capabilities = EXCLUDED.capabilities, set_at = EXCLUDED.set_at, set_by = EXCLUDED.set_by,
                signed_at = EXCLUDED.signed_at
            WHERE encryption_capabilities.capabilities <> EXCLUDED.capabilities
              AND encryption_capabilities.signed_at < EXCLUDED.signed_at
            """;
    private static final String LEARN_AGAIN = """
            UPDATE encryption_capabilities SET signed_at = ?
            WHERE practice = ? AND scope = ? AND name = ? AND capabilities = ? AND signed_at < ?
            """;

    private final DataSource database;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    RecipientCapabilities(DataSource database, AuditLog audit, Pseudonyms pseudonyms) {
        this.database = database;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Sets them, with an event in the same transaction; the same again changes nothing.
     *
     * @throws IllegalArgumentException when the text is longer than 1,000 characters, or not of printable ASCII
     */
    @Transactional
    public void set(PracticeId practice, CapabilityScope scope, String capabilities, Actor by) {
        KnownCapabilities known = new KnownCapabilities(scope, capabilities, Instant.now(), by.id());
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SET)) {
            name(statement, practice, scope);
            statement.setString(4, capabilities);
            statement.setObject(5, OffsetDateTime.ofInstant(known.setAt(), ZoneOffset.UTC));
            statement.setString(6, known.setBy());
            if (statement.executeUpdate() > 0) {
                audit.append(List.of(event(practice, scope, Optional.of(capabilities), by)));
            }
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    /**
     * Keeps what a mailbox' signed mail told, with an event in the same transaction where it is something else than
     * before. Only a newer signature changes anything: old mail that somebody sends again takes nothing back.
     *
     * @param signedAt when the mail was signed, not later than now
     * @throws IllegalArgumentException as {@link #set} does
     */
    @Transactional
    void learn(PracticeId practice, Mailbox mailbox, String capabilities, Instant signedAt, Actor by) {
        CapabilityScope scope = CapabilityScope.learntOf(mailbox);
        KnownCapabilities told = new KnownCapabilities(scope, capabilities, Instant.now(), by.id());
        OffsetDateTime signed = OffsetDateTime.ofInstant(signedAt, ZoneOffset.UTC);
        try (Connection connection = database.getConnection();
                PreparedStatement learn = connection.prepareStatement(LEARN);
                PreparedStatement again = connection.prepareStatement(LEARN_AGAIN)) {
            name(learn, practice, scope);
            learn.setString(4, capabilities);
            learn.setObject(5, OffsetDateTime.ofInstant(told.setAt(), ZoneOffset.UTC));
            learn.setString(6, told.setBy());
            learn.setObject(7, signed);
            if (learn.executeUpdate() > 0) {
                audit.append(List.of(event(practice, scope, Optional.of(capabilities), by)));
                return;
            }
            again.setObject(1, signed);
            again.setString(2, practice.value());
            again.setString(3, scope.kind().key());
            again.setString(4, scope.name());
            again.setString(5, capabilities);
            again.setObject(6, signed);
            again.executeUpdate();
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    /**
     * Forgets them, with an event in the same transaction.
     *
     * @return false when none were set
     */
    @Transactional
    public boolean unset(PracticeId practice, CapabilityScope scope, Actor by) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "DELETE FROM encryption_capabilities WHERE practice = ? AND scope = ? AND name = ?")) {
            name(statement, practice, scope);
            boolean found = statement.executeUpdate() > 0;
            if (found) {
                audit.append(List.of(event(practice, scope, Optional.empty(), by)));
            }
            return found;
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    /** All of a practice, what was learnt too. */
    public List<KnownCapabilities> list(PracticeId practice) {
        return read(
                "SELECT scope, name, capabilities, set_at, set_by FROM encryption_capabilities"
                        + " WHERE practice = ? ORDER BY scope, name",
                practice.value());
    }

    /** Those of certificates and domains. */
    List<KnownCapabilities> ofCertificatesAndDomains(PracticeId practice) {
        return read(
                "SELECT scope, name, capabilities, set_at, set_by FROM encryption_capabilities"
                        + " WHERE practice = ? AND scope IN ('certificate', 'domain')",
                practice.value());
    }

    /** Those set for the mailbox and those that its mail told. */
    List<KnownCapabilities> of(PracticeId practice, Mailbox mailbox) {
        return read(
                "SELECT scope, name, capabilities, set_at, set_by FROM encryption_capabilities"
                        + " WHERE practice = ? AND scope IN ('address', 'learnt') AND name = ?",
                practice.value(),
                mailbox.lookupKey());
    }

    private List<KnownCapabilities> read(String query, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            List<KnownCapabilities> all = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(new KnownCapabilities(
                            new CapabilityScope(
                                    CapabilityScope.Kind.valueOf(
                                            row.getString(1).toUpperCase(Locale.ROOT)),
                                    row.getString(2)),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            row.getString(5)));
                }
            }
            return all;
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    private static void name(PreparedStatement statement, PracticeId practice, CapabilityScope scope)
            throws SQLException {
        statement.setString(1, practice.value());
        statement.setString(2, scope.kind().key());
        statement.setString(3, scope.name());
    }

    private AuditEvent event(PracticeId practice, CapabilityScope scope, Optional<String> capabilities, Actor by) {
        Optional<String> name = Optional.of(scope.name());
        Optional<Pseudonym> address = switch (scope.kind()) {
            case ADDRESS, LEARNT -> name.map(RecipientCapabilities::mailbox).map(it -> pseudonyms.of(practice, it));
            case CERTIFICATE, DOMAIN -> Optional.empty();
        };
        return AuditEvent.of(
                practice,
                new CertificateEvent.CapabilitiesChanged(
                        scope.kind() == CapabilityScope.Kind.CERTIFICATE ? name : Optional.empty(),
                        address,
                        scope.kind() == CapabilityScope.Kind.DOMAIN ? name : Optional.empty(),
                        capabilities,
                        by));
    }

    private static Mailbox mailbox(String key) {
        try {
            return Mailbox.parse(key);
        } catch (InvalidMailboxException neverOfAMailbox) {
            throw new IllegalStateException("capabilities are of no mailbox", neverOfAMailbox);
        }
    }

    /** Without the driver's message, which may quote an address. */
    private static IllegalStateException unavailable(SQLException failure) {
        return new IllegalStateException(
                "capabilities cannot be read or set (SQL state " + failure.getSQLState() + ")");
    }
}
