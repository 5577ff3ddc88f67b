package org.sealpost.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
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
 * <p>For one thread at a time. The client is made when the first event is sent: a broker whose name cannot be looked up
 * is away, and no reason not to start. A client that fails for good, as one does whose first sign-in a broker refused, is
 * made anew for the next event.
 */
final class KafkaOutlet implements EventOutlet, AutoCloseable {

    private static final List<Header> HEADERS = List.of(new RecordHeader(
            "content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8)));

    /** How long is waited for a broker that was never reached, before it counts as away. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A round of events goes in few requests: the broker may flush its disk for each. */
    private static final int BATCH_OCTETS = 512 * 1024;

    private static final Duration LINGER = Duration.ofMillis(5);

    /** More than an event of fifty thousand recipients or twenty thousand patients has. */
    private static final int MOST_OCTETS = 8 * 1024 * 1024;

    private final Map<String, Object> shared;
    private final String topic;
    private final Function<Map<String, Object>, Producer<String, String>> clients;
    private @Nullable Producer<String, String> producer;

    /**
     * @param shared the settings {@code kafka.*}
     * @param topic what is published to
     */
    KafkaOutlet(Map<String, Object> shared, String topic) {
        this(shared, topic, settings -> new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()));
    }

    /** @param clients makes a client of its settings */
    KafkaOutlet(
            Map<String, Object> shared, String topic, Function<Map<String, Object>, Producer<String, String>> clients) {
        this.shared = Map.copyOf(shared);
        this.topic = topic;
        this.clients = clients;
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
        } catch (InterruptException stopping) {
            kept.completeExceptionally(stopping);
        } catch (RuntimeException failed) {
            // A broker that is away fails what was handed over; a client that throws takes nothing any more.
            close();
            kept.completeExceptionally(failed);
        }
        return kept;
    }

    private Producer<String, String> producer() {
        Producer<String, String> made = producer;
        if (made == null) {
            Map<String, Object> settings = new HashMap<>(shared);
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_OCTETS);
            settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
            settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_OCTETS);
            made = clients.apply(settings);
            producer = made;
        }
        return made;
    }

    /** Ends at once: what was not acknowledged is published by whoever comes next to the cursor. */
    @Override
    public void close() {
        Producer<String, String> made = producer;
        producer = null;
        if (made != null) {
            made.close(Duration.ZERO);
        }
    }
}
