package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    private static final Reply TAKEN = Reply.of(250, "2.0.0", "Ok");

    @Inject
    GatewayLifecycle gateway;

    @Inject
    DataSource database;

    @Inject
    MessageHistory history;

    @ConfigProperty(name = "sealpost.relay.port")
    int relayPort;

    @ConfigProperty(name = RelayForTests.FOLDER)
    Path relayFolder;

    private final String recipient = UUID.randomUUID() + "@example.org";
    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = MailSink.withTls(relayPort, relayFolder);
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        relay.close();
    }

    @Test
    void theMessageIsQueuedUnderTheRunningAttemptsLeaseAndArrivesOnce() throws Exception {
        answerLate(attempt -> TAKEN);
        assertThat(send().toString()).startsWith("250").endsWith("accepted");
        assertThat(rows("state = 'queued' AND lease_until > now() AND fence = 1"))
                .isOne();
        assertThat(relay.arrivals(recipient)).isEmpty();
        goOn.countDown();
        await().atMost(SOON).until(() -> rows("true") == 0);
        assertThat(relay.arrivals(recipient)).hasSize(1);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void anAttemptThatIsPutOffAfterwardsIsMadeAgain() throws Exception {
        answerLate(attempt -> attempt == 1 ? Reply.of(451, "4.3.0", "Later") : TAKEN);
        assertThat(send().toString()).endsWith("accepted");
        goOn.countDown();
        await().atMost(SOON).until(() -> rows("true") == 0);
        assertThat(relay.arrivals(recipient)).hasSize(1);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aRefusalAfterwardsGoesBackToTheSender() throws Exception {
        answerLate(attempt -> Reply.of(554, "5.7.1", "Spam"));
        assertThat(send().toString()).endsWith("accepted");
        goOn.countDown();
        await().atMost(SOON)
                .until(() -> relay.arrivals("a@practice.example").stream()
                        .map(one -> new String(one.message().octets(), StandardCharsets.ISO_8859_1))
                        .anyMatch(text -> text.contains(recipient) && text.contains("554 5.7.1")));
        assertThat(rows("true")).isZero();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aConnectionThatBreaksAfterwardsIsInDoubtAndTheSameOctetsGoAgain() throws Exception {
        answerLate(attempt -> {
            if (attempt == 1) {
                Thread.ofPlatform().start(relay::close);
                await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
                return Reply.of(451, "4.3.0", "Nobody hears this");
            }
            return TAKEN;
        });
        assertThat(send().toString()).endsWith("accepted");
        goOn.countDown();
        await().atMost(SOON).until(() -> rows("form = 'final'") == 1);
        relay = MailSink.withTls(relayPort, relayFolder);
        await().atMost(SOON).until(() -> rows("true") == 0);
        assertThat(relay.arrivals(recipient)).hasSize(1);
    }

    @Test
    void whatTheNextHopTookIsDeliveredAndRecordedThoughTheQueueCouldNotTakeItOver() throws Exception {
        answerLate(attempt -> TAKEN);
        asOwner("ALTER TABLE queued_part ADD CONSTRAINT away CHECK (why <> 'the next mail server is slow') NOT VALID");
        try {
            CompletableFuture<Reply> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return send();
                } catch (Exception failure) {
                    throw new CompletionException(failure);
                }
            });
            await().atMost(SOON).until(() -> attempts.get() == 1);
            // Well past the budget: the queue has refused it.
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(answer).isNotDone();
            goOn.countDown();
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

    private static void asOwner(String sql) throws SQLException {
        Map<String, String> settings = TestServices.settings();
        try (Connection owner = DriverManager.getConnection(
                        settings.get("quarkus.flyway.jdbc-url"),
                        settings.get("quarkus.flyway.username"),
                        settings.get("quarkus.flyway.password"));
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private Reply send() throws Exception {
        return new Submission(gateway.port(), "a@practice.example")
                .to(recipient)
                .send("slow", "text\r\n");
    }

    /** Answers the dot of this test's message when it may go on, with what belongs to the attempt of that number. */
    private void answerLate(IntFunction<Reply> answer) {
        relay.onData(arrival -> {
            if (arrival.recipients().stream().noneMatch(one -> one.address().equals(recipient))) {
                return TAKEN;
            }
            int attempt = attempts.incrementAndGet();
            try {
                goOn.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return answer.apply(attempt);
        });
    }

    /** How many rows the queue has for the recipient on which that holds. */
    private int rows(String condition) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT count(*) FROM queued_part WHERE ? = ANY (recipients) AND " + condition)) {
            select.setString(1, recipient);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
