package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** A relay that takes one message at a time, because the operator says so. */
@QuarkusTest
@TestProfile(FullDestinationTest.OneAtATime.class)
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class FullDestinationTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** The limit. */
    public static final class OneAtATime implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.delivery.concurrency-per-destination", "1");
        }
    }

    @Inject
    GatewayLifecycle gateway;

    private final String first = UUID.randomUUID() + "@example.org";
    private final String second = UUID.randomUUID() + "@example.org";

    @Test
    void whatFindsNoPlaceIsQueuedAndGoesWhenThereIsOne() throws Exception {
        try (LateRelay relay = LateRelay.forRecipient(first, attempt -> LateRelay.TAKEN)) {
            CompletableFuture<Reply> answer = CompletableFuture.supplyAsync(() -> send(first));
            relay.awaitFirstAttempt();

            assertThat(send(second).toString()).startsWith("250").endsWith("accepted");
            assertThat(relay.arrivals(second)).isEmpty();

            relay.goOn();
            assertThat(answer.get(20, TimeUnit.SECONDS).code()).isEqualTo(250);
            await().atMost(SOON).until(() -> relay.arrivals(second).size() == 1);
        }
    }

    private Reply send(String recipient) {
        try {
            return new Submission(gateway.port(), "a@practice.example")
                    .to(recipient)
                    .send("one of two", "text\r\n");
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }
}
