package org.sealpost.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentRecords;
import org.sealpost.consent.SourceId.Origin;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/**
 * A Consent whose period begins in the future: what holds until then, and from when it does. The consent on record is for the
 * portal; the one that begins later is for TLS, too, and newer.
 */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ConsentsThatBeginLaterTest {

    private static final Actor CALLER = Actor.staff("ada");
    private static final String WIDER = "portal+tls";

    @Inject
    FhirWorld world;

    @Inject
    FhirApi api;

    @Inject
    ResourceIntake intake;

    @Inject
    ConsentRecords records;

    @Inject
    Polling polling;

    private PracticeId practice;

    @BeforeEach
    void onePatient() throws Exception {
        practice = world.newPractice();
        world.patient(practice, "P-1");
    }

    @Test
    void aCallIsRefusedAndOfWhatWasAgreedToBeforeOnlyWhatRestrictsHoldsUntilItIsSentAgain() throws Exception {
        call(consent("c-1", "2026-01-31"));
        assertThat(standing()).isEqualTo(WIDER);
        Instant start = soon();
        ObjectNode later = beginning(start);

        assertThatThrownBy(() -> call(later)).hasMessageContaining("send the Consent when it has begun");
        assertThat(standing()).isEqualTo("NOT_UNDERSTOOD");
        await(start);
        assertThat(standing()).as("nobody has sent it again").isEqualTo("NOT_UNDERSTOOD");
        call(later);
        assertThat(standing()).isEqualTo(WIDER);
    }

    @Test
    void onTheTopicWhatIsOnRecordGoesOnUntilItIsPublishedAgain() throws Exception {
        publish(narrow());
        Instant start = soon();

        assertThat(publish(beginning(start))).isInstanceOf(ResourceOutcome.Taken.class);
        assertThat(standing()).isEqualTo("portal");
        await(start);
        assertThat(standing()).as("nobody has published it again").isEqualTo("portal");
        publish(beginning(start));
        assertThat(standing()).isEqualTo(WIDER);
    }

    @Test
    void whatWasToldBeforeUnderTheSameIdEndsAtOnce() throws Exception {
        publish(narrow());
        ObjectNode later = beginning(soon());
        ConsentJson.set(later, "/id", "\"narrow\"");
        publish(later);

        assertThat(standing()).isEqualTo("REVOKED");
    }

    @Test
    void ofAServerThatIsPolledItHoldsFromTheFirstCompleteReadingAfterItsStart() throws Exception {
        try (RecordServer server = new RecordServer()) {
            Instant start = soon();
            server.put("Consent/narrow", narrow());
            server.put("Consent/later", beginning(start));
            polling.poll(practice, server);
            assertThat(standing()).isEqualTo("portal");

            await(start);
            polling.poll(practice, server);
            assertThat(standing()).isEqualTo(WIDER);
        }
    }

    private String standing() {
        return world.treatment(practice, "P-1");
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
    }

    private static void await(Instant start) {
        Awaitility.await().until(() -> Instant.now().isAfter(start));
    }

    private static ObjectNode narrow() {
        ObjectNode narrow = consent("narrow", "2026-01-31");
        ConsentJson.set(narrow, "/provision/code/0", "");
        return narrow;
    }

    private static ObjectNode beginning(Instant start) {
        ObjectNode later = consent("later", "2026-02-01");
        ConsentJson.set(later, "/provision/period", "{\"start\": \"" + start + "\"}");
        return later;
    }

    private static ObjectNode consent(String id, String given) {
        ObjectNode consent = ConsentJson.valid();
        ConsentJson.set(consent, "/id", "\"" + id + "\"");
        ConsentJson.set(consent, "/identifier/0/value", "\"" + id + "\"");
        ConsentJson.set(consent, "/dateTime", "\"" + given + "\"");
        ConsentJson.set(consent, "/provision/period", "");
        return consent;
    }

    /** As the API does: what is refused is kept in mind. */
    private void call(ObjectNode consent) throws ResourceRefused {
        byte[] sent = consent.toString().getBytes(StandardCharsets.UTF_8);
        try {
            api.store(practice, ResourceText.parse(sent), CALLER);
        } catch (ResourceRefused refused) {
            throw api.refused(practice, sent, refused, CALLER);
        }
    }

    private ResourceOutcome publish(ObjectNode consent) throws ResourceRefused {
        return intake.take(
                practice, ConsentJson.text(consent), Origin.TOPIC, new PatientsHere(records, practice), CALLER);
    }
}
