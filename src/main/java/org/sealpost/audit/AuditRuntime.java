package org.sealpost.audit;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Puts the audit's parts together, starts them before anything takes mail, and ends them after everything else. */
@Singleton
public final class AuditRuntime {

    private static final Logger LOG = Logger.getLogger(AuditRuntime.class);
    /** Before whatever takes mail (2500). */
    private static final int FIRST = 1_100;

    private static final int LAST = 10_000;

    /** Nobody waits for the chain or for Kafka, and a round of either costs a dozen statements. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    private final InstanceId instance = InstanceId.next();
    private final KnownAddresses addresses = new KnownAddresses();
    private final Heartbeat heartbeat;
    private final GroupCommit group;
    private final OutcomeRetry outcomes;
    private final DatabaseAuditLog log;
    private final Chainer chainer;
    private final KafkaOutlet outlet;
    private final KafkaPublisher publisher;
    private final RepeatingTask life;
    private final RepeatingTask chaining;
    private final RepeatingTask publishing;

    AuditRuntime(
            AgroalDataSource database,
            AuditSettings settings,
            MeterRegistry registry,
            TransactionSynchronizationRegistry transactions,
            ObservedPractices observed,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        AuditMetrics metrics = new AuditMetrics(registry);
        EventInsert insert = new EventInsert(instance.value());
        EventStore store = new EventStore(database, insert, addresses, settings.commitTimeout());
        heartbeat = new Heartbeat(database, instance);
        DeadInstanceSweep sweep =
                new DeadInstanceSweep(database, insert, instance, heartbeat::isUnbrokenFor, settings.instanceTimeout());
        RecentEvents stored = new RecentEvents(instance.value());
        RecentLinks chained = new RecentLinks();
        chainer = new Chainer(database, instance, settings.lease(), stored, chained);
        outlet = new KafkaOutlet(kafka, settings.topic());
        publisher = new KafkaPublisher(database, instance, settings.lease(), outlet, chained, metrics);
        publishing = new RepeatingTask("audit-publisher", settings.interval(), GATHERING, publisher::publishAll);
        chaining = new RepeatingTask("audit-chainer", settings.interval(), GATHERING, () -> {
            if (chainer.chainAll() > 0) {
                publishing.wake();
            }
        });
        Consumer<List<EventRow>> afterCommit = rows -> {
            stored.stored(rows);
            chaining.wake();
        };
        group = new GroupCommit(store, settings.commitTimeout(), settings.commitQueue(), metrics, afterCommit);
        outcomes = new OutcomeRetry(group);
        log = new DatabaseAuditLog(group, outcomes, database, insert, transactions, metrics, afterCommit, observed);
        life = new RepeatingTask("audit-heartbeat", settings.heartbeat(), Duration.ZERO, () -> {
            heartbeat.beat();
            // Addresses that came with no event yet.
            store.store(List.of());
            if (sweep.sweep() > 0) {
                chaining.wake();
            }
        });
    }

    void start(@Observes @Priority(FIRST) StartupEvent starting) {
        group.start();
        outcomes.start();
        life.start();
        chaining.start();
        publishing.start();
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent stopping) {
        outcomes.close();
        group.close();
        publishing.close();
        outlet.close();
        chaining.close();
        life.close();
        try {
            chainer.release();
            publisher.release();
            heartbeat.stop();
        } catch (SQLException away) {
            LOG.debugf("The database is away; other replicas go on when the leases are over: %s", away.getSQLState());
        }
    }

    @Produces
    @Singleton
    AuditLog log() {
        return log;
    }

    @Produces
    @Singleton
    AddressMemory addresses() {
        return addresses;
    }

    @Produces
    @Singleton
    InstanceId instance() {
        return instance;
    }

    @Produces
    @Singleton
    static MessageHistory history(AgroalDataSource database) {
        return new MessageHistory(database);
    }

    @Produces
    @Singleton
    static ChainVerifier verifier(AgroalDataSource database) {
        return new ChainVerifier(database);
    }

    @Produces
    @Singleton
    static AuditExport export(AgroalDataSource database) {
        return new AuditExport(database);
    }

    @Produces
    @Singleton
    static Disclosures disclosures(AgroalDataSource database) {
        return new Disclosures(database);
    }

    @Produces
    @Singleton
    KafkaPublisher publisher() {
        return publisher;
    }
}
