package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;
import org.sealpost.mail.Mailbox;
import org.sealpost.testing.Forwarder;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RunningSealpost;
import org.sealpost.testing.Submission;

/** PostgreSQL is stopped in order, started, killed and started again, while clients go on sending. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DatabaseRestartIT {

    private static final int CLIENTS = 8;

    @TempDir
    private Path home;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> permanent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger deferred = new AtomicInteger();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void mailIsDeferredWhileTheDatabaseIsAwayAndNothingAcceptedIsLost() throws Exception {
        EmbeddedServices database = startDatabase();
        try (MailSink sink = MailSink.inClear(0);
                Forwarder forwarder = new Forwarder(port(database));
                RunningSealpost gateway = RunningSealpost.start(home, settings(database, forwarder, sink));
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(() -> sendUntilOver(gateway));
            }
            awaitAccepted(100);

            database.close();
            awaitDeferred(20);
            database = startDatabase();
            forwarder.leadTo(port(database));
            awaitAccepted(100);

            killDatabase();
            awaitDeferred(20);
            database.close();
            database = startDatabase();
            forwarder.leadTo(port(database));
            awaitAccepted(100);

            over.set(true);
            clients.shutdown();
            assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(recipients(sink)).containsAll(accepted));
            assertThat(permanent).as("refusals for good").isEmpty();
            assertThat(gateway.get("/api/v1/audit/verify")).contains("\"intact\":true");
        } finally {
            database.close();
        }
    }

    private Void sendUntilOver(RunningSealpost gateway) {
        while (!over.get()) {
            String recipient = "message" + number.incrementAndGet() + "@partner.example";
            try {
                int code = new Submission(gateway.smtpPort(), "ada@practice.example")
                        .to(recipient)
                        .send("Restart", "text\r\n")
                        .code();
                switch (code / 100) {
                    case 2 -> accepted.add(recipient);
                    case 4 -> deferred.incrementAndGet();
                    default -> permanent.add(recipient + " " + code);
                }
            } catch (Exception refusedEarlier) {
                // The fixture throws for a refusal before the dot, too.
                deferred.incrementAndGet();
            }
        }
        return null;
    }

    private void awaitAccepted(int more) {
        int before = accepted.size();
        await().atMost(Duration.ofMinutes(1)).until(() -> accepted.size() >= before + more);
    }

    private void awaitDeferred(int more) {
        int before = deferred.get();
        await().atMost(Duration.ofMinutes(1)).until(() -> deferred.get() >= before + more);
    }

    private EmbeddedServices startDatabase() throws Exception {
        return EmbeddedServices.start(
                HomeFolder.lock(Files.createDirectories(home.resolve("database"))), true, OptionalInt.empty());
    }

    /** As the kernel does when memory is short. */
    private void killDatabase() throws Exception {
        Path pid = home.resolve("database").resolve("postgres").resolve("data").resolve("postmaster.pid");
        long postmaster = Long.parseLong(Files.readAllLines(pid).getFirst().strip());
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
    }

    private static int port(EmbeddedServices database) {
        return URI.create(database.settings().get("quarkus.datasource.jdbc.url").substring("jdbc:".length()))
                .getPort();
    }

    private static Map<String, String> settings(EmbeddedServices database, Forwarder forwarder, MailSink sink) {
        Map<String, String> settings = new HashMap<>(RunningSealpost.environment(database.settings()));
        settings.replaceAll((name, value) -> value.replace(":" + port(database) + "/", ":" + forwarder.port() + "/"));
        settings.put("SEALPOST_RELAY_HOST", "127.0.0.1");
        settings.put("SEALPOST_RELAY_PORT", Integer.toString(sink.port()));
        settings.put("SEALPOST_RELAY_TLS", "none");
        settings.put("SEALPOST_DELIVERY_RETRY_INITIAL", "300ms");
        settings.put("SEALPOST_DELIVERY_LEASE", "5s");
        return settings;
    }

    private static Set<String> recipients(MailSink sink) {
        return sink.arrivals().stream()
                .flatMap(arrival -> arrival.recipients().stream())
                .map(Mailbox::address)
                .collect(Collectors.toSet());
    }
}
