package org.sealpost.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the published events back, as somebody's own program would. */
final class EventStream {

    static final String TOPIC = "sealpost.audit";

    private final String bootstrapServers;

    EventStream(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Reads from the beginning until it has seen so many events, each counted once.
     *
     * @param atMost how long to wait for them
     * @return how many there were
     */
    long count(long wanted, Duration atMost) {
        Set<String> ids = new HashSet<>();
        long end = System.nanoTime() + atMost.toNanos();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ids.size() < wanted && System.nanoTime() < end) {
                for (ConsumerRecord<String, String> event : consumer.poll(Duration.ofMillis(200))) {
                    ids.add(id(event.value()));
                }
            }
        }
        return ids.size();
    }

    private static String id(String event) {
        try {
            return new ObjectMapper().readTree(event).path("id").asText();
        } catch (JsonProcessingException noEvent) {
            return "";
        }
    }
}
