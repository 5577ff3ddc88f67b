package org.sealpost.consent.fhir;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jboss.logging.Logger;
import org.sealpost.audit.RepeatingTask;

/**
 * Takes in what record systems publish: a record is a Consent or a Patient, and its key the practice's id. Its offset is
 * committed to Kafka after the database has committed both what it told and that it was taken in.
 */
@Singleton
final class ConsentTopic {

    private static final Logger LOG = Logger.getLogger(ConsentTopic.class);
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ConsentTopicSettings settings;
    private final TopicRecords records;
    private final TopicPositions positions;
    private final SourceMetrics metrics;
    private final TopicBroker broker;
    private final RepeatingTask consuming;
    private volatile boolean working;

    ConsentTopic(
            ConsentTopicSettings settings,
            TopicRecords records,
            TopicPositions positions,
            SourceMetrics metrics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = settings;
        this.records = records;
        this.positions = positions;
        this.metrics = metrics;
        this.broker = new TopicBroker(kafka);
        this.consuming = new RepeatingTask("consent-topic", PAUSE, this::consume);
    }

    void start(@Observes StartupEvent starting) {
        if (settings.topic().isPresent()) {
            consuming.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        consuming.close();
    }

    /** Whether there is a topic, and it cannot be read. */
    boolean isAway() {
        return settings.topic().isPresent() && !working;
    }

    /** Reads until the end, or until something fails; then it begins anew where the database says. */
    private void consume() throws InterruptedException {
        String topic = settings.topic().orElseThrow();
        try {
            broker.makeTopics(List.of(topic, settings.refusedTopic()));
            String id = broker.id(topic);
            try (KafkaProducer<byte[], byte[]> producer = broker.producer();
                    KafkaConsumer<byte[], byte[]> consumer = broker.consumer(settings.group())) {
                RefusedRecords refused = new RefusedRecords(producer, settings.refusedTopic());
                TopicAssignment assignment = new TopicAssignment(consumer, positions, id);
                consumer.subscribe(List.of(topic), assignment);
                while (!consuming.isClosing()) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                        take(record, assignment, refused);
                    }
                    working = true;
                    assignment.commit();
                }
            }
        } catch (RuntimeException failure) {
            working = false;
            metrics.failed(SourceMetrics.Way.TOPIC);
            throw failure;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, TopicAssignment assignment, RefusedRecords refused)
            throws InterruptedException {
        ResourceOutcome outcome = QuarkusTransaction.requiringNew().call(() -> {
            if (!assignment.move(record)) {
                throw new IllegalStateException("another replica goes on with the partition");
            }
            ResourceOutcome taken = records.take(record);
            if (taken instanceof ResourceOutcome.Refused(ResourceRefused why)) {
                refused.tell(record, why);
            }
            return taken;
        });
        assignment.moved(record);
        switch (outcome) {
            case ResourceOutcome.Taken(List<Remark> remarks) -> {
                metrics.taken(SourceMetrics.Way.TOPIC);
                remarks.forEach(remark -> LOG.warnf(
                        "Record %d of partition %d of the topic of consents was taken, but %s",
                        record.offset(), record.partition(), remark.sentence()));
            }
            case ResourceOutcome.Refused(ResourceRefused why) -> {
                metrics.refused(SourceMetrics.Way.TOPIC);
                LOG.warnf(
                        "Record %d of partition %d of the topic of consents was refused: %s",
                        record.offset(), record.partition(), why.sentence());
            }
        }
    }
}
