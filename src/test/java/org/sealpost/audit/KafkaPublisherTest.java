package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;
import org.sealpost.mail.PracticeId;

class KafkaPublisherTest {

    private static final Duration LEASE = Duration.ofMillis(1_500);
    private static final String PUBLISHED = "SELECT coalesce(max(sequence), 0) FROM audit_publication";

    @TempDir
    Path home;

    private AuditDatabase database;

    @BeforeEach
    void migrate() throws SQLException {
        database = new AuditDatabase();
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void beginsAgainBehindWhatWasAcknowledgedWhenAnEventWasNot() throws Exception {
        List<String> taken = new ArrayList<>();
        chain(3);
        KafkaPublisher publisher = publisher((practice, event) -> {
            taken.add(event);
            return taken.size() == 2
                    ? CompletableFuture.failedFuture(new IllegalStateException("not this one"))
                    : CompletableFuture.completedFuture(null);
        });
        publisher.publishAll();
        assertThat(database.number(PUBLISHED)).isEqualTo(1);
        assertThat(publisher.isWaiting()).isTrue();
        assertThat(publisher.unpublished()).isEqualTo(2);
        taken.clear();
        taken.add("the second call is over");
        taken.add("and so is the third");
        publisher.publishAll();
        assertThat(taken.subList(2, 4).stream().map(KafkaPublisherTest::sequence))
                .containsExactly(2L, 3L);
        assertThat(database.number(PUBLISHED)).isEqualTo(3);
        assertThat(publisher.isWaiting()).isFalse();
    }

    @Test
    void aChainOfWhatCanBeNoPracticeStopsNobody() throws Exception {
        chain(1);
        database.asOwner("INSERT INTO audit_chain_head VALUES ('North!', 3, sha256(''))");
        publisher((practice, event) -> CompletableFuture.completedFuture(null)).publishAll();
        assertThat(database.number(PUBLISHED)).isEqualTo(1);
    }

    /** Nothing before it comes again and again, and no other practice waits. */
    @Test
    void anEventThatIsTooLargeForKafkaStopsItsOwnChainOnly() throws Exception {
        List<Long> taken = new ArrayList<>();
        PracticeId other = new PracticeId("other");
        chain(2);
        chain(3, other);
        KafkaPublisher publisher = publisher((practice, event) -> {
            taken.add(sequence(event));
            return sequence(event) == 3
                    ? CompletableFuture.failedFuture(new RecordTooLargeException("more than the broker takes"))
                    : CompletableFuture.completedFuture(null);
        });
        for (int round = 0; round < 3; round++) {
            publisher.publishAll();
        }
        assertThat(taken).containsExactly(1L, 2L, 1L, 2L, 3L, 3L, 3L);
        assertThat(database.number("SELECT sequence FROM audit_publication WHERE practice = 'default'"))
                .isEqualTo(2);
        assertThat(database.number("SELECT sequence FROM audit_publication WHERE practice = 'other'"))
                .isEqualTo(2);
        assertThat(publisher.isWaiting()).isFalse();
        assertThat(publisher.isRefused()).isTrue();
        database.asOwner("UPDATE audit_publication SET sequence = 3 WHERE practice = 'other'");
        publisher.publishAll();
        assertThat(publisher.isRefused()).as("another replica published it").isFalse();
    }

    @Test
    void oneEventGoesAheadUntilKafkaKnowsUsAndAfterItFailed() throws Exception {
        List<Integer> outstanding = new ArrayList<>();
        List<CompletableFuture<Void>> open = new ArrayList<>();
        boolean[] failing = {false};
        KafkaPublisher publisher = publisher((practice, event) -> {
            outstanding.add((int) open.stream().filter(one -> !one.isDone()).count());
            CompletableFuture<Void> kept = new CompletableFuture<>();
            open.add(kept);
            if (failing[0]) {
                kept.completeExceptionally(new IllegalStateException("not this one"));
            } else {
                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> kept.complete(null));
            }
            return kept;
        });
        chain(3);
        publisher.publishAll();
        assertThat(outstanding).containsExactly(0, 0, 1);

        outstanding.clear();
        chain(3);
        publisher.publishAll();
        assertThat(outstanding).containsExactly(0, 1, 2);

        chain(3);
        failing[0] = true;
        outstanding.clear();
        publisher.publishAll();
        // Each further one could wait for a broker that is away as long as the first did.
        assertThat(outstanding).containsExactly(0);
        failing[0] = false;
        outstanding.clear();
        publisher.publishAll();
        assertThat(outstanding).containsExactly(0, 0, 1);
    }

