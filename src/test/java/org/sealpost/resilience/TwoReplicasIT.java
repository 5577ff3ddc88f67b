package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;
import org.sealpost.mail.Mailbox;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RunningSealpost;
import org.sealpost.testing.Submission;

/** Two processes on one database and one broker: what one holds the other leaves alone, until its lease has ended. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TwoReplicasIT {

    private static final Reply OK = Reply.of(250, "2.0.0", "Ok");
    private static final Reply NOT_NOW = Reply.of(451, "4.3.0", "Not now");
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final int MESSAGES = 300;

    private static final String SETTLED = "settled@partner.example";
    private static final String REFUSED = "refused@partner.example";
    private static final String TAKEN = "taken@partner.example";
    private static final String HANDED_OVER = "handed-over@partner.example";

    private static final String PARTS =
            "SELECT (id, state, recipients, attempts, next_attempt_at, lease_owner, fence) FROM queued_part ORDER BY id";
    private static final String DUE =
            "SELECT count(*) FROM queued_part WHERE next_attempt_at <= now() AND lease_until IS NULL";
    private static final String DELIVERED = " FROM audit_event WHERE type = 'message.delivered'";
    private static final String WITHOUT_OUTCOME = """
            SELECT count(*) FROM audit_event e WHERE e.type = 'message.decided' AND e.data ->> 'action' = 'deliver'
              AND NOT EXISTS (SELECT FROM audit_event o WHERE o.attempt = e.attempt AND o.type <> 'message.decided')
            """;
    private static final String OPEN_TRANSACTIONS =
            "SELECT count(*) FROM pg_stat_activity WHERE xact_start IS NOT NULL AND usename = current_user"
                    + " AND pid <> pg_backend_pid()";

    @TempDir
    private Path folder;

    private EmbeddedServices services;

    @BeforeEach
    void startServices() throws Exception {
        services = EmbeddedServices.start(HomeFolder.lock(folder.resolve("services")), true, OptionalInt.of(0));
    }

    @AfterEach
    void stopServices() {
        services.close();
    }

    @Test
    void twoReplicasServeOneQueueTogetherAndNoPartIsTriedByBothAtATime() throws Exception {
        BusyHop hop = new BusyHop();
        try (MailSink sink = MailSink.inClear(0)) {
            sink.onData(hop::answer);
            Map<String, String> settings = settings(
                    sink,
                    Map.of(
                            // So few that neither empties the queue before the other has looked at it.
                            "SEALPOST_DELIVERY_CONCURRENCY", "8",
                            "SEALPOST_DELIVERY_RETRY_MAXIMUM", "1s"));
            try (RunningSealpost first = start("first", settings);
                    RunningSealpost second = start("second", settings)) {
                submitAll(first);
                await().atMost(LONG).until(() -> number(DUE) > MESSAGES / 4);
                hop.takeMail();
                await().atMost(LONG).until(() -> rows(PARTS).isEmpty());
                await().atMost(LONG).until(() -> isIntact(second));
            }
            assertThat(hop.triedTwiceAtATime()).isEmpty();
            assertThat(sink.arrivals().stream().map(TwoReplicasIT::recipient))
                    .containsExactlyInAnyOrderElementsOf(recipients());
        }
        assertThat(number("SELECT count(*)" + DELIVERED)).isEqualTo(MESSAGES);
        assertThat(rows("SELECT count(*)" + DELIVERED + " GROUP BY instance"))
                .as("both took part")
                .hasSize(2)
                .allMatch(share -> Integer.parseInt(share) > MESSAGES / 10);
        assertThat(number(WITHOUT_OUTCOME)).isZero();
    }

    @Test
    void aReplicaThatWasCutOffAndComesBackSettlesNothingThatAnotherTookOver() throws Exception {
        HeldAnswers<MailSink.Arrival> hop = new HeldAnswers<>(TwoReplicasIT::recipient);
        try (MailSink sink = MailSink.inClear(0)) {
            sink.onData(hop::answer);
            Map<String, String> settings = cutOffSettings(sink);
            try (RunningSealpost first = start("first", settings)) {
                for (String one : List.of(SETTLED, REFUSED, TAKEN)) {
                    refuseForNow(first, one, hop);
                    hop.attempt(one, 2);
                }
                // Past its budget an attempt of the client's own transaction runs on, under a lease like the queue's.
                assertThat(send(first, HANDED_OVER)).isEqualTo(250);
                cutOff(first);
                try (RunningSealpost second = start("second", settings)) {
                    hop.attempt(SETTLED, 3).complete(OK);
                    List<CompletableFuture<Reply>> running =
                            List.of(hop.attempt(REFUSED, 3), hop.attempt(TAKEN, 3), hop.attempt(HANDED_OVER, 2));
                    await().atMost(LONG).until(() -> rows(PARTS).size() == running.size());
                    List<String> before = rows(PARTS);

                    hop.attempt(SETTLED, 2).complete(NOT_NOW);
                    hop.attempt(REFUSED, 2).complete(NOT_NOW);
                    hop.attempt(TAKEN, 2).complete(OK);
                    hop.attempt(HANDED_OVER, 1).complete(OK);
                    first.thaw();
                    await().atMost(LONG)
                            .failFast(
                                    "what the second holds was changed",
                                    () -> !rows(PARTS).equals(before))
                            .until(() -> lostLeases(first) == 4);
                    assertThat(rows(PARTS)).as("as the second holds them").isEqualTo(before);

                    running.forEach(attempt -> attempt.complete(OK));
                    await().atMost(LONG).until(() -> rows(PARTS).isEmpty());
                    first.close();
                    await().atMost(LONG).until(() -> number(WITHOUT_OUTCOME) == 0);
                    await().atMost(LONG).until(() -> isIntact(second));
                    assertThat(deliveredOf(second)).isEqualTo(4);
                }
            }
            // What the next hop took from both arrives twice; nothing else does, and nothing is lost.
            assertThat(sink.arrivals().stream().map(TwoReplicasIT::recipient))
                    .containsExactlyInAnyOrder(SETTLED, REFUSED, TAKEN, TAKEN, HANDED_OVER, HANDED_OVER);
        }
        assertThat(number("SELECT count(*)" + DELIVERED)).isEqualTo(4);
        assertThat(number("SELECT count(*)" + DELIVERED
                        + " AND instance IN (SELECT instance FROM audit_event WHERE type = 'message.received')"))
                .as("settled by the one that was cut off")
                .isZero();
        assertThat(number("SELECT count(*) FROM audit_event WHERE type = 'message.deferred'"))
                .as("put off before it was cut off")
                .isEqualTo(3);
    }

    @Test
    void aReplicaThatWasCutOffBeforeTheDotDoesNotSendItOnceAnotherTookThePartOver() throws Exception {
        HeldAnswers<Mailbox> beforeTheDot = new HeldAnswers<>(Mailbox::address);
        HeldAnswers<MailSink.Arrival> dot = new HeldAnswers<>(TwoReplicasIT::recipient);
        try (MailSink sink = MailSink.inClear(0)) {
            sink.onRecipient(beforeTheDot::answer);
            sink.onData(dot::answer);
            Map<String, String> settings = cutOffSettings(sink);
            try (RunningSealpost first = start("first", settings)) {
                refuseForNow(first, TAKEN, beforeTheDot);
                beforeTheDot.attempt(TAKEN, 2);
                assertThat(send(first, HANDED_OVER)).isEqualTo(250);
                cutOff(first);
                try (RunningSealpost second = start("second", settings)) {
                    beforeTheDot.attempt(TAKEN, 3).complete(OK);
                    beforeTheDot.attempt(HANDED_OVER, 2).complete(OK);
                    List<CompletableFuture<Reply>> running =
                            List.of(dot.attempt(TAKEN, 1), dot.attempt(HANDED_OVER, 1));

                    beforeTheDot.attempt(TAKEN, 2).complete(OK);
                    beforeTheDot.attempt(HANDED_OVER, 1).complete(OK);
                    first.thaw();
                    await().atMost(LONG)
                            .failFast(
                                    "it was sent by both",
                                    () -> dot.attempts(TAKEN).size() > 1)
                            .until(() -> lostLeases(first) == 2);

                    running.forEach(attempt -> attempt.complete(OK));
                    await().atMost(LONG).until(() -> rows(PARTS).isEmpty());
                    assertThat(deliveredOf(second)).isEqualTo(2);
                }
            }
            assertThat(sink.arrivals().stream().map(TwoReplicasIT::recipient))
                    .containsExactlyInAnyOrder(TAKEN, HANDED_OVER);
        }
    }

    private RunningSealpost start(String name, Map<String, String> settings) throws IOException {
        return RunningSealpost.start(Files.createDirectories(folder.resolve(name)), settings);
    }

    private Map<String, String> settings(MailSink sink, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(RunningSealpost.environment(services.settings()));
        settings.put("SEALPOST_KEYSTORE_FILE", folder.resolve("keystore.p12").toString());
        settings.put("SEALPOST_RELAY_HOST", "127.0.0.1");
        settings.put("SEALPOST_RELAY_PORT", Integer.toString(sink.port()));
        settings.put("SEALPOST_RELAY_TLS", "none");
        settings.put("SEALPOST_DELIVERY_POLL_EVERY", "100ms");
        settings.put("SEALPOST_DELIVERY_RETRY_INITIAL", "300ms");
        settings.putAll(more);
        return settings;
    }

    /** Whoever falls silent loses its lease soon, and counts as dead soon after. */
    private Map<String, String> cutOffSettings(MailSink sink) {
        return settings(
                sink,
                Map.of(
                        "SEALPOST_DELIVERY_CUT_THROUGH_BUDGET", "1s",
                        "SEALPOST_DELIVERY_LEASE", "3s",
                        "SEALPOST_AUDIT_HEARTBEAT", "1s",
                        "SEALPOST_AUDIT_INSTANCE_TIMEOUT", "5s"));
    }

    private static void submitAll(RunningSealpost gateway) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> replies = clients.invokeAll(recipients().stream()
                    .<Callable<Integer>>map(one -> () -> send(gateway, one))
                    .toList());
            for (Future<Integer> reply : replies) {
                assertThat(reply.get()).isEqualTo(250);
            }
        }
    }

    /** The attempt within the client's transaction comes to nothing, and the message to the queue. */
    private static void refuseForNow(RunningSealpost gateway, String recipient, HeldAnswers<?> hop) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> reply = clients.submit(() -> send(gateway, recipient));
            hop.attempt(recipient, 1).complete(NOT_NOW);
            assertThat(reply.get()).isEqualTo(250);
        }
    }

    private static int send(RunningSealpost gateway, String recipient) throws Exception {
        return new Submission(gateway.smtpPort(), "ada@practice.example")
                .to(recipient)
                .send("One", "text\r\n")
                .code();
    }

    /** Between two transactions: a row that it had locked would be out of everyone's reach until its connection ends. */
    private void cutOff(RunningSealpost only) {
        await().atMost(LONG).until(() -> {
            only.freeze();
            boolean between = number(OPEN_TRANSACTIONS) == 0;
            if (!between) {
                only.thaw();
            }
            return between;
        });
    }

    private static boolean isIntact(RunningSealpost gateway) throws Exception {
        return gateway.get("/api/v1/audit/verify").contains("\"intact\":true");
    }

    /** To how many recipients its API says that the next hop has the message. */
    private static int deliveredOf(RunningSealpost gateway) throws Exception {
        return gateway.get("/api/v1/messages").split("\"state\":\"delivered\"", -1).length - 1;
    }

    private static long lostLeases(RunningSealpost gateway) throws IOException {
        return gateway.printed()
                .lines()
                .filter(line -> line.contains("was taken over by another instance"))
                .count();
    }

    private static List<String> recipients() {
        return IntStream.range(0, MESSAGES)
                .mapToObj(number -> "message" + number + "@partner.example")
                .toList();
    }

    private static String recipient(MailSink.Arrival arrival) {
        return arrival.recipients().getFirst().address();
    }

    private int number(String query) throws SQLException {
        return Integer.parseInt(rows(query).getFirst());
    }

    private List<String> rows(String query) throws SQLException {
        Map<String, String> database = services.settings();
        try (Connection connection = DriverManager.getConnection(
                        database.get("quarkus.datasource.jdbc.url"),
                        database.get("quarkus.datasource.username"),
                        database.get("quarkus.datasource.password"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    /** Slow enough to be asked by both at a time, and at first it takes nothing. */
    private static final class BusyHop {

        private final Set<String> underway = ConcurrentHashMap.newKeySet();
        private final Set<String> triedTwiceAtATime = ConcurrentHashMap.newKeySet();
        private volatile Reply reply = NOT_NOW;

        private Reply answer(MailSink.Arrival arrival) {
            String recipient = recipient(arrival);
            if (!underway.add(recipient)) {
                triedTwiceAtATime.add(recipient);
            }
            pause();
            underway.remove(recipient);
            return reply;
        }

        private void takeMail() {
            reply = OK;
        }

        private Set<String> triedTwiceAtATime() {
            return triedTwiceAtATime;
        }

        private static void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Answers each attempt when the test says so, and as it says. */
    private static final class HeldAnswers<T> {

        private final Function<T, String> recipientOf;
        private final Map<String, List<CompletableFuture<Reply>>> attempts = new ConcurrentHashMap<>();

        private HeldAnswers(Function<T, String> recipientOf) {
            this.recipientOf = recipientOf;
        }

        private Reply answer(T attempted) {
            CompletableFuture<Reply> answer = new CompletableFuture<>();
            attempts(recipientOf.apply(attempted)).add(answer);
            return answer.completeOnTimeout(NOT_NOW, 3, TimeUnit.MINUTES).join();
        }

        /** The answer to that attempt, the first being 1, once it was made. */
        private CompletableFuture<Reply> attempt(String recipient, int number) {
            await().atMost(LONG).until(() -> attempts(recipient).size() >= number);
            return attempts(recipient).get(number - 1);
        }

        private List<CompletableFuture<Reply>> attempts(String recipient) {
            return attempts.computeIfAbsent(recipient, one -> new CopyOnWriteArrayList<>());
        }
    }
}
