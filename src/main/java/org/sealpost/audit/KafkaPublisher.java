package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;

/**
 * Publishes each practice's chain in its order, at least once: the cursor moves when the events are acknowledged, so
 * whatever is killed when, nothing is left out and something may come twice (with the same id and sequence). While
 * Kafka is away it waits; nothing else does. Nor is an event left out that is larger than Kafka takes: its practice's
 * events wait, and no other's.
 */
final class KafkaPublisher {

    private static final Logger LOG = Logger.getLogger(KafkaPublisher.class);
    private static final int MOST = 1_000;

    private final Transactions transactions;
    private final PracticeLease lease;
    private final Duration renewal;
    private final EventOutlet outlet;
    private final RecentLinks chained;
    private final AuditMetrics metrics;
    private final Acquaintance acquaintance = new Acquaintance();
    /** Which event of a practice Kafka refused for its size. */
    private final Map<PracticeId, Long> tooLarge = new ConcurrentHashMap<>();

    private volatile boolean waiting;
    private volatile long unpublished;

    /**
     * @param leaseLength how long a replica that vanished keeps others from publishing a practice's events
     * @param chained what this process chained lately
     */
    KafkaPublisher(
            DataSource database,
            InstanceId self,
            Duration leaseLength,
            EventOutlet outlet,
            RecentLinks chained,
            AuditMetrics metrics) {
        this.transactions = new Transactions(database);
        this.lease = new PracticeLease(self, PracticeLease.Task.PUBLISH, leaseLength);
        this.renewal = leaseLength.dividedBy(3);
        this.outlet = outlet;
        this.chained = chained;
        this.metrics = metrics;
    }

    private record Batch(OptionalLong fence, List<ChainedEvent> events) {}

    /** Whether Kafka was asked to keep events and has not acknowledged them in a reasonable time. */
    boolean isWaiting() {
        return waiting;
    }

    /** Whether there is an event that is larger than Kafka takes, behind which its practice's wait. */
    boolean isRefused() {
        return !tooLarge.isEmpty();
    }

    /** How many chained events were not acknowledged when it was last asked. */
    long unpublished() {
        return unpublished;
    }

    /**
     * Publishes what is chained, of every practice whose lease is to be had.
     *
     * @throws SQLException when the database is away
     * @throws InterruptedException when it is told to end while it waits for Kafka
     */
    void publishAll() throws SQLException, InterruptedException {
        Map<PracticeId, Long> behind = count();
        // What another replica published meanwhile.
        tooLarge.keySet().retainAll(behind.keySet());
        for (PracticeId practice : behind.keySet()) {
            int some;
            do {
                some = publish(practice);
            } while (some == MOST);
        }
        if (!behind.isEmpty()) {
            count();
        }
    }

    /** Lets other replicas go on at once. */
    void release() throws SQLException {
        transactions.run(connection -> {
            lease.releaseAll(connection);
            return true;
        });
    }

    private Map<PracticeId, Long> count() throws SQLException {
        Map<PracticeId, Long> behind = transactions.run(Publication::behind);
        unpublished = behind.values().stream().mapToLong(Long::longValue).sum();
        metrics.unpublished(unpublished);
        return behind;
    }

    private int publish(PracticeId practice) throws SQLException, InterruptedException {
        Batch batch = take(practice);
        if (batch.fence().isEmpty() || batch.events().isEmpty()) {
            // It is another replica's to say now.
            tooLarge.remove(practice);
            return 0;
        }
        int acknowledged = send(practice, batch.events());
        if (acknowledged == 0) {
            return 0;
        }
        long last = batch.events().get(acknowledged - 1).sequence();
        boolean advanced = transactions.run(connection -> {
            boolean ours = lease.holds(connection, practice, batch.fence().getAsLong());
            if (ours) {
                Publication.advance(connection, practice, last);
            }
            return ours;
        });
        return advanced ? acknowledged : 0;
    }

