package org.sealpost.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sealpost.audit.EventView;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.MessageView;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.seal.SealException;

/** The real queue for component tests, without a worker that takes what a test has put there. */
@Singleton
class QueueWorld {

    private final DataSource database;
    private final DeliveryQueue queue;
    private final PracticeDirectory practices;
    private final MessageHistory history;
    private int backlogged;

    QueueWorld(DataSource database, DeliveryQueue queue, PracticeDirectory practices, MessageHistory history) {
        this.database = database;
        this.queue = queue;
        this.practices = practices;
        this.history = history;
    }

    /** A practice of the test's own. */
    PracticeId practice() {
        PracticeId practice = new PracticeId("p" + UUID.randomUUID());
        PracticeSettings like = practices.settings(PracticeId.DEFAULT);
        practices.save(new PracticeSettings(
                practice, "Test practice", like.contact(), like.language(), like.codeByEmail(), Set.of(), Set.of()));
        return practice;
    }

    /** Lets the worker of the program take nothing. */
    public static final class WithoutWorker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.delivery.concurrency", "0", "sealpost.delivery.poll-every", "1h");
        }
    }

    QueuedPart add(QueuedPart part) {
        QuarkusTransaction.requiringNew().run(() -> queue.add(part, Parts.MESSAGE));
        return part;
    }

    /** So many parts of the practice that were due long ago, the first of them longest, and go to that host. */
    List<QueuedPart> addBacklog(PracticeId practice, String host, int parts) {
        List<QueuedPart> backlog = QuarkusTransaction.requiringNew()
                .call(() -> Stream.generate(() -> Parts.routed(practice, host, QueuedPart.Kind.ORDINARY, Instant.EPOCH))
                        .limit(parts)
                        .peek(part -> queue.add(part, Parts.MESSAGE))
                        .toList());
        // Of what is due at one and the same time any may be taken first: so each has a time of its own.
        String ids = backlog.stream().map(part -> "'" + part.id() + "'").collect(Collectors.joining(","));
        execute("UPDATE queued_part SET next_attempt_at = to_timestamp(0) + (" + backlogged
                + " + due.place) * interval '1 millisecond' FROM unnest(ARRAY[" + ids
                + "]::uuid[]) WITH ORDINALITY AS due (id, place) WHERE queued_part.id = due.id");
        backlogged += parts;
        return backlog;
    }

    /** Nothing of it is left for the next test. */
    void remove(PracticeId practice) {
        execute("DELETE FROM queued_part WHERE practice = '" + practice + "'");
    }

    /** As the row says it. */
    String destination(QueuedPart part) {
        return column(part, "destination");
    }

    private String column(QueuedPart part, String what) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT " + what + " FROM queued_part WHERE id = '" + part.id() + "'");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** As if it had been queued before destinations were stored. */
    void forgetDestination(QueuedPart part) {
        change("UPDATE queued_part SET destination = '?' WHERE id = '" + part.id() + "'");
    }

    /** A lease on a part as the worker would get it. */
    TakenPart take(QueuedPart part) {
        return QuarkusTransaction.requiringNew()
                .call(() -> queue.takeForPerson(part.practice(), part.id(), part.state()))
                .orElseThrow();
    }

    /** What stands in the queue for the message now. */
    List<QueuedPart> of(QueuedPart part) {
        return queue.of(part.practice(), part.audited());
    }

    RawMessage open(TakenPart taken) {
        try {
            return queue.open(taken);
        } catch (SealException unopened) {
            throw new AssertionError(unopened);
        }
    }

    /** Notifications that wait for their senders. */
    List<QueuedPart> notifications(PracticeId practice) {
        return query("SELECT " + QueuedPartRow.COLUMNS
                + " FROM queued_part WHERE kind = 'notification' AND practice = '" + practice + "'");
    }

    /** As if another instance's lease had run out. */
    void endLease(QueuedPart part) {
        change("UPDATE queued_part SET lease_until = now() - interval '1 second' WHERE id = '" + part.id() + "'");
    }

    void arrivedHoursAgo(QueuedPart part, int hours) {
        change("UPDATE queued_part SET created_at = now() - interval '" + hours + " hours' WHERE id = '" + part.id()
                + "'");
    }

    void endedHoursAgo(QueuedPart part, int hours) {
        change("UPDATE queued_part SET expires_at = now() - interval '" + hours + " hours' WHERE id = '" + part.id()
                + "'");
    }

    /** As if nobody had decided about a held part in time. */
    void endHold(QueuedPart part) {
        change("UPDATE queued_part SET expires_at = now() - interval '1 second' WHERE id = '" + part.id() + "'");
    }

    /** As if what was asked had been stored in a form that nobody reads. */
    void spoil(QueuedPart part) {
        change("UPDATE queued_part SET asked_for = recipients, asked = ARRAY['ORCPT=none'] WHERE id = '" + part.id()
                + "'");
    }

    /** Why its row says that it waits, also when it cannot be read as a part. */
    String stateAndWhy(QueuedPart part) {
        return column(part, "state || ': ' || why");
    }

    List<EventView> events(QueuedPart part) {
        return history(part).orElseThrow().events();
    }

    /** Nothing when there are no events of the message. */
    Optional<MessageView> history(QueuedPart part) {
        return history.of(part.practice(), part.audited());
    }

    private void change(String sql) {
        if (execute(sql) != 1) {
            throw new AssertionError("there is no such part");
        }
    }

    private int execute(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private List<QueuedPart> query(String sql) {
        List<QueuedPart> parts = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                parts.add(QueuedPartRow.read(rows));
            }
            return parts;
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
