package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.RecipientState;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeReader;
import org.sealpost.smime.SmimeReading;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** The path of a message that is delivered within the transaction, on real parts: SMTP in, PostgreSQL, SMTP out. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class MessagePathTest {

    @Inject
    PathWorld world;

    @BeforeEach
    void start() throws Exception {
        world.start();
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Test
    void deliversWithinTheTransactionAndLeavesTheBodyAsItCame() throws Exception {
        String body = "one\r\n..two\r\n.three\r\n\r\ntrailing space \r\n";
        Reply reply = world.submission().to("x@example.org").send("ordinary", body);
        assertThat(reply.toString()).startsWith("250 2.0.0").endsWith("delivered");
        MailSink.Arrival arrival = world.only("x@example.org");
        assertThat(arrival.message().openBody()).hasBinaryContent(body.getBytes(StandardCharsets.US_ASCII));
        assertThat(arrival.message().fields("Received")).hasSize(1);
        assertThat(arrival.message().fields("Bcc")).isEmpty();
        assertThat(world.state(reply, "x@example.org")).isEqualTo(RecipientState.DELIVERED);
    }

    @Test
    void recordsTheIntentBeforeTheDotReachesTheNextHop() throws Exception {
        List<Boolean> recorded = new CopyOnWriteArrayList<>();
        world.relay().onData(arrival -> {
            recorded.add(isDecided(arrival.message()));
            return Reply.of(250, "2.0.0", "Ok");
        });
        world.submission().to("intent@example.org").send("ordinary", "text\r\n");
        assertThat(recorded).containsExactly(true);
    }

    @Test
    void answersWithTheNextHopsOwnRefusal() throws Exception {
        world.relay().onRecipient(mailbox -> Reply.of(550, "5.1.1", "No such user"));
        Reply atRecipient = world.submission().to("gone@example.org").send("ordinary", "text\r\n");
        assertThat(atRecipient.toString()).isEqualTo("550 5.1.1 No such user");
        world.relay().onRecipient(mailbox -> Reply.of(250, "2.1.5", "Ok"));
        world.relay().onData(arrival -> Reply.of(554, "5.7.1", "Spam"));
        Reply atDot = world.submission().to("picky@example.org").send("ordinary", "text\r\n");
        assertThat(atDot.toString()).isEqualTo("554 5.7.1 Spam");
        assertThat(world.relay().arrivals("gone@example.org")).isEmpty();
    }

    @Test
    void encryptsForTheRecipientsCertificate() throws Exception {
        TestIdentity identity = world.importCertificate("smime@patients.example");
        Reply reply = world.submission().to("smime@patients.example").send("real subject", PathWorld.PHI + "\r\n");
        assertThat(reply.toString()).endsWith("delivered");
        RawMessage arrived = world.only("smime@patients.example").message();
        assertThat(PathWorld.text(arrived)).doesNotContain("real subject").doesNotContain("E11.9");
        assertThat(arrived.value("Subject")).contains("[...]");
        RawMessage view = ((SmimeReading.Read) new SmimeReader(false).read(arrived, List.of(identity.smime()))).view();
        assertThat(view.value("Subject")).contains("real subject");
        assertThat(PathWorld.text(view)).contains(PathWorld.PHI);
    }

    @Test
    void refusesAMessageThatCanBeReadInTwoWays() throws Exception {
        Reply reply = world.submission()
                .to("x@example.org")
                .sendRaw("From: a@practice.example\r\nSubject: one\r\nSubject: two\r\n\r\ntext\r\n");
        assertThat(reply.code()).isEqualTo(550);
        assertThat(reply.enhanced().map(Object::toString)).contains("5.6.0");
    }

    /** The blind recipient would stand in the text, and the text in place of what its header says. */
    @ParameterizedTest
    @ValueSource(strings = {"From root Mon Nov 30 10:00:00 2026", "X Scanner: 3"})
    void refusesAHeaderThatALineWhichIsNoFieldBreaksOff_RFC_5322_2_2(String line) throws Exception {
        Reply reply = world.submission()
                .to("stray@example.org", "blind@example.org")
                .sendRaw(line + "\r\nFrom: a@practice.example\r\nTo: stray@example.org\r\nBcc: blind@example.org\r\n"
                        + "Subject: one\r\n\r\ntext\r\n");
        assertThat(reply.toString()).startsWith("550 5.6.0 ").contains("is no field");
        assertThat(world.relay().arrivals("stray@example.org")).isEmpty();
    }

    @Test
    void answers451AndSendsNothingWhenTheIntentCannotBeRecorded() throws Exception {
        try (Connection owner = TestServices.owner();
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE");
            Reply reply = world.submission().to("unrecorded@example.org").send("ordinary", "text\r\n");
            assertThat(reply.code()).isEqualTo(451);
            owner.rollback();
        }
        assertThat(world.relay().arrivals("unrecorded@example.org")).isEmpty();
    }

    private boolean isDecided(RawMessage message) {
        try (Connection owner = TestServices.owner();
                PreparedStatement select = owner.prepareStatement(
                        "SELECT count(*) FROM audit_event WHERE message = ?::uuid AND type = 'message.decided'")) {
            select.setString(1, message.value("X-Sealpost-Id").orElseThrow());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1) == 1;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
