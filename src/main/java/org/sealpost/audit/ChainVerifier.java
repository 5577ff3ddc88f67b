package org.sealpost.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/**
 * Recomputes chains from the events. It finds what was altered, removed, reordered, moved to another practice, or cut
 * at a chain's end, by whoever had every right in the database, as long as they did not also recompute all that follows.
 * Against that stands the published stream, which holds the same hashes outside of the database.
 */
public final class ChainVerifier {

    /** From practice to practice down an index, however many events there are. */
    private static final String OF_TABLE = """
            (WITH RECURSIVE way AS (
                (SELECT practice FROM %1$s ORDER BY practice LIMIT 1)
                UNION ALL
                SELECT (SELECT practice FROM %1$s WHERE practice > way.practice ORDER BY practice LIMIT 1)
                FROM way WHERE way.practice IS NOT NULL)
             SELECT practice FROM way WHERE practice IS NOT NULL)
            """;

    private static final String PRACTICES =
            "SELECT practice FROM audit_chain_head UNION SELECT practice FROM audit_publication UNION "
                    + OF_TABLE.formatted("audit_chain") + " UNION " + OF_TABLE.formatted("audit_event")
                    + " ORDER BY practice";

    private static final String LOST = """
            SELECT e.practice FROM audit_event e
            WHERE e.practice = ? AND e.position <= (SELECT position FROM audit_settled)
              AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.practice = e.practice AND c.position = e.position)
            LIMIT 1
            """;
    private static final String END = """
            SELECT coalesce(h.sequence, 0) AS sequence, h.hash, coalesce(p.sequence, 0) AS published
            FROM (VALUES (?::text)) AS w(practice)
            LEFT JOIN audit_chain_head h ON h.practice = w.practice
            LEFT JOIN audit_publication p ON p.practice = w.practice
            """;

    private final Transactions transactions;

    /** @param database that holds the chains */
    public ChainVerifier(DataSource database) {
        this.transactions = new Transactions(database);
    }

    /** Verifies one practice's chain. */
    public ChainVerification verify(PracticeId practice) {
        return inOneState(connection -> verify(connection, List.of(practice)));
    }

    /** Verifies every chain. */
    public ChainVerification verifyAll() {
        return inOneState(connection -> {
            List<String> names = practices(connection);
            ChainVerification verified = verify(
                    connection,
                    names.stream()
                            .flatMap(name -> PracticeId.parse(name).stream())
                            .toList());
            return names.stream()
                    .filter(name -> PracticeId.parse(name).isEmpty())
                    .findFirst()
                    .map(verified::withRowsOf)
                    .orElse(verified);
        });
    }

    private ChainVerification inOneState(Transactions.Work<ChainVerification> work) {
        try {
            return transactions.snapshot(work);
        } catch (SQLException away) {
            throw new IllegalStateException(
                    "The audit could not be verified (SQL state " + away.getSQLState() + "): is the database there?");
        }
    }

    private static ChainVerification verify(Connection connection, List<PracticeId> practices) throws SQLException {
        long events = 0;
        Optional<ChainVerification.Break> firstBroken = Optional.empty();
        for (PracticeId practice : practices) {
            ChainWalk walk = ChainWalk.over(connection, practice);
            events += walk.events();
            Optional<ChainVerification.Break> broken = walk.broken();
            if (broken.isEmpty()) {
                broken = brokenEnd(connection, practice, walk);
            }
            if (firstBroken.isEmpty()) {
                firstBroken = broken;
            }
        }
        return new ChainVerification(events, practices.size(), firstBroken.isEmpty(), firstBroken);
    }

    private static List<String> practices(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PRACTICES)) {
            List<String> practices = new ArrayList<>();
            while (rows.next()) {
                practices.add(rows.getString(1));
            }
            return practices;
        }
    }

    private static Optional<ChainVerification.Break> brokenEnd(
            Connection connection, PracticeId practice, ChainWalk walk) throws SQLException {
        long next = walk.sequence() + 1;
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, practice.value());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                if (rows.getLong("sequence") > walk.sequence() || rows.getLong("published") > walk.sequence()) {
                    return broken(practice, next, "The chain's end was cut off.");
                }
                if (rows.getLong("sequence") < walk.sequence()) {
                    return broken(practice, walk.sequence(), "The chain was made longer than its recorded end.");
                }
                byte[] hash = rows.getBytes("hash");
                if (hash != null && !ChainHash.of(hash).equals(walk.hash())) {
                    return broken(practice, walk.sequence(), "The chain's recorded end has another hash.");
                }
            }
        }
        return lost(connection, practice)
                ? broken(practice, next, "An event was taken out of the chain.")
                : Optional.empty();
    }

    private static boolean lost(Connection connection, PracticeId practice) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOST)) {
            statement.setString(1, practice.value());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static Optional<ChainVerification.Break> broken(PracticeId practice, long sequence, String what) {
        return Optional.of(new ChainVerification.Break(practice.value(), sequence, what));
    }
}
