package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.sql.DataSource;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.audit.RepeatingTask;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.KeptDecision;

/**
 * Keeps the last decisions without their messages' content, so that a change of the rules can be tried on them. Nobody
 * waits for it: a few are kept each second, more are passed over, and some are lost when the program ends.
 */
@Singleton
public final class KeptDecisions {

    /** A practice sends fewer; a flood need not be kept. */
    private static final int MOST_A_SECOND = 20;

    private static final int MOST_OF_A_PRACTICE = 10_000;
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Duration WRITE = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofMinutes(10);

    private static final String INSERT =
            "INSERT INTO kept_decision (practice, decided_at, sender, recipient, facts) VALUES (?, ?, ?, ?, ?::json)";
    private static final String LAST = """
            SELECT k.decided_at, s.address, r.address, k.facts::text
            FROM kept_decision k
            LEFT JOIN address_pseudonym s ON s.practice = k.practice AND s.pseudonym = k.sender
            LEFT JOIN address_pseudonym r ON r.practice = k.practice AND r.pseudonym = k.recipient
            WHERE k.practice = ? ORDER BY k.id DESC LIMIT ?
            """;
    private static final String OLD = "DELETE FROM kept_decision WHERE decided_at < ?";
    private static final String MANY = """
            DELETE FROM kept_decision k USING (
                SELECT practice, id, row_number() OVER (PARTITION BY practice ORDER BY id DESC) AS place
                FROM kept_decision) n
            WHERE n.id = k.id AND n.place > ?
            """;

    private final DataSource database;
    private final Pseudonyms pseudonyms;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_A_SECOND);
    private final RepeatingTask writing = new RepeatingTask("kept-decisions", WRITE, this::write);
    private final RepeatingTask tidying = new RepeatingTask("kept-decisions-tidying", TIDY, this::tidy);

    private record Waiting(
            PracticeId practice, Optional<Pseudonym> sender, Pseudonym recipient, KeptDecision decision) {}

    /**
     * A decision that was kept.
     *
     * @param sender empty for the null path, and when the address is not known any more
     * @param recipient empty when the address is not known any more
     * @param decision as {@link KeptDecision#toJson} wrote it
     */
    public record Kept(Instant time, Optional<String> sender, Optional<String> recipient, String decision) {

        /** Without the addresses. */
        @Override
        public String toString() {
            return "Kept[" + time + "]";
        }
    }

    KeptDecisions(DataSource database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    void start() {
        writing.start();
        tidying.start();
    }

    void stop() {
        writing.close();
        tidying.close();
    }

    /** Keeps what was decided for a message, as long as there is room this second. */
    void keep(PracticeId practice, ReversePath from, List<DecidedRecipient> decided) {
        for (DecidedRecipient one : decided) {
            if (waiting.remainingCapacity() == 0 || one.considered().facts().isEmpty()) {
                return;
            }
            waiting.offer(new Waiting(
                    practice,
                    from.mailbox().map(sender -> pseudonyms.of(practice, sender)),
                    pseudonyms.of(practice, one.recipient()),
                    KeptDecision.of(one.considered().facts().get(), one.decision())));
        }
    }

    /**
     * The last ones, the newest first.
     *
     * @throws IllegalStateException when the database does not answer
     */
    public List<Kept> last(PracticeId practice, int most) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LAST)) {
            select.setString(1, practice.value());
            select.setInt(2, most);
            List<Kept> kept = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    kept.add(new Kept(
                            rows.getTimestamp(1).toInstant(),
                            Optional.ofNullable(rows.getString(2)),
                            Optional.ofNullable(rows.getString(3)),
                            rows.getString(4)));
                }
            }
            return kept;
        } catch (SQLException away) {
            throw new IllegalStateException("kept decisions cannot be read (SQL state " + away.getSQLState() + ")");
        }
    }

    private void write() throws SQLException {
        List<Waiting> batch = new ArrayList<>();
        waiting.drainTo(batch);
        if (batch.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Waiting one : batch) {
                insert.setString(1, one.practice().value());
                insert.setTimestamp(2, Timestamp.from(one.decision().time()));
                insert.setString(3, one.sender().map(Pseudonym::value).orElse(null));
                insert.setString(4, one.recipient().value());
                insert.setString(5, one.decision().toJson());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void tidy() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement old = connection.prepareStatement(OLD);
                PreparedStatement many = connection.prepareStatement(MANY)) {
            old.setTimestamp(1, Timestamp.from(Instant.now().minus(LONGEST)));
            old.executeUpdate();
            many.setInt(1, MOST_OF_A_PRACTICE);
            many.executeUpdate();
        }
    }
}
