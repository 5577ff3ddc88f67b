package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RunningSealpost;
import org.sealpost.testing.SmtpDialogue;
import org.sealpost.testing.Submission;

/** SIGTERM to the packaged program, in the middle of mail. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OrderlyStopIT {

    private static final Reply OK = Reply.of(250, "2.0.0", "Ok");
    private static final String HELLO = """
            S: 220 *
            C: EHLO client.example
            S+ 250 HELP
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    @Test
    void readinessGoesFirstThenNewMailAndWhatRunsEndsOrIsQueued() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (MailSink sink = MailSink.inClear(0);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            sink.onData(arrival -> {
                if (arrival.recipients().getFirst().localPart().equals("slow")) {
                    stalled.countDown();
                    awaitQuietly(letGo);
                }
                return OK;
            });
            int management = FreePort.next();
            RunningSealpost gateway = RunningSealpost.start(home, settings(sink.port(), management));
            await().until(() -> readiness(management) == 200);
            SmtpDialogue resting = SmtpDialogue.connect(gateway.smtpPort()).play(HELLO);
            SmtpDialogue busy = SmtpDialogue.connect(gateway.smtpPort()).play(HELLO + """
                    C: MAIL FROM:<ada@practice.example>
                    C: RCPT TO:<busy@partner.example>
                    C: DATA
                    S: 250 *
                    S: 250 *
                    S: 354 *
                    C: From: <ada@practice.example>
                    """);
            Future<Integer> slow = clients.submit(() -> send(gateway, "slow@partner.example"));
            assertThat(stalled.await(60, TimeUnit.SECONDS)).isTrue();

            gateway.terminate();

            await().atMost(Duration.ofSeconds(10)).until(() -> readiness(management) == 503);
            assertThat(send(gateway, "meanwhile@partner.example"))
                    .as("a balancer that has not looked yet still gets its mail through")
                    .isEqualTo(250);
            resting.play("S: 421 4.3.2 *\nS! closed").close();
            await().atMost(Duration.ofSeconds(10)).until(() -> takesNoMoreMail(gateway.smtpPort()));
            busy.play("C: Subject: one\nC:\nC: text\nC: .\nS: 250 2.0.0 *\nS: 421 4.3.2 *\nS! closed")
                    .close();
            assertThat(slow.get(30, TimeUnit.SECONDS))
                    .as("queued, past the budget")
                    .isEqualTo(250);
            await().atMost(Duration.ofSeconds(60)).until(() -> !gateway.isRunning());
            assertThat(sink.arrivals("busy@partner.example")).hasSize(1);
            assertThat(sink.arrivals("meanwhile@partner.example")).hasSize(1);

            letGo.countDown();
            try (RunningSealpost again = RunningSealpost.start(home, settings(sink.port(), 0))) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(sink.arrivals("slow@partner.example"))
                                .as(again.printed())
                                .isNotEmpty());
            }
        }
    }

    @Test
    void whatWasAnsweredFromTheQueueIsWaitedForAndNotSentAgain() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        try (MailSink sink = MailSink.inClear(0)) {
            sink.onData(arrival -> {
                awaitQuietly(letGo);
                return OK;
            });
            RunningSealpost gateway = RunningSealpost.start(home, settings(sink.port(), 0));
            assertThat(send(gateway, "slow@partner.example"))
                    .as("queued, past the budget")
                    .isEqualTo(250);

            gateway.terminate();
            // The drain is over, and no client is there.
            await().atMost(Duration.ofSeconds(20)).until(() -> takesNoMoreMail(gateway.smtpPort()));
            assertThat(gateway.isRunning()).isTrue();
            letGo.countDown();

            await().atMost(Duration.ofSeconds(60)).until(() -> !gateway.isRunning());
            assertThat(sink.arrivals("slow@partner.example")).hasSize(1);
            try (RunningSealpost again = RunningSealpost.start(home, settings(sink.port(), 0))) {
                assertThat(send(again, "next@partner.example")).isEqualTo(250);
                // Longer than a lease.
                await().during(Duration.ofSeconds(7))
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(sink.arrivals("slow@partner.example"))
                                .hasSize(1));
            }
        }
    }

    /** Ctrl-C reaches every process of the terminal's group at once. */
    @Test
    void theInterruptOfATerminalLeavesTheDatabaseToTheMailThatIsUnderWay() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (MailSink sink = MailSink.inClear(0);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            sink.onData(arrival -> {
                if (arrival.recipients().getFirst().localPart().equals("slow")) {
                    stalled.countDown();
                    awaitQuietly(letGo);
                }
                return OK;
            });
            RunningSealpost gateway = RunningSealpost.startAsInATerminal(home, settings(sink.port(), 0));
            SmtpDialogue busy = SmtpDialogue.connect(gateway.smtpPort()).play(HELLO + """
                    C: MAIL FROM:<ada@practice.example>
                    C: RCPT TO:<busy@partner.example>
                    C: DATA
                    S: 250 *
                    S: 250 *
                    S: 354 *
                    C: From: <ada@practice.example>
                    """);
            Future<Integer> slow = clients.submit(() -> send(gateway, "slow@partner.example"));
            assertThat(stalled.await(60, TimeUnit.SECONDS)).isTrue();

            gateway.interruptGroup();
            await().atMost(Duration.ofSeconds(20)).until(() -> takesNoMoreMail(gateway.smtpPort()));

            busy.play("C: Subject: one\nC:\nC: text\nC: .\nS: 250 2.0.0 *\nS: 421 4.3.2 *\nS! closed")
                    .close();
            assertThat(slow.get(30, TimeUnit.SECONDS))
                    .as("queued, in a database that is still there")
                    .isEqualTo(250);
            await().atMost(Duration.ofSeconds(60)).until(() -> !gateway.isRunning());
            letGo.countDown();
        }
    }

    private static Map<String, String> settings(int relayPort, int managementPort) {
        return Map.of(
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort),
                "SEALPOST_SMTP_DRAIN_DELAY", "5s",
                "SEALPOST_SMTP_STOP_TIMEOUT", "15s",
                "SEALPOST_DELIVERY_CUT_THROUGH_BUDGET", "8s",
                "SEALPOST_DELIVERY_LEASE", "5s",
                "SEALPOST_DELIVERY_RETRY_INITIAL", "300ms",
                "SEALPOST_RELAY_HOST", "127.0.0.1",
                "SEALPOST_RELAY_PORT", Integer.toString(relayPort),
                "SEALPOST_RELAY_TLS", "none");
    }

    private static int send(RunningSealpost gateway, String recipient) throws Exception {
        return new Submission(gateway.smtpPort(), "ada@practice.example")
                .to(recipient)
                .send("One", "text\r\n")
                .code();
    }

    /** The status of the readiness check; 0 when nobody answers. */
    private int readiness(int port) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException away) {
            return 0;
        }
    }

    private static boolean takesNoMoreMail(int port) {
        try (SmtpDialogue dialogue = SmtpDialogue.connect(port)) {
            dialogue.play("S: 421 4.3.2 *");
            return true;
        } catch (IOException refused) {
            return true;
        } catch (AssertionError greeted) {
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
