package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sealpost.gateway.LateRelay.TAKEN;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.RecipientState;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/**
 * A next hop that answers the dot only when the client's patience is over: the client gets 250 for a message that is in
 * the queue, while the attempt runs on and settles it.
 */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class SlowNextHopTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    GatewayLifecycle gateway;

    @Inject
    WaitingParts waiting;

    @Inject
    MessageHistory history;

    private final String recipient = UUID.randomUUID() + "@example.org";

    @Test
    void theMessageIsQueuedUnderTheRunningAttemptsLeaseAndArrivesOnce() throws Exception {
        try (LateRelay relay = relay(attempt -> TAKEN)) {
            assertThat(send().toString()).startsWith("250").endsWith("accepted");
            assertThat(waiting.of(recipient, "state = 'queued' AND lease_until > now() AND fence = 1"))
                    .isOne();
            assertThat(relay.arrivals(recipient)).isEmpty();
            relay.goOn();
            awaitNoneWaiting();
            assertThat(relay.arrivals(recipient)).hasSize(1);
            assertThat(relay.attempts()).isOne();
        }
    }

    @Test
    void anAttemptThatIsPutOffAfterwardsIsMadeAgain() throws Exception {
        try (LateRelay relay = relay(attempt -> attempt == 1 ? Reply.of(451, "4.3.0", "Later") : TAKEN)) {
            assertThat(send().toString()).endsWith("accepted");
            relay.goOn();
            awaitNoneWaiting();
            assertThat(relay.arrivals(recipient)).hasSize(1);
            assertThat(relay.attempts()).isEqualTo(2);
        }
    }

    @Test
    void aRefusalAfterwardsGoesBackToTheSender() throws Exception {
        try (LateRelay relay = relay(attempt -> Reply.of(554, "5.7.1", "Spam"))) {
            assertThat(send().toString()).endsWith("accepted");
            relay.goOn();
            await().atMost(SOON)
                    .until(() -> relay.arrivals("a@practice.example").stream()
                            .map(one -> new String(one.message().octets(), StandardCharsets.ISO_8859_1))
                            .anyMatch(text -> text.contains(recipient) && text.contains("554 5.7.1")));
            assertThat(waiting.of(recipient)).isZero();
            assertThat(relay.attempts()).isOne();
        }
    }

    @Test
    void aConnectionThatBreaksAfterwardsIsInDoubtAndTheSameOctetsGoAgain() throws Exception {
        try (LateRelay relay = relay(attempt -> Reply.of(451, "4.3.0", "Nobody hears this"))) {
            assertThat(send().toString()).endsWith("accepted");
            relay.breakOff();
            await().atMost(SOON).until(() -> waiting.of(recipient, "form = 'final'") == 1);
            relay.comeBack();
            awaitNoneWaiting();
            assertThat(relay.arrivals(recipient)).hasSize(1);
        }
    }

    @Test
    void whatTheNextHopTookIsDeliveredAndRecordedThoughTheQueueCouldNotTakeItOver() throws Exception {
        asOwner("ALTER TABLE queued_part ADD CONSTRAINT away CHECK (why <> 'the next mail server is slow') NOT VALID");
        try (LateRelay relay = relay(attempt -> TAKEN)) {
            CompletableFuture<Reply> answer = CompletableFuture.supplyAsync(this::send);
            relay.awaitFirstAttempt();
            // Well past the budget: the queue has refused it.
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(answer).isNotDone();
            relay.goOn();
            assertThat(answer.get(20, TimeUnit.SECONDS).toString())
                    .startsWith("250")
                    .endsWith("delivered");
            MessageId id = MessageId.parse(answer.get().lines().getFirst().split(" ", -1)[0]);
            await().atMost(SOON)
                    .until(() -> history.of(PracticeId.DEFAULT, id)
                                    .orElseThrow()
                                    .recipients()
                                    .getFirst()
                                    .state()
                            == RecipientState.DELIVERED);
            assertThat(relay.arrivals(recipient)).hasSize(1);
        } finally {
            asOwner("ALTER TABLE queued_part DROP CONSTRAINT away");
        }
    }

    @Test
    void aDatabaseThatComesBackWhileTheNextHopHasTheDotTakesTheMessageOverAndTheClientWaitsNoLonger() throws Exception {
        try (LateRelay relay = relay(attempt -> TAKEN)) {
            CompletableFuture<Reply> answer;
            asOwner(
                    "ALTER TABLE queued_part ADD CONSTRAINT away CHECK (why <> 'the next mail server is slow') NOT VALID");
            try {
                answer = CompletableFuture.supplyAsync(this::send);
                relay.awaitFirstAttempt();
                // Well past the budget: the queue has refused it.
                await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
                assertThat(answer).isNotDone();
            } finally {
                asOwner("ALTER TABLE queued_part DROP CONSTRAINT away");
            }

            assertThat(answer.get(10, TimeUnit.SECONDS).toString())
                    .startsWith("250")
                    .endsWith("accepted");
            assertThat(waiting.of(recipient, "lease_until > now() AND fence = 1"))
                    .isOne();
            relay.goOn();
            awaitNoneWaiting();
            assertThat(relay.arrivals(recipient)).hasSize(1);
            assertThat(relay.attempts()).isOne();
        }
    }

    /** Before the dot, and the queue is back before the next hop speaks: what the client keeps is nobody else's. */
    @ParameterizedTest
    @ValueSource(ints = {451, 550})
    void whatTheClientWasToldToKeepIsNeitherQueuedNorBounced(int code) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (MailSink relay = RelayForTests.listening()) {
            relay.onRecipient(one -> {
                if (one.address().equals(recipient) && asked.incrementAndGet() == 1) {
                    awaitQuietly(goOn);
                    return Reply.plain(code, "said late");
                }
                return Reply.of(250, "2.1.5", "Ok");
            });
            relay.onData(arrival -> TAKEN);
            asOwner("ALTER TABLE queued_part ADD CONSTRAINT away CHECK (why <> 'the next mail server is slow')"
                    + " NOT VALID");
            try {
                assertThat(send().code()).isEqualTo(451);
            } finally {
                asOwner("ALTER TABLE queued_part DROP CONSTRAINT away");
            }

            goOn.countDown();

            await().pollDelay(Duration.ofSeconds(3)).until(() -> waiting.of(recipient) == 0);
            assertThat(send().code()).as("when it is sent again").isEqualTo(250);
            assertThat(relay.arrivals(recipient)).hasSize(1);
            assertThat(relay.arrivals("a@practice.example").stream()
                            .map(one -> new String(one.message().octets(), StandardCharsets.ISO_8859_1)))
                    .noneMatch(text -> text.contains(recipient));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = TestServices.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private LateRelay relay(IntFunction<Reply> answer) throws Exception {
        return LateRelay.forRecipient(recipient, answer);
    }

    private Reply send() {
        try {
            return new Submission(gateway.port(), "a@practice.example")
                    .to(recipient)
                    .send("slow", "text\r\n");
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }

    private void awaitNoneWaiting() {
        await().atMost(SOON).until(() -> waiting.of(recipient) == 0);
    }
}
