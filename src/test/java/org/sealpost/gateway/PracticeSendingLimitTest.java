package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** However many senders are made up, their practice is counted. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
@TestProfile(PracticeSendingLimitTest.Low.class)
class PracticeSendingLimitTest {

    private static final int LIMIT = 10;

    /** A limit that a test reaches. */
    public static final class Low implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.limits.practice-recipients-per-hour", Integer.toString(LIMIT));
        }
    }

    @Inject
    GatewayLifecycle gateway;

    @Inject
    SendingLimits limits;

    @Test
    void aNewSenderForEachRecipientReachesTheLimitOfThePractice() throws Exception {
        try (MailSink relay = RelayForTests.listening()) {
            String first = "person0-" + System.nanoTime() + "@example.org";
            assertThat(send("sender@practice.example", first)).endsWith("delivered");
            String last = first;
            // Other tests may have sent within the hour.
            for (int i = 1; i <= LIMIT; i++) {
                last = "person" + i + "-" + System.nanoTime() + "@example.org";
                send("sender" + i + "@practice.example", last);
            }

            assertThat(send("another@practice.example", last.replace("person", "onemore")))
                    .endsWith("accepted");
            assertThat(relay.arrivals(last)).isEmpty();
            assertThat(limits.overLimit()).anySatisfy(who -> assertThat(who).startsWith("practice "));
            assertThat(send("another@practice.example", first)).endsWith("delivered");
        }
    }

    private String send(String from, String to) throws Exception {
        return new Submission(gateway.port(), from)
                .to(to)
                .send("ordinary", "text\r\n")
                .toString();
    }
}
