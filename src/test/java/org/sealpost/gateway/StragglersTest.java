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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** A relay that answers the dot of nothing for a long time, and little memory. */
@QuarkusTest
@TestProfile(StragglersTest.LittleMemory.class)
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class StragglersTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Reply TAKEN = Reply.of(250, "2.0.0", "Ok");

    /** Room for one message of half of it, and a small one. */
    public static final class LittleMemory implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.smtp.memory", "1M", "sealpost.delivery.concurrency", "0");
        }
    }

    @Inject
    GatewayLifecycle gateway;

    private final String recipient = UUID.randomUUID() + "@example.org";
    private final AtomicInteger dots = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = RelayForTests.listening();
        relay.onData(arrival -> {
            dots.incrementAndGet();
            try {
                goOn.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return TAKEN;
        });
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        relay.close();
    }

    @Test
    void whatOutlivedItsClientHoldsNoMoreThanHalfOfTheMemoryBeforeOthersAreQueuedInsteadOfHangingToo()
            throws Exception {
        assertThat(send("x".repeat(70) + "\r\n", 3_600).toString())
                .startsWith("250")
                .endsWith("accepted");
        assertThat(dots).hasValue(1);

        for (int i = 0; i < 5; i++) {
            assertThat(send("text\r\n", 1).toString()).startsWith("250").endsWith("accepted");
        }
        assertThat(dots).hasValue(1);

        goOn.countDown();
        await().atMost(SOON).until(() -> relay.arrivals(recipient).size() == 1);
        await().atMost(SOON).until(() -> send("text\r\n", 1).toString().endsWith("delivered"));
    }

    private Reply send(String line, int lines) throws Exception {
        return new Submission(gateway.port(), "a@practice.example")
                .to(recipient)
                .send("one of many", line.repeat(lines));
    }
}
