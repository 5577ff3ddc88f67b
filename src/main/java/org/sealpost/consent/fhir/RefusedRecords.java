package org.sealpost.consent.fhir;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells on a topic of its own which records were refused and why, with nothing of what stands in them. */
final class RefusedRecords {

    private static final int PATIENCE_SECONDS = 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    RefusedRecords(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Returns when Kafka keeps it. */
    void tell(ConsumerRecord<byte[], byte[]> record, ResourceRefused why) throws InterruptedException {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("topic", record.topic());
        told.put("partition", record.partition());
        told.put("offset", record.offset());
        told.put("code", why.kind().code());
        told.put("element", why.element());
        told.put("reason", why.sentence());
        try {
            producer.send(new ProducerRecord<>(
                            topic, record.key(), told.toString().getBytes(StandardCharsets.UTF_8)))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException away) {
            throw new IllegalStateException("Kafka does not take what was refused", away);
        }
    }
}