    private Batch take(PracticeId practice) throws SQLException {
        return transactions.run(connection -> {
            OptionalLong fence = lease.take(connection, practice);
            if (fence.isEmpty()) {
                return new Batch(fence, List.of());
            }
            long cursor = Publication.cursor(connection, practice);
            List<ChainedEvent> remembered = chained.after(practice, cursor, MOST);
            return new Batch(
                    fence, remembered.isEmpty() ? ChainedEvent.after(connection, practice, cursor, MOST) : remembered);
        });
    }

    /**
     * One goes ahead where Kafka may not know us: until it does, what is tried again could be overtaken. Each request may
     * cost the broker a flush of its disk, so later rounds go without.
     *
     * @return how many were acknowledged, from the first on; the next round begins behind them
     */
    private int send(PracticeId practice, List<ChainedEvent> events) throws SQLException, InterruptedException {
        int ahead = acquaintance.knows(practice) ? 0 : 1;
        int acknowledged = sendAll(practice, events.subList(0, ahead));
        if (acknowledged == ahead) {
            acknowledged += sendAll(practice, events.subList(ahead, events.size()));
        }
        if (acknowledged == events.size()) {
            acquaintance.made(practice);
            tooLarge.remove(practice);
        } else {
            acquaintance.lost();
        }
        return acknowledged;
    }

    /** How many were acknowledged, from the first on; where not all were, this replica shall begin anew behind them. */
    private int sendAll(PracticeId practice, List<ChainedEvent> events) throws SQLException, InterruptedException {
        if (events.isEmpty()) {
            return 0;
        }
        List<CompletableFuture<Void>> sent = handOver(practice, events);
        CompletableFuture<Void> all = CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
        while (true) {
            try {
                all.get(renewal.toMillis(), TimeUnit.MILLISECONDS);
                kafkaAnswers();
                return sent.size();
            } catch (TimeoutException late) {
                kafkaIsAway("no acknowledgement");
                if (transactions
                        .run(connection -> lease.take(connection, practice))
                        .isEmpty()) {
                    return acknowledged(sent);
                }
            } catch (ExecutionException refused) {
                int acknowledged = acknowledged(sent);
                refused(
                        practice,
                        events.get(acknowledged),
                        sent.get(acknowledged).exceptionNow());
                return acknowledged;
            }
        }
    }

    private static int acknowledged(List<CompletableFuture<Void>> sent) {
        int number = 0;
        while (number < sent.size() && sent.get(number).state() == Future.State.SUCCESS) {
            number++;
        }
        return number;
    }

    /** Ends at the first that is refused at once: Kafka is away, and each further one would be waited for as long. */
    private List<CompletableFuture<Void>> handOver(PracticeId practice, List<ChainedEvent> events) {
        List<CompletableFuture<Void>> sent = new ArrayList<>(events.size());
        for (ChainedEvent event : events) {
            CompletableFuture<Void> kept = outlet.send(practice, event.toCloudEvent());
            sent.add(kept);
            if (kept.isCompletedExceptionally()) {
                break;
            }
        }
        return sent;
    }

    private void refused(PracticeId practice, ChainedEvent event, Throwable why) {
        if (!(why instanceof RecordTooLargeException)) {
            kafkaIsAway(why.getClass().getSimpleName());
            return;
        }
        Long before = tooLarge.put(practice, event.sequence());
        if (before == null || before != event.sequence()) {
            LOG.warnf(
                    "Event %d of practice %s (%d octets) is larger than Kafka takes: mail goes on, this practice's"
                            + " events wait. Raise max.message.bytes of the topic, and kafka.max.request.size if it is set.",
                    event.sequence(), practice, event.toCloudEvent().getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private void kafkaIsAway(String how) {
        if (!waiting) {
            LOG.warnf(
                    "Kafka does not take the audit's events (%s): mail goes on, the events wait. See kafka.bootstrap.servers.",
                    how);
        }
        waiting = true;
    }

    private void kafkaAnswers() {
        if (waiting) {
            LOG.info("Kafka takes the audit's events again.");
        }
        waiting = false;
    }
}
