package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.RawMessage;
import org.sealpost.seal.SealException;
import org.sealpost.testing.TestServices;

@QuarkusTest
@QuarkusTestResource(TestServices.class)
class PortalStoreTest {

    @Inject
    PortalStore store;

    @Inject
    PortalWorld world;

    @Inject
    EntityManager database;

    @Test
    void ofAMessageToManyPatientsNoSealedBodyStaysInMemoryUntilTheCommit() {
        PortalWorld.Patient patient = world.patient();
        RawMessage message = PortalWorld.message("Your results", "All is well.\r\n");
        Instant expires = Instant.now().plus(30, ChronoUnit.DAYS);

        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < 3; i++) {
                keep(patient, message, expires);
            }
            assertThat(database.unwrap(Session.class).getStatistics().getEntityCount())
                    .isZero();
        });

        assertThat(world.value(
                        "select count(*) from portal_message where practice = ?1",
                        patient.practice().value()))
                .isEqualTo(3L);
    }

    private void keep(PortalWorld.Patient patient, RawMessage message, Instant expires) {
        try {
            store.store(patient.practice(), MessageId.next(), patient.id(), patient.mailbox(), message, expires);
        } catch (SealException unsealed) {
            throw new IllegalStateException(unsealed);
        }
    }
}
