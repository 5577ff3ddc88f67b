package org.sealpost.audit;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.sealpost.mail.PracticeId;

/**
 * The Kafka topic: one record an event in the structured mode of the CloudEvents Kafka binding (section 3.3), with the
 * practice as key, so that a chain stays in one partition and in order.
 */
final class KafkaOutlet implements EventOutlet {

    private static final byte[] CONTENT_TYPE =
            "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8);

    private final MutinyEmitter<String> topic;

    KafkaOutlet(MutinyEmitter<String> topic) {
        this.topic = topic;
    }

    @Override
    public CompletableFuture<Void> send(PracticeId chain, String cloudEvent) {
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(chain.value())
                .withHeaders(new RecordHeaders().add("content-type", CONTENT_TYPE))
                .build();
        return topic.sendMessage(Message.of(cloudEvent).addMetadata(metadata)).subscribeAsCompletionStage();
    }
}
