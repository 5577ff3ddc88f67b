package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.audit.RecipientState;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.AccountDirectory;
import org.sealpost.practice.Login;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeMode;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.SmtpDialogue;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** One stolen mailbox cannot send thousands. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
@TestProfile(SendingLimitsTest.Low.class)
class SendingLimitsTest {

    private static final int LIMIT = 5;
    private static final int MESSAGES = 20;

    /** Limits that a test reaches. */
    public static final class Low implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sealpost.limits.sender-recipients-per-hour",
                    Integer.toString(LIMIT),
                    "sealpost.limits.account-recipients-per-hour",
                    Integer.toString(LIMIT),
                    "sealpost.limits.account-messages-per-hour",
                    Integer.toString(MESSAGES));
        }
    }

    @Inject
    GatewayLifecycle gateway;

    @Inject
    MessageHistory history;

    @Inject
    SendingLimits limits;

    @Inject
    SentRecipients table;

    @Inject
    Pseudonyms pseudonyms;

    @Inject
    MeterRegistry meters;

    @Inject
    AccountDirectory accounts;

    @Inject
    WaitingParts waiting;

    @Inject
    PracticeDirectory practices;

    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = RelayForTests.listening();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void holdsWhatGoesToMorePeopleThanALimitAndRaisesTheAlarm() throws Exception {
        String stolen = "stolen@practice.example";
        for (int i = 0; i < LIMIT; i++) {
            assertThat(send(stolen, "person" + i + "@example.org").toString()).endsWith("delivered");
        }

        Reply reply = send(stolen, "onetoomany@example.org");

        assertThat(reply.toString()).startsWith("250 ").endsWith("accepted");
        assertThat(state(reply)).isEqualTo(RecipientState.HELD);
        assertThat(relay.arrivals("onetoomany@example.org")).isEmpty();
        assertThat(limits.overLimit())
                .isNotEmpty()
                .allSatisfy(who -> assertThat(who).contains("sender ").doesNotContain("stolen"));
        assertThat(meters.counter("sealpost.limits.held").count()).isPositive();
    }

    @Test
    void goesOnWritingToThoseOfThisHourAndDoesNotTouchOtherSenders() throws Exception {
        String busy = "busy@practice.example";
        for (int i = 0; i < LIMIT; i++) {
            send(busy, "known" + i + "@example.org");
        }
        assertThat(state(send(busy, "unknown@example.org"))).isEqualTo(RecipientState.HELD);

        assertThat(send(busy, "known0@example.org").toString()).endsWith("delivered");
        assertThat(send("colleague@practice.example", "unknown@example.org").toString())
                .endsWith("delivered");
    }

    /** RFC 5233: all of them are one mailbox, and a thief needs no more than a keyboard to make up another. */
    @Test
    void countsTheMailboxWhateverSubaddressAndLettersItIsWrittenWith() throws Exception {
        for (int i = 0; i < LIMIT; i++) {
            String written = i % 2 == 0 ? "plus+" + i + "@practice.example" : "PLUS@practice.example";
            assertThat(send(written, "sub" + i + "@example.org").toString()).endsWith("delivered");
        }

        assertThat(state(send("plus+more@practice.example", "sub9@example.org")))
                .isEqualTo(RecipientState.HELD);
        assertThat(state(send("plus@practice.example", "sub9@example.org"))).isEqualTo(RecipientState.HELD);
    }

    @Test
    void countsWhatOtherReplicasHaveSent() throws Exception {
        String sender = "twice@practice.example";
        String pseudonym = pseudonyms
                .of(PracticeId.DEFAULT, org.sealpost.mail.Mailbox.parse(sender))
                .value();
        table.add(List.of("a", "b", "c", "d", "e").stream()
                .map(recipient ->
                        new SentRecipients.Sent(PracticeId.DEFAULT, pseudonym, recipient, java.time.Instant.now()))
                .toList());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state(send(sender, "here" + System.nanoTime() + "@example.org")))
                        .isEqualTo(RecipientState.HELD));
    }

    @Test
    void countsTheAccountWhateverSendersItNames() throws Exception {
        StringBuilder script = new StringBuilder(signingIn("wanders"));
        for (int i = 0; i < LIMIT; i++) {
            script.append(message("wandering" + i + "@practice.example", "met" + i + "@example.org", "delivered"));
        }
        script.append(message("wandering9@practice.example", "met9@example.org", "accepted"));
        // The null path is a sender like any other.
        script.append(message("", "met10@example.org", "accepted"));
        script.append(message("wandering9@practice.example", "met0@example.org", "delivered"));

        SmtpDialogue.play(gateway.port(), script.toString());

        assertThat(relay.arrivals("met9@example.org")).isEmpty();
        assertThat(limits.overLimit()).anySatisfy(who -> assertThat(who).startsWith("account "));
    }

    @Test
    void holdsMoreMessagesOfAnAccountThanALimitToWhomeverTheyGo() throws Exception {
        StringBuilder script = new StringBuilder(signingIn("repeats"));
        for (int i = 0; i < MESSAGES; i++) {
            script.append(message("repeats" + i + "@practice.example", "same@example.org", "delivered"));
        }
        script.append(message("repeats@practice.example", "same@example.org", "accepted"));

        SmtpDialogue.play(gateway.port(), script.toString());

        assertThat(relay.arrivals("same@example.org")).hasSize(MESSAGES);
    }

    @Test
    void tellsTheSenderOfTheFirstHeldMessageOnly() throws Exception {
        String loud = "loud@practice.example";
        for (int i = 0; i < LIMIT + 3; i++) {
            send(loud, "far" + i + "@example.org");
        }

        await().until(() -> !relay.arrivals(loud).isEmpty());
        assertThat(waiting.of(loud, "kind = 'notification'")).isZero();
        assertThat(relay.arrivals(loud)).hasSize(1);
    }

    @Test
    void tellsTheSenderOfTheFirstThatIsHeldThoughTheDatabaseWasAwayForTheOneBefore() throws Exception {
        String unlucky = "unlucky@practice.example";
        for (int i = 0; i < LIMIT; i++) {
            send(unlucky, "near" + i + "@example.org");
        }
        asOwner("ALTER TABLE queued_part ADD CONSTRAINT away CHECK (state <> 'held') NOT VALID");
        try {
            assertThat(send(unlucky, "near9@example.org").code()).isEqualTo(451);
        } finally {
            asOwner("ALTER TABLE queued_part DROP CONSTRAINT away");
        }

        assertThat(state(send(unlucky, "near9@example.org"))).isEqualTo(RecipientState.HELD);

        await().until(() -> relay.arrivals(unlucky).size() == 1);
    }

    @Test
    void holdsWhereThePracticeOnlyObservesAndSaysSo() throws Exception {
        String watched = "watched@practice.example";
        practices.save(mode(PracticeMode.OBSERVE));
        try {
            for (int i = 0; i < LIMIT; i++) {
                assertThat(send(watched, "seen" + i + "@example.org").toString())
                        .endsWith("delivered");
            }

            Reply reply = send(watched, "seen8@example.org");
            send(watched, "seen9@example.org");

            assertThat(state(reply)).isEqualTo(RecipientState.HELD);
            assertThat(events(reply, "message.decided"))
                    .isNotEmpty()
                    .allMatch(event -> event.contains("setting sealpost.limits.sender-recipients-per-hour"));
            assertThat(events(reply, "message.held"))
                    .isNotEmpty()
                    .allMatch(event -> event.contains("the sender has written to more people"))
                    .noneMatch(event -> event.contains("Observed only"));
        } finally {
            practices.save(mode(PracticeMode.ENFORCE));
        }
        await().until(() -> !relay.arrivals(watched).isEmpty());
        assertThat(waiting.of(watched, "kind = 'notification'")).isZero();
        assertThat(relay.arrivals(watched)).hasSize(1);
    }

    private PracticeSettings mode(PracticeMode mode) {
        PracticeSettings now = practices.settings(PracticeId.DEFAULT);
        return new PracticeSettings(
                now.id(),
                now.name(),
                now.contact(),
                now.language(),
                now.codeByEmail(),
                now.timeZone(),
                mode,
                now.domains(),
                now.networks());
    }

    private static List<String> events(Reply reply, String type) throws SQLException {
        try (Connection owner = TestServices.owner();
                PreparedStatement select = owner.prepareStatement(
                        "SELECT data::text FROM audit_event WHERE message = ?::uuid AND type = ?")) {
            select.setString(1, reply.lines().getFirst().split(" ", -1)[0]);
            select.setString(2, type);
            List<String> events = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
            return events;
        }
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = TestServices.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private String signingIn(String name) {
        Login login = new Login(name + "-" + UUID.randomUUID());
        return SigningIn.as(accounts.add(PracticeId.DEFAULT, login, Set.of(), Optional.empty(), Actor.staff("s-1")));
    }

    private static String message(String from, String to, String end) {
        return """
                C: MAIL FROM:<%s>
                S: 250 *
                C: RCPT TO:<%s>
                S: 250 *
                C: DATA
                S: 354 *
                C> From: a@practice.example\\r\\nSubject: ordinary\\r\\n\\r\\ntext\\r\\n.\\r\\n
                S: 250 * %s
                """.formatted(from, to, end);
    }

    private Reply send(String from, String to) throws Exception {
        return new Submission(gateway.port(), from).to(to).send("ordinary", "text\r\n");
    }

    private RecipientState state(Reply reply) throws Exception {
        MessageId id = MessageId.parse(reply.toString().split(" ")[2]);
        return history.of(PracticeId.DEFAULT, id)
                .orElseThrow()
                .recipients()
                .getFirst()
                .state();
    }
}
