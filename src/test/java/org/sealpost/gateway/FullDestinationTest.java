package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
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
    private static final Reply TAKEN = Reply.of(250, "2.0.0", "Ok");

    /** The limit. */
    public static final class OneAtATime implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.delivery.concurrency-per-destination", "1");
        }
    }

    @Inject
    GatewayLifecycle gateway;

    @ConfigProperty(name = "sealpost.relay.port")
    int relayPort;

    @ConfigProperty(name = RelayForTests.FOLDER)
    Path relayFolder;

    private final String second = UUID.randomUUID() + "@example.org";
    private final AtomicInteger underWay = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = MailSink.withTls(relayPort, relayFolder);
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        relay.close();
    }

    @Test
    void whatFindsNoPlaceIsQueuedAndGoesWhenThereIsOne() throws Exception {
        relay.onData(arrival -> {
            underWay.incrementAndGet();
            try {
                goOn.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return TAKEN;
        });
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> send("first@example.org"));
        await().atMost(SOON).until(() -> underWay.get() == 1);

        assertThat(send(second).toString()).startsWith("250").endsWith("accepted");
        assertThat(underWay).hasValue(1);

        goOn.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS).code()).isEqualTo(250);
        await().atMost(SOON).until(() -> relay.arrivals(second).size() == 1);
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
