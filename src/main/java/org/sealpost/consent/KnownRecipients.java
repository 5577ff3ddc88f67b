package org.sealpost.consent;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * To which addresses a practice has sent health information before: a slip in an address shows by its being new (HHS FAQ
 * 570 asks to check it). They are kept as pseudonyms. What could not be written down is only new once more.
 */
@Singleton
public class KnownRecipients {

    private static final Logger LOG = Logger.getLogger(KnownRecipients.class);
    private static final int LIMIT = 50_000;
    private static final String KNOWN = "SELECT address FROM known_recipient WHERE practice = ? AND address = ANY (?)";
    private static final String REMEMBER = "INSERT INTO known_recipient (practice, address, first_sent)"
            + " SELECT ?, address, ? FROM unnest(?::text[]) AS address ORDER BY address ON CONFLICT DO NOTHING";

    private final DataSource database;
    private final Pseudonyms pseudonyms;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("known-recipients").factory());
    /** Who is known stays known, so that this may be remembered as long as there is room. */
    private final Set<Key> known = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > LIMIT;
        }
    }));

    private record Key(PracticeId practice, String address) {}

    KnownRecipients(DataSource database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Those of the recipients to whom no health information was sent yet. At most one query.
     *
     * @throws IllegalStateException when the database does not answer
     */
    public Set<Mailbox> newAmong(PracticeId practice, List<Mailbox> recipients) {
        Map<Mailbox, Key> unsure = new LinkedHashMap<>();
        for (Mailbox recipient : recipients) {
            Key key = key(practice, recipient);
            if (!known.contains(key)) {
                unsure.put(recipient, key);
            }
        }
        if (!unsure.isEmpty()) {
            known.addAll(
                    read(practice, unsure.values().stream().map(Key::address).collect(Collectors.toSet())));
        }
        return unsure.keySet().stream()
                .filter(recipient -> !known.contains(unsure.get(recipient)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Remembers to whom health information is about to go. Nobody waits for it. */
    public void remember(PracticeId practice, List<Mailbox> recipients) {
        Set<Key> fresh = new LinkedHashSet<>();
        for (Mailbox recipient : recipients) {
            Key key = key(practice, recipient);
            if (known.add(key)) {
                fresh.add(key);
            }
        }
        if (!fresh.isEmpty()) {
            writer.execute(() -> write(practice, fresh));
        }
    }

    @PreDestroy
    void stop() {
        writer.close();
    }

    private Key key(PracticeId practice, Mailbox recipient) {
        return new Key(practice, pseudonyms.of(practice, recipient).value());
    }

    private Set<Key> read(PracticeId practice, Set<String> addresses) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setString(1, practice.value());
            select.setArray(2, texts(connection, addresses));
            Set<Key> found = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Key(practice, rows.getString(1)));
                }
            }
            return found;
        } catch (SQLException away) {
            throw new IllegalStateException("known recipients cannot be read (SQL state " + away.getSQLState() + ")");
        }
    }

    private void write(PracticeId practice, Set<Key> fresh) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(REMEMBER)) {
            insert.setString(1, practice.value());
            insert.setTimestamp(2, Timestamp.from(Instant.now()));
            insert.setArray(
                    3, texts(connection, fresh.stream().map(Key::address).collect(Collectors.toSet())));
            insert.executeUpdate();
        } catch (SQLException away) {
            known.removeAll(fresh);
            LOG.warnf(
                    "Recipients could not be remembered (SQL state %s): they count as new once more.",
                    away.getSQLState());
        }
    }

    private static Array texts(Connection connection, Set<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
