package org.sealpost.consent.fhir;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The partitions that this replica reads, each from where the database says; Kafka's own offsets only show it. */
final class TopicAssignment implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPositions positions;
    private final String topicId;
    private final Map<TopicPartition, OptionalLong> next = new HashMap<>();

    TopicAssignment(KafkaConsumer<byte[], byte[]> consumer, TopicPositions positions, String topicId) {
        this.consumer = consumer;
        this.positions = positions;
        this.topicId = topicId;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            OptionalLong position = positions.next(topicId, partition.partition());
            next.put(partition, position);
            if (position.isPresent()) {
                consumer.seek(partition, position.getAsLong());
            } else {
                consumer.seekToBeginning(List.of(partition));
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(next::remove);
    }

    /** Moves the position behind a record, within a transaction; false when another replica has moved it. */
    boolean move(ConsumerRecord<byte[], byte[]> record) {
        OptionalLong from = next.getOrDefault(partition(record), OptionalLong.empty());
        return positions.move(topicId, record.partition(), from, record.offset() + 1);
    }

    /** The transaction was committed. */
    void moved(ConsumerRecord<byte[], byte[]> record) {
        next.put(partition(record), OptionalLong.of(record.offset() + 1));
    }

    void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, position) ->
                position.ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset))));
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, null);
        }
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
