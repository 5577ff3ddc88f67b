package org.sealpost.consent.fhir;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sealpost.audit.Actor;
import org.sealpost.consent.PatientReference;
import org.sealpost.consent.SourceId.Origin;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.PracticeId;

/** Takes in the records of the topic. */
@Singleton
class TopicRecords {

    private static final Actor TOPIC = Actor.system("consent-topic");
    private static final int MAX_OCTETS = 1024 * 1024;

    private final ResourceIntake intake;

    TopicRecords(ResourceIntake intake) {
        this.intake = intake;
    }

    /**
     * Takes in a record, within a transaction.
     *
     * @return why it was refused, if it was
     */
    Optional<ResourceRefused> take(ConsumerRecord<byte[], byte[]> record) {
        try {
            return intake.take(practice(record), resource(record), Origin.TOPIC, TopicRecords::patient, TOPIC);
        } catch (ResourceRefused refused) {
            return Optional.of(refused);
        }
    }

    /** Patients of a topic have no place of their own: they are named by identifier, or by Sealpost's id. */
    static Optional<PatientReference> patient(String reference) {
        try {
            return PatientNames.id(reference)
                    .filter(id -> reference.equals("Patient/" + id))
                    .map(UUID::fromString)
                    .map(PatientReference.Here::new);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static PracticeId practice(ConsumerRecord<byte[], byte[]> record) throws ResourceRefused {
        byte[] key = record.key();
        try {
            if (key != null) {
                return new PracticeId(new String(key, StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException none) {
            // As without a key.
        }
        throw new ResourceRefused(Kind.REQUIRED, "", "The record's key is no practice's id.");
    }

    private static ResourceText resource(ConsumerRecord<byte[], byte[]> record) throws ResourceRefused {
        byte[] value = record.value();
        if (value == null || value.length > MAX_OCTETS) {
            throw new ResourceRefused(Kind.STRUCTURE, "", "The record is empty, or longer than 1 MiB.");
        }
        return ResourceText.parse(value);
    }
}
