package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** The operator wants no TLS with the relay, and a rule demands it for one domain: that is stronger, and for it alone. */
@QuarkusTest
@TestProfile(TlsForSomeTest.NoTlsByDefault.class)
class TlsForSomeTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** The setting. */
    public static final class NoTlsByDefault implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(TestServices.class),
                    new TestResourceEntry(RelayForTests.class, Map.of("sealpost.relay.tls", "none")));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Inject
    GatewayLifecycle gateway;

    private final String one = UUID.randomUUID().toString();
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
    @CsvSource({"plain.example, tls.example", "tls.example, plain.example"})
    void whoNeedsTlsGetsItAndWhoSharesTheMessageGoesAsTheOperatorSays(String first, String second) throws Exception {
        assertThat(send(first, second)).endsWith("accepted");

        assertThat(arrivalFor("tls.example").tls()).isTrue();
        assertThat(arrivalFor("plain.example").tls()).isFalse();
    }

    @Test
    void whoNeedsTlsGetsItWithinTheClientsTransaction() throws Exception {
        assertThat(send("tls.example")).endsWith("delivered");
        assertThat(arrivalFor("tls.example").tls()).isTrue();
    }

    @Test
    void aKeptConnectionInClearIsNotUsedForWhoNeedsTls() throws Exception {
        assertThat(send("plain.example")).endsWith("delivered");
        assertThat(arrivalFor("plain.example").tls()).isFalse();
        assertThat(send("tls.example")).endsWith("delivered");
        assertThat(arrivalFor("tls.example").tls()).isTrue();
    }

    private String send(String... domains) throws Exception {
        Submission submission = new Submission(gateway.port(), "a@practice.example");
        for (String domain : domains) {
            submission.to(one + "@" + domain);
        }
        return submission.send("ordinary", "text\r\n").toString();
    }

    private MailSink.Arrival arrivalFor(String domain) {
        List<MailSink.Arrival> arrivals =
                await().atMost(SOON).until(() -> relay.arrivals(one + "@" + domain), found -> !found.isEmpty());
        assertThat(arrivals).hasSize(1);
        return arrivals.getFirst();
    }
}
