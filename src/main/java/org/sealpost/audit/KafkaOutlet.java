package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.PracticeId;

/**
 * The Kafka topic: one record an event in the structured mode of the CloudEvents Kafka binding (section 3.3), with the
 * practice as key, so that a chain stays in one partition and in order. A record that Kafka did not acknowledge is never
 * given up, so that none overtakes another.
 *
 * <p>For one thread at a time. The client is made when the first event is sent: a broker whose name cannot be looked up is
 * away, and no reason not to start.
 */
final class KafkaOutlet implements EventOutlet, AutoCloseable {

    private static final List<Header> HEADERS = List.of(new RecordHeader(
            "content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8)));

    /** How long is waited for a broker that was never reached, before it counts as away. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A round of events goes in few requests: the broker may flush its disk for each. */
    private static final int BATCH_OCTETS = 512 * 1024;

    private static final Duration LINGER = Duration.ofMillis(5);

    private final Map<String, Object> shared;
    private final String topic;
    private @Nullable KafkaProducer<String, String> producer;

    /**
     * @param shared the settings {@code kafka.*}
     * @param topic what is published to
     */
    KafkaOutlet(Map<String, Object> shared, String topic) {
        this.shared = Map.copyOf(shared);
        this.topic = topic;
    }

    @Override
    public CompletableFuture<Void> send(PracticeId chain, String cloudEvent) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        try {
            producer().send(new ProducerRecord<>(topic, null, chain.value(), cloudEvent, HEADERS), (place, failure) -> {
                if (failure == null) {
                    kept.complete(null);
                } else {
                    kept.completeExceptionally(failure);
                }
            });
        } catch (KafkaException away) {
            kept.completeExceptionally(away);
        }
        return kept;
    }

    private KafkaProducer<String, String> producer() {
        KafkaProducer<String, String> made = producer;
        if (made == null) {
            Map<String, Object> settings = new HashMap<>(shared);
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_OCTETS);
            settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
            made = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
            producer = made;
        }
        return made;
    }

    /** Ends at once: what was not acknowledged is published by whoever comes next to the cursor. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
