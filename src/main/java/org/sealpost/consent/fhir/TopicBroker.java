package org.sealpost.consent.fhir;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka, as the topic of consents uses it: with the settings {@code kafka.*} that everything here shares. */
final class TopicBroker {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The topic's position is ours; a record must not be let go unread because nobody asked for a while. */
    private static final String FROM_THE_START = "earliest";

    private static final int MOST_RECORDS = 200;

    private final Map<String, Object> shared;

    TopicBroker(Map<String, Object> shared) {
        this.shared = Map.copyOf(shared);
    }

    KafkaConsumer<byte[], byte[]> consumer(String group) {
        Map<String, Object> settings = new HashMap<>(shared);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, FROM_THE_START);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(shared);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Makes the topics if they are missing and we may; who may not finds them made by the operator. */
    void makeTopics(List<String> topics) throws InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(shared))) {
            for (String topic : topics) {
                try {
                    admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                            .all()
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (ExecutionException | TimeoutException thereOrNotOurs) {
                    // Reading it says whether it is there.
                }
            }
        }
    }

    /** The topic's own id, which another topic of the same name has not. */
    String id(String topic) throws InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(shared))) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .iterator()
                    .next()
                    .topicId()
                    .toString();
        } catch (ExecutionException | TimeoutException away) {
            throw new IllegalStateException("Kafka does not tell of the topic", away);
        }
    }
}
