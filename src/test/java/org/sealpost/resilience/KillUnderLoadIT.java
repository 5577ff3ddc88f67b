package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.mail.Mailbox;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RunningSealpost;
import org.sealpost.testing.Submission;

/** The whole process tree is killed under load, again and again, and started each time on what it left. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KillUnderLoadIT {

    private static final Logger LOG = Logger.getLogger(KillUnderLoadIT.class);

    private static final int KILLS = 20;
    private static final int CLIENTS = 8;
    private static final int BEFORE_EACH_KILL = 60;
    private static final String BODY = ("x".repeat(76) + "\r\n").repeat(131);

    /** What the message is for, and what becomes of it. */
    private enum Kind {
        PARTNER("delivered"),
        PATIENT("in-portal"),
        HELD("held");

        private final String state;

        Kind(String state) {
            this.state = state;
        }
    }

    private record Accepted(Kind kind, String id, String recipient) {}

    @TempDir
    private Path home;

    private final AtomicInteger number = new AtomicInteger();
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();

    @Test
    void whateverWasAnswered250IsThereAfterTwentyKillsAndNothingArrivesWithoutItsIntent() throws Exception {
        Path rules = Files.writeString(home.resolve("rules.yaml"), """
                version: 1
                rules:
                  - name: to be held
                    when: message.subject.startsWith("[hold]")
                    require: hold
                """);
        try (MailSink sink = MailSink.inClear(0)) {
            Map<String, String> settings = Map.of(
                    "SEALPOST_RELAY_HOST", "127.0.0.1",
                    "SEALPOST_RELAY_PORT", Integer.toString(sink.port()),
                    "SEALPOST_RELAY_TLS", "none",
                    "SEALPOST_RULES_FILE", rules.toString(),
                    "SEALPOST_DELIVERY_RETRY_INITIAL", "300ms",
                    "SEALPOST_DELIVERY_LEASE", "5s");
            for (int kill = 0; kill < KILLS; kill++) {
                RunningSealpost gateway = RunningSealpost.start(home, settings);
                importPatient(gateway);
                killWhileTheySend(gateway);
            }
            try (RunningSealpost last = RunningSealpost.start(home, settings)) {
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(recipients(sink)).containsAll(partners()));
                for (Accepted one : accepted) {
                    if (one.kind() != Kind.PARTNER) {
                        assertThat(last.get("/api/v1/messages/" + one.id()))
                                .contains("\"state\":\"" + one.kind().state + "\"");
                    }
                }
                String decided = last.get("/api/v1/audit/events")
                        .lines()
                        .filter(event -> event.contains("\"org.sealpost.message.decided\""))
                        .collect(Collectors.joining("\n"));
                for (MailSink.Arrival arrival : sink.arrivals()) {
                    arrival.message()
                            .value("X-Sealpost-Id")
                            .ifPresent(id -> assertThat(decided).contains(id.strip()));
                }
                assertThat(last.get("/api/v1/audit/verify")).contains("\"intact\":true");
            }
            LOG.infof(
                    "%d kills: %d messages accepted, none lost, %d delivered more than once",
                    KILLS, accepted.size(), duplicates(sink));
        }
    }

    private void killWhileTheySend(RunningSealpost gateway) throws InterruptedException {
        int enough = accepted.size() + BEFORE_EACH_KILL;
        AtomicBoolean killed = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(() -> {
                    while (!killed.get()) {
                        send(gateway);
                    }
                    return null;
                });
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> accepted.size() >= enough);
            gateway.killTree();
            killed.set(true);
        }
    }

    private void send(RunningSealpost gateway) {
        int n = number.incrementAndGet();
        Kind kind = n % 5 == 0 ? Kind.PATIENT : n % 5 == 1 ? Kind.HELD : Kind.PARTNER;
        String recipient = kind == Kind.PATIENT ? "pat@patients.example" : "message" + n + "@partner.example";
        try {
            Reply reply = new Submission(gateway.smtpPort(), "ada@practice.example")
                    .to(recipient)
                    .send(kind == Kind.HELD ? "[hold] load" : "Load", BODY);
            if (reply.code() == 250) {
                accepted.add(new Accepted(kind, reply.toString().split(" ")[2], recipient));
            }
        } catch (Exception killedMeanwhile) {
            LOG.debug("not accepted", killedMeanwhile);
        }
    }

    private static void importPatient(RunningSealpost gateway) throws Exception {
        gateway.post("/api/v1/patients:import", "text/csv", """
                practice,patient_id,given_name,family_name,birth_date,email,channels,purposes,language,recorded_at,expires_at,evidence
                default,00012345,Pat,Example,1962-03-14,pat@patients.example,portal,treatment,en,2026-01-02T00:00:00Z,,form
                """);
    }

    private Set<String> partners() {
        return accepted.stream()
                .filter(one -> one.kind() == Kind.PARTNER)
                .map(Accepted::recipient)
                .collect(Collectors.toSet());
    }

    private static Set<String> recipients(MailSink sink) {
        return sink.arrivals().stream()
                .flatMap(arrival -> arrival.recipients().stream())
                .map(Mailbox::address)
                .collect(Collectors.toSet());
    }

    private long duplicates(MailSink sink) {
        return partners().stream().filter(one -> sink.arrivals(one).size() > 1).count();
    }
}
