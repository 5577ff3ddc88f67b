package org.sealpost.consent.fhir;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.OptionalLong;

/**
 * How far each partition has been taken in. A position moves in the transaction that takes a record in, and from where
 * whoever moves it knows it to be: so each record counts once, and a replica that lost the partition takes in no more.
 */
@Singleton
class TopicPositions {

    private final EntityManager entities;

    TopicPositions(EntityManager entities) {
        this.entities = entities;
    }

    /** The next offset; nothing when no record of the partition was ever taken in. */
    OptionalLong next(String topic, int partition) {
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery(
                                "SELECT next_offset FROM consent_topic WHERE topic = ?1 AND partition = ?2", Long.class)
                        .setParameter(1, topic)
                        .setParameter(2, partition)
                        .getResultStream()
                        .mapToLong(offset -> (Long) offset)
                        .findFirst());
    }

    /**
     * Moves a position, within a transaction.
     *
     * @param from where it is known to be; nothing when there is none yet
     * @return false when it is elsewhere: another replica goes on with the partition
     */
    boolean move(String topic, int partition, OptionalLong from, long to) {
        String statement = from.isPresent()
                ? "UPDATE consent_topic SET next_offset = ?3 WHERE topic = ?1 AND partition = ?2 AND next_offset = ?4"
                : "INSERT INTO consent_topic (topic, partition, next_offset) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        var update = entities.createNativeQuery(statement)
                .setParameter(1, topic)
                .setParameter(2, partition)
                .setParameter(3, to);
        if (from.isPresent()) {
            update.setParameter(4, from.getAsLong());
        }
        return update.executeUpdate() == 1;
    }
}
