package org.sealpost.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RunningSealpost;
import org.sealpost.testing.Submission;

/** The client has its 250, the next hop has not answered yet, and the whole process tree is killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledWhileTheNextHopIsSlowIT {

    private static final String RECIPIENT = "pat@partner.example";

    @TempDir
    private Path home;

    @Test
    void theMessageArrivesOnceWhenItsLeaseHasEnded() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch killed = new CountDownLatch(1);
        try (MailSink sink = MailSink.inClear(0)) {
            sink.onData(arrival -> {
                if (attempts.incrementAndGet() == 1) {
                    awaitUninterruptibly(killed);
                    return Reply.of(451, "4.3.0", "Nobody hears this");
                }
                return Reply.of(250, "2.0.0", "Ok");
            });
            Map<String, String> settings = Map.of(
                    "SEALPOST_RELAY_HOST", "127.0.0.1",
                    "SEALPOST_RELAY_PORT", Integer.toString(sink.port()),
                    "SEALPOST_RELAY_TLS", "none",
                    "SEALPOST_DELIVERY_CUT_THROUGH_BUDGET", "1s",
                    "SEALPOST_DELIVERY_RETRY_INITIAL", "300ms",
                    "SEALPOST_DELIVERY_LEASE", "5s");
            RunningSealpost first = RunningSealpost.start(home, settings);
            Reply reply = new Submission(first.smtpPort(), "ada@practice.example")
                    .to(RECIPIENT)
                    .send("Slow", "text\r\n");
            assertThat(reply.toString()).startsWith("250").endsWith("accepted");
            first.killTree();
            killed.countDown();
            assertThat(sink.arrivals(RECIPIENT)).isEmpty();

            try (RunningSealpost again = RunningSealpost.start(home, settings)) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> !sink.arrivals(RECIPIENT).isEmpty());
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> again.get("/api/v1/messages").contains("\"delivered\""));
                assertThat(sink.arrivals(RECIPIENT)).hasSize(1);
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
