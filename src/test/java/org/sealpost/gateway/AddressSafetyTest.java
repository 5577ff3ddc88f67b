package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.Actor;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** What is doubtful about an address is there for rules; the rules of these tests hold such messages. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class AddressSafetyTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    private final String name = "s" + UUID.randomUUID().toString().substring(0, 12);
    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = RelayForTests.listening();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmial.com", "gma1l.com", "outlook.co", "practlce.example"})
    void aDomainThatLooksLikeAnother(String domain) throws Exception {
        assertHeld("[lookalike] Lunch", "At noon?", name + "@" + domain);
        assertSent("[lookalike] Lunch", "At noon?", name + "@gmail.com");
        assertSent("[lookalike] Lunch", "At noon?", name + "@practice.example");
    }

    @Test
    void anAddressToWhichHealthInformationGoesForTheFirstTime() throws Exception {
        String address = name + "@example.org";

        assertHeld("[first] Results", "MRN 00012345", address);
        // Nothing to protect: it says nothing about the address.
        assertSent("[first] Lunch", "At noon?", address);
        assertHeld("[first] Results", "MRN 00012345", address);

        assertSent("Results", "MRN 00012345", address);
        assertSent("[first] Results", "MRN 00012345", address);
    }

    @Test
    void anAddressThatTwoPatientsHave() throws Exception {
        String address = name + "@patients.example";
        patient("1", address, "no");
        assertSent("[shared] Visit", "On Monday.", address);

        patient("2", address, "no");

        assertHeld("[shared] Visit", "On Monday.", address);
    }

    @Test
    void aMailboxThatOthersReadToo() throws Exception {
        String address = name + "@patients.example";
        patient("1", address, "yes");

        assertHeld("[shared] Visit", "On Monday.", address);
    }

    private void patient(String number, String address, String shared) throws Exception {
        String csv = """
                patient_id,given_name,family_name,birth_date,email,shared,channels,purposes,recorded_at
                P-%s-%s,Jo,Sample,1962-03-14,%s,%s,tls,treatment,2026-01-02
                """.formatted(number, name, address, shared);
        assertThat(patients.importCsv(PracticeId.DEFAULT, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
    }

    private void assertSent(String subject, String body, String to) throws Exception {
        assertThat(send(subject, body, to).toString()).endsWith("delivered");
    }

    private void assertHeld(String subject, String body, String to) throws Exception {
        int arrived = relay.arrivals(to).size();
        int told = relay.arrivals("a@practice.example").size();
        assertThat(send(subject, body, to).toString()).doesNotEndWith("delivered");
        await().atMost(SOON)
                .until(() -> relay.arrivals("a@practice.example").size() > told
                        && new String(
                                        relay.arrivals("a@practice.example")
                                                .getLast()
                                                .message()
                                                .octets(),
                                        StandardCharsets.UTF_8)
                                .contains("held"));
        assertThat(relay.arrivals(to)).hasSize(arrived);
    }

    private Reply send(String subject, String body, String to) throws Exception {
        return new Submission(gateway.port(), "a@practice.example").to(to).send(subject, body + "\r\n");
    }
}
