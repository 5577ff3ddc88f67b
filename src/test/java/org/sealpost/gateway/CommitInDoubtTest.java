package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sealpost.gateway.LateRelay.TAKEN;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.RecipientState;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.DatabaseBehindProxy;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/**
 * The real database commits, and the program never hears of it: nothing is lost, and a message comes twice only where the
 * database stays away until the next hop has taken it.
 */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(DatabaseBehindProxy.class)
@QuarkusTestResource(RelayForTests.class)
@Timeout(120)
class CommitInDoubtTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(7);

    /** In the row that the queue takes over, and in no other statement. */
    private static final String HAND_OVER = "the next mail server is slow";

    @Inject
    GatewayLifecycle gateway;

    @Inject
    MessageHistory history;

    private final String recipient = UUID.randomUUID() + "@example.org";
    private final int before = DatabaseBehindProxy.lost();

    @AfterEach
    void comeBack() {
        DatabaseBehindProxy.comeBack();
    }

    @Test
    void aHandOverWhoseCommitWasNotHeardIsFoundAndTheMessageArrivesOnce() throws Exception {
        try (LateRelay relay = LateRelay.forRecipient(recipient, attempt -> TAKEN)) {
            warmUp();
            DatabaseBehindProxy.loseTheAnswerToTheCommitOf(HAND_OVER);
            CompletableFuture<Reply> answer = CompletableFuture.supplyAsync(this::send);
            awaitLost();
            assertThat(waiting()).as("it is in the database").isOne();

            assertThat(answer.get(20, TimeUnit.SECONDS).toString())
                    .startsWith("250")
                    .endsWith("accepted");
            assertThat(waiting()).as("and not twice").isOne();
            relay.goOn();

            await().atMost(SOON).until(() -> waiting() == 0);
            awaitDelivered(answer.get());
            assertThat(relay.arrivals(recipient)).hasSize(1);
            assertThat(relay.attempts()).isOne();
        }
    }

    /** The next hop's 250 comes while nobody knows yet that the queue has the message, which would send it once more. */
    @Test
    void theNextHopsWordWhileTheHandOverIsInDoubtSettlesTheRowThatIsThere() throws Exception {
        try (LateRelay relay = LateRelay.forRecipient(recipient, attempt -> TAKEN)) {
            warmUp();
            DatabaseBehindProxy.loseTheAnswerToTheCommitOf(HAND_OVER);
            CompletableFuture<Reply> answer = CompletableFuture.supplyAsync(this::send);
            awaitLost();

            relay.goOn();

            assertThat(answer.get(20, TimeUnit.SECONDS).code()).isEqualTo(250);
            await().atMost(SOON).until(() -> waiting() == 0);
            awaitDelivered(answer.get());
            // Longer than the lease, after which a row that nobody settled would be sent.
            await().pollDelay(Duration.ofSeconds(7)).until(() -> true);
            assertThat(relay.arrivals(recipient)).hasSize(1);
            assertThat(relay.attempts()).isOne();
        }
    }

    /** What is duplicated, and all that is: the row is there, and nobody could learn of it before the 250. */
    @Test
    void aDatabaseThatStaysAwayUntilTheNextHopHasTakenItMakesTheMessageComeTwiceAndLosesNone() throws Exception {
        try (LateRelay relay = LateRelay.forRecipient(recipient, attempt -> TAKEN)) {
            warmUp();
            DatabaseBehindProxy.loseTheAnswerToTheCommitOf(HAND_OVER);
            CompletableFuture<Reply> answer = CompletableFuture.supplyAsync(this::send);
            awaitLost();
            DatabaseBehindProxy.goAway();

            relay.goOn();

            assertThat(answer.get(30, TimeUnit.SECONDS).toString())
                    .as("the next hop has it, whatever the database says")
                    .startsWith("250");
            assertThat(relay.arrivals(recipient)).hasSize(1);
            DatabaseBehindProxy.comeBack();
            await().atMost(SOON).until(() -> waiting() == 0);
            awaitDelivered(answer.get());
            assertThat(relay.arrivals(recipient)).hasSize(2);
            assertThat(relay.arrivals(recipient).stream()
                            .map(one -> one.message().value("Message-ID"))
                            .distinct())
                    .as("the same message, which programs that look show once")
                    .hasSize(1);
        }
    }

    /** The database is back only when the lease has run out, and still nobody sends again what the next hop has. */
    @Test
    void anOutcomeThatFindsNoDatabaseIsKeptAndTheMessageThatTheQueueHasArrivesOnce() throws Exception {
        try (LateRelay relay = LateRelay.forRecipient(recipient, attempt -> TAKEN)) {
            warmUp();
            Reply reply = send();
            assertThat(reply.toString()).startsWith("250").endsWith("accepted");
            DatabaseBehindProxy.goAway();

            relay.goOn();
            await().pollDelay(LONGER_THAN_THE_LEASE).until(() -> relay.attempts() == 1);
            DatabaseBehindProxy.comeBack();

            await().atMost(SOON).until(() -> waiting() == 0);
            awaitDelivered(reply);
            assertThat(relay.arrivals(recipient)).hasSize(1);
            assertThat(relay.attempts()).isOne();
        }
    }

    @Test
    void anOutcomeOfALaterAttemptThatFindsNoDatabaseIsKeptAndTheMessageArrivesOnce() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (MailSink relay = RelayForTests.listening()) {
            relay.onData(arrival -> {
                if (arrival.recipients().stream().noneMatch(one -> one.address().equals(recipient))) {
                    return TAKEN;
                }
                if (attempts.incrementAndGet() == 1) {
                    return Reply.of(451, "4.3.0", "Later");
                }
                DatabaseBehindProxy.goAway();
                return TAKEN;
            });
            Reply reply = send();
            assertThat(reply.toString()).startsWith("250").endsWith("accepted");

            await().atMost(SOON).until(() -> attempts.get() == 2);
            await().pollDelay(LONGER_THAN_THE_LEASE).until(() -> attempts.get() == 2);
            DatabaseBehindProxy.comeBack();

            await().atMost(SOON).until(() -> waiting() == 0);
            awaitDelivered(reply);
            assertThat(attempts).hasValue(2);
        }
    }

    /** An intent in doubt: no dot is sent, and the client keeps the message. */
    @Test
    void anIntentWhoseCommitWasNotHeardSendsNothing() throws Exception {
        try (LateRelay relay = LateRelay.forRecipient(recipient, attempt -> TAKEN)) {
            relay.goOn();
            int intents = intents();
            int unknown = intentsWithoutOutcome();
            DatabaseBehindProxy.loseTheAnswerToTheInsertionOf("message.decided");

            Reply reply = send();

            assertThat(DatabaseBehindProxy.lost()).isEqualTo(before + 1);
            assertThat(intents()).as("it is in the database").isEqualTo(intents + 1);
            assertThat(reply.code()).isEqualTo(451);
            assertThat(relay.arrivals(recipient)).isEmpty();
            assertThat(waiting()).isZero();
            assertThat(send().toString()).as("when it is sent again").endsWith("delivered");
            assertThat(relay.arrivals(recipient)).hasSize(1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(intentsWithoutOutcome())
                            .as("nothing counts as a disclosure of which nobody knows")
                            .isLessThanOrEqualTo(unknown));
        }
    }

    /** The database is too slow for the intent, and then for what came of it. */
    @Test
    void anIntentOfALaterAttemptInDoubtGetsItsOutcomeWhenTheDatabaseIsBack() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (MailSink relay = RelayForTests.listening()) {
            relay.onRecipient(one -> {
                int attempt = one.address().equals(recipient) ? asked.incrementAndGet() : 0;
                if (attempt == 2) {
                    DatabaseBehindProxy.loseTheAnswerToTheInsertionOf("message.decided");
                }
                return attempt == 1 ? Reply.of(451, "4.3.0", "Later") : Reply.of(250, "2.1.5", "Ok");
            });
            relay.onData(arrival -> TAKEN);
            int unknown = intentsWithoutOutcome();
            assertThat(send().toString()).startsWith("250").endsWith("accepted");
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> DatabaseBehindProxy.lost() == before + 1);
            DatabaseBehindProxy.goAway();
            await().pollDelay(LONGER_THAN_THE_LEASE)
                    .until(() -> relay.arrivals(recipient).isEmpty());
            DatabaseBehindProxy.comeBack();

            await().atMost(SOON).until(() -> relay.arrivals(recipient).size() == 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(intentsWithoutOutcome())
                            .as("nothing counts as a disclosure of which nobody knows")
                            .isLessThanOrEqualTo(unknown));
        }
    }

    /** The client is told to keep the message before anything was sent, and the queue has it all the same. */
    @Test
    void aHandOverInDoubtOfWhatNobodyHasSentIsWithdrawnAndTheMessageComesOnce() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (MailSink relay = RelayForTests.listening()) {
            relay.onRecipient(one -> {
                if (one.address().equals(recipient) && asked.incrementAndGet() == 1) {
                    awaitQuietly(goOn);
                    return Reply.of(451, "4.3.0", "Later");
                }
                return Reply.of(250, "2.1.5", "Ok");
            });
            relay.onData(arrival -> TAKEN);
            warmUp();
            DatabaseBehindProxy.loseTheAnswerToTheCommitOf(HAND_OVER);
            CompletableFuture<Reply> answer = CompletableFuture.supplyAsync(this::send);
            awaitLost();
            assertThat(answer.get(20, TimeUnit.SECONDS).code()).isEqualTo(451);
            assertThat(waiting()).as("it is in the database").isOne();

            goOn.countDown();

            await().atMost(SOON).until(() -> waiting() == 0);
            assertThat(relay.arrivals(recipient)).isEmpty();
            assertThat(send().code()).as("when it is sent again").isEqualTo(250);
            await().pollDelay(LONGER_THAN_THE_LEASE).until(() -> true);
            assertThat(relay.arrivals(recipient)).hasSize(1);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first message of a fresh program would still be before its dot when its client loses patience. */
    private void warmUp() {
        assertThat(send("warm-" + recipient).code()).isEqualTo(250);
    }

    private void awaitLost() {
        await().atMost(SOON).until(() -> DatabaseBehindProxy.lost() == before + 1);
    }

    private void awaitDelivered(Reply reply) throws Exception {
        MessageId id = MessageId.parse(reply.lines().getFirst().split(" ", -1)[0]);
        await().atMost(SOON)
                .until(() -> history.of(PracticeId.DEFAULT, id)
                                .orElseThrow()
                                .recipients()
                                .getFirst()
                                .state()
                        == RecipientState.DELIVERED);
    }

    private int waiting() throws SQLException {
        return count("SELECT count(*) FROM queued_part WHERE ? = ANY (recipients)", recipient);
    }

    private static int intents() throws SQLException {
        return count("SELECT count(*) FROM audit_event WHERE type = ?", "message.decided");
    }

    private static int intentsWithoutOutcome() throws SQLException {
        return count(
                "SELECT count(*) FROM audit_event e WHERE type = ? AND data ->> 'action' = 'deliver'"
                        + " AND NOT EXISTS (SELECT FROM audit_event o WHERE o.attempt = e.attempt"
                        + " AND o.type <> 'message.decided')",
                "message.decided");
    }

    /** Asked beside the proxy. */
    private static int count(String query, String value) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement count = owner.prepareStatement(query)) {
            count.setString(1, value);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private Reply send() {
        return send(recipient);
    }

    private Reply send(String to) {
        try {
            return new Submission(gateway.port(), "a@practice.example").to(to).send("slow", "text\r\n");
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }
}
