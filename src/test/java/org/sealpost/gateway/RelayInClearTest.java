package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** A relay that is spoken to in clear ({@code sealpost.relay.tls=none}) though it offers TLS. */
@QuarkusTest
@TestProfile(RelayInClearTest.InClear.class)
class RelayInClearTest {

    /** Such a relay, and a rule that demands TLS for some. */
    public static final class InClear implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TestServices.class), new TestResourceEntry(Relay.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    /** Its settings. */
    public static final class Relay implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = new HashMap<>(new RelayForTests().start());
            settings.put("sealpost.relay.tls", "none");
            try {
                Files.writeString(Path.of(settings.get("sealpost.rules.file")), """
                        version: 1
                        rules:
                          - name: at least TLS
                            when: recipient.domain == "tls.example"
                            require: tls
                        """);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return settings;
        }

        @Override
        public void stop() {
            // Nothing runs.
        }
    }

    @Inject
    GatewayLifecycle gateway;

    @ConfigProperty(name = "sealpost.relay.port")
    int relayPort;

    @ConfigProperty(name = RelayForTests.FOLDER)
    Path relayFolder;

    @Test
    void oneRecipientWhoNeedsTlsHasItTriedForAll() throws Exception {
        try (MailSink relay = MailSink.withTls(relayPort, relayFolder)) {
            assertThat(new Submission(gateway.port(), "a@practice.example")
                            .to("x@plain.example", "y@tls.example")
                            .send("both", "text\r\n")
                            .code())
                    .isEqualTo(250);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !relay.arrivals("y@tls.example").isEmpty()
                            && !relay.arrivals("x@plain.example").isEmpty());
            assertThat(relay.arrivals("y@tls.example").getFirst().tls()).isTrue();
        }
    }
}
