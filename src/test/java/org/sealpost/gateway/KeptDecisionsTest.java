package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.gateway.KeptDecisions.Kept;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.KeptDecision;
import org.sealpost.policy.Protection;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** The last decisions are kept, and nothing of what they were about. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class KeptDecisionsTest {

    @Inject
    GatewayLifecycle gateway;

    @Inject
    KeptDecisions decisions;

    private final String address = "k" + UUID.randomUUID().toString().substring(0, 12) + "@example.org";
    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = RelayForTests.listening();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aDecisionIsKeptWithWhatItRestedOn() throws Exception {
        send("Subject-of-the-message", "MRN 00012345, seen for E11.9");

        Kept kept = kept();
        assertThat(kept.sender()).contains("a@practice.example");
        KeptDecision decision = KeptDecision.ofJson(kept.decision());
        assertThat(decision.protection()).isEqualTo(Protection.VERIFIED_TLS);
        assertThat(decision.findings().counts()).containsKeys("mrn", "diagnosis-code");
        assertThat(decision.facts("a@practice.example", address).recipient().domain())
                .isEqualTo("example.org");
    }

    @Test
    void nothingOfTheContentAndNoAddressStandsInTheTable() throws Exception {
        send("Subject-of-the-message", "MRN 00012345, seen for E11.9");
        kept();

        try (Connection owner = TestServices.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT string_agg(concat_ws(' ', sender, recipient, facts::text), ' ') FROM kept_decision")) {
            rows.next();
            assertThat(rows.getString(1))
                    .doesNotContain("Subject-of-the-message", "00012345", "E11.9", address, "practice.example");
        }
    }

    private Kept kept() {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> decisions.last(PracticeId.DEFAULT, 100).stream()
                                .filter(one -> one.recipient().equals(Optional.of(address)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void send(String subject, String body) throws Exception {
        assertThat(new Submission(gateway.port(), "a@practice.example")
                        .to(address)
                        .send(subject, body + "\r\n")
                        .code())
                .isEqualTo(250);
    }
}
