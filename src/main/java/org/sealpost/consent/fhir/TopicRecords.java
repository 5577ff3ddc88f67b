package org.sealpost.consent.fhir;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.SourceId.Origin;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.PracticeId;

/** Takes in the records of the topic. */
@Singleton
class TopicRecords {

    private static final Actor TOPIC = Actor.system("consent-topic");
    private static final int MAX_OCTETS = 1024 * 1024;

    private final ResourceIntake intake;
    private final ConsentRecords known;

    TopicRecords(ResourceIntake intake, ConsentRecords known) {
        this.intake = intake;
        this.known = known;
    }

    /** Takes in a record, within a transaction. */
    ResourceOutcome take(ConsumerRecord<byte[], byte[]> record) {
        try {
            PracticeId practice = practice(record);
            byte[] octets = octets(record);
            PatientsHere names = new PatientsHere(known, practice);
            try {
                return intake.take(practice, ResourceText.parse(octets), Origin.TOPIC, names, TOPIC);
            } catch (ResourceRefused unreadable) {
                return new ResourceOutcome.Refused(
                        intake.refuse(practice, octets, Origin.TOPIC, names, unreadable, TOPIC));
            }
        } catch (ResourceRefused refused) {
            return new ResourceOutcome.Refused(refused);
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

    private static byte[] octets(ConsumerRecord<byte[], byte[]> record) throws ResourceRefused {
        byte[] value = record.value();
        if (value == null || value.length > MAX_OCTETS) {
            throw new ResourceRefused(Kind.STRUCTURE, "", "The record is empty, or longer than 1 MiB.");
        }
        return value;
    }
}