    @Test
    void allEventsArriveInOrderAfterKafkaWasStoppedAndStartedAgain() throws Exception {
        EmbeddedServices broker = EmbeddedServices.start(HomeFolder.lock(home), false, OptionalInt.of(0));
        String servers = broker.settings().get("kafka.bootstrap.servers");
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                servers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "delivery.timeout.ms",
                Integer.MAX_VALUE,
                "max.block.ms",
                10_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            KafkaPublisher publisher = publisher((practice, event) -> {
                CompletableFuture<Void> done = new CompletableFuture<>();
                producer.send(new ProducerRecord<>("audit", practice.value(), event), (kept, failure) -> {
                    if (failure == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
                return done;
            });
            chain(5);
            publisher.publishAll();
            broker.close();

            chain(300);
            Thread publishing = Thread.ofVirtual().start(() -> publishUntilDone(publisher));
            await().atMost(Duration.ofSeconds(20)).until(publisher::isWaiting);
            assertThat(database.number(PUBLISHED)).isEqualTo(5);

            int port = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
            broker = EmbeddedServices.start(HomeFolder.lock(home), false, OptionalInt.of(port));
            await().atMost(Duration.ofSeconds(60)).until(() -> database.number(PUBLISHED) == 305);
            assertThat(publishing.join(Duration.ofSeconds(10))).isTrue();
            List<Long> numbers = new ArrayList<>();
            for (long i = 1; i <= 305; i++) {
                numbers.add(i);
            }
            assertThat(sequences(servers, 305)).containsExactlyElementsOf(numbers);
        } finally {
            broker.close();
        }
    }

    private void publishUntilDone(KafkaPublisher publisher) {
        try {
            while (database.number(PUBLISHED) < 305) {
                publisher.publishAll();
            }
        } catch (SQLException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** In the order in which each came first: what comes twice is allowed. */
    private static Set<Long> sequences(String servers, int number) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "group.id", "test", "auto.offset.reset", "earliest");
        Set<Long> found = new LinkedHashSet<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("audit"));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(sequence(record.value())));
                return found.size() == number;
            });
        }
        return found;
    }

    private static long sequence(String cloudEvent) {
        return Long.parseLong(EventJson.tree(cloudEvent).get("sequence").textValue());
    }

    private KafkaPublisher publisher(EventOutlet outlet) {
        return new KafkaPublisher(
                database.program(),
                InstanceId.next(),
                LEASE,
                outlet,
                new RecentLinks(),
                new AuditMetrics(new SimpleMeterRegistry()));
    }

    private void chain(int number) throws SQLException {
        chain(number, PracticeId.DEFAULT);
    }

    private void chain(int number, PracticeId practice) throws SQLException {
        EventInsert insert = new EventInsert(UUID.randomUUID());
        List<EventRow> rows = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rows.add(EventRow.of(AuditEvent.of(practice, Samples.delivered()), false));
        }
        try (Connection connection = database.program().getConnection()) {
            insert.write(connection, rows, List.of());
        }
        Chainer chainer = new Chainer(
                database.program(),
                InstanceId.next(),
                Duration.ZERO,
                new RecentEvents(UUID.randomUUID()),
                new RecentLinks());
        assertThat(chainer.chainAll()).isEqualTo(number);
    }
}
