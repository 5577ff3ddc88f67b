package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** The acceptance of ordinary mail covers the patient's own name and no other patient's, from the import on. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class OtherPatientsNameTest {

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    private final String name = UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "ev";
    private final String address = name + "@patients.example";
    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = MailSink.inClear(RelayForTests.port());
        patient("1", "Robin", address);
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void anotherPatientsNameIsRecognisedSoonAfterTheImportAndEndsOrdinaryMail() throws Exception {
        assertThat(send("Robin " + name).toString()).endsWith("delivered");
        assertThat(send("Dana " + name).toString()).endsWith("delivered");

        patient("2", "Dana", name + "-2@patients.example");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !send("Dana " + name).toString().endsWith("delivered"));
        assertThat(send("Robin " + name).toString()).endsWith("delivered");
    }

    private Reply send(String who) throws Exception {
        return new Submission(gateway.port(), "a@practice.example")
                .to(address)
                .send("Visit", "The visit of " + who + " is on Monday.\r\n");
    }

    private void patient(String number, String given, String email) throws Exception {
        String csv = """
                patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence
                P-%s-%s,%s,%s,1962-03-14,%s,unencrypted,all,2026-01-02,form 7
                """.formatted(number, name, given, name, email);
        assertThat(patients.importCsv(PracticeId.DEFAULT, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
    }
}
