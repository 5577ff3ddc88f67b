package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.audit.RecipientState;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** One stolen mailbox cannot send thousands. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
@TestProfile(SendingLimitsTest.Low.class)
class SendingLimitsTest {

    private static final int LIMIT = 5;

    /** Limits that a test reaches. */
    public static final class Low implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.limits.sender-recipients-per-hour", Integer.toString(LIMIT));
        }
    }

    @Inject
    GatewayLifecycle gateway;

    @Inject
    MessageHistory history;

    @Inject
    SendingLimits limits;

    @Inject
    SentRecipients table;

    @Inject
    Pseudonyms pseudonyms;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "sealpost.relay.port")
    int relayPort;

    @ConfigProperty(name = RelayForTests.FOLDER)
    Path relayFolder;

    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = MailSink.withTls(relayPort, relayFolder);
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void holdsWhatGoesToMorePeopleThanALimitAndRaisesTheAlarm() throws Exception {
        String stolen = "stolen@practice.example";
        for (int i = 0; i < LIMIT; i++) {
            assertThat(send(stolen, "person" + i + "@example.org").toString()).endsWith("delivered");
        }

        Reply reply = send(stolen, "onetoomany@example.org");

        assertThat(reply.toString()).startsWith("250 ").endsWith("accepted");
        assertThat(state(reply)).isEqualTo(RecipientState.HELD);
        assertThat(relay.arrivals("onetoomany@example.org")).isEmpty();
        assertThat(limits.overLimit())
                .isNotEmpty()
                .allSatisfy(who -> assertThat(who).contains("sender ").doesNotContain("stolen"));
        assertThat(meters.counter("sealpost.limits.held").count()).isPositive();
    }

    @Test
    void goesOnWritingToThoseOfThisHourAndDoesNotTouchOtherSenders() throws Exception {
        String busy = "busy@practice.example";
        for (int i = 0; i < LIMIT; i++) {
            send(busy, "known" + i + "@example.org");
        }
        assertThat(state(send(busy, "unknown@example.org"))).isEqualTo(RecipientState.HELD);

        assertThat(send(busy, "known0@example.org").toString()).endsWith("delivered");
        assertThat(send("colleague@practice.example", "unknown@example.org").toString())
                .endsWith("delivered");
    }

    @Test
    void countsWhatOtherReplicasHaveSent() throws Exception {
        String sender = "twice@practice.example";
        String pseudonym = pseudonyms
                .of(PracticeId.DEFAULT, org.sealpost.mail.Mailbox.parse(sender))
                .value();
        table.add(List.of("a", "b", "c", "d", "e").stream()
                .map(recipient ->
                        new SentRecipients.Sent(PracticeId.DEFAULT, pseudonym, recipient, java.time.Instant.now()))
                .toList());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state(send(sender, "here" + System.nanoTime() + "@example.org")))
                        .isEqualTo(RecipientState.HELD));
    }

    private Reply send(String from, String to) throws Exception {
        return new Submission(gateway.port(), from).to(to).send("ordinary", "text\r\n");
    }

    private RecipientState state(Reply reply) throws Exception {
        MessageId id = MessageId.parse(reply.toString().split(" ")[2]);
        return history.of(PracticeId.DEFAULT, id)
                .orElseThrow()
                .recipients()
                .getFirst()
                .state();
    }
}
