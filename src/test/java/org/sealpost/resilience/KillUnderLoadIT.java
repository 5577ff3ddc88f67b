package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.mail.Mailbox;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RunningSealpost;
import org.sealpost.testing.Submission;

/** The whole process tree is killed in the middle of 200 messages, and started again on what it left. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KillUnderLoadIT {

    private static final int MESSAGES = 200;
    private static final int CLIENTS = 8;
    private static final String BODY = ("x".repeat(76) + "\r\n").repeat(131);

    @TempDir
    private Path home;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    @Test
    void whateverWasAnswered250ArrivesAndNothingArrivesWithoutItsIntent() throws Exception {
        try (MailSink sink = MailSink.inClear(0)) {
            Map<String, String> settings = Map.of(
                    "SEALPOST_RELAY_HOST", "127.0.0.1",
                    "SEALPOST_RELAY_PORT", Integer.toString(sink.port()),
                    "SEALPOST_RELAY_TLS", "none",
                    "SEALPOST_DELIVERY_RETRY_INITIAL", "300ms",
                    "SEALPOST_DELIVERY_LEASE", "5s");
            RunningSealpost first = RunningSealpost.start(home, settings);
            try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
                for (int i = 0; i < MESSAGES; i++) {
                    String recipient = "message" + i + "@partner.example";
                    clients.submit(() -> send(first, recipient));
                }
                await().atMost(Duration.ofMinutes(1)).until(() -> accepted.size() >= MESSAGES / 3);
                first.killTree();
            }
            assertThat(accepted).as("killed in the middle").hasSizeLessThan(MESSAGES);

            try (RunningSealpost again = RunningSealpost.start(home, settings)) {
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(recipients(sink)).containsAll(accepted));
                String decided = again.get("/api/v1/audit/events")
                        .lines()
                        .filter(event -> event.contains("\"org.sealpost.message.decided\""))
                        .collect(Collectors.joining("\n"));
                for (MailSink.Arrival arrival : sink.arrivals()) {
                    assertThat(decided)
                            .contains(arrival.message()
                                    .value("X-Sealpost-Id")
                                    .orElseThrow()
                                    .strip());
                }
                assertThat(again.get("/api/v1/audit/verify")).contains("\"intact\":true");
            }
        }
    }

    private Void send(RunningSealpost gateway, String recipient) throws Exception {
        if (new Submission(gateway.smtpPort(), "ada@practice.example")
                        .to(recipient)
                        .send("Load", BODY)
                        .code()
                == 250) {
            accepted.add(recipient);
        }
        return null;
    }

    private static Set<String> recipients(MailSink sink) {
        return sink.arrivals().stream()
                .flatMap(arrival -> arrival.recipients().stream())
                .map(Mailbox::address)
                .collect(Collectors.toSet());
    }
}
