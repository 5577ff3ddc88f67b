package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.audit.RecipientState;
import org.sealpost.delivery.HeldParts;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.TestServices;

/** The path of a message that cannot be delivered within the transaction: it waits, and its protection stays. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class QueuedPathTest {

    @ConfigProperty(name = "sealpost.relay.host")
    String relayHost;

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

    @Inject
    HeldParts held;

    @Test
    void queuesWhatTheNextHopDefersAndDeliversItLater() throws Exception {
        world.relay().onData(arrival -> Reply.of(451, "4.3.0", "Later"));
        Reply reply = world.submission().to("later@example.org").send("ordinary", "text\r\n");
        assertThat(reply.toString()).endsWith("accepted");
        world.relay().onData(arrival -> Reply.of(250, "2.0.0", "Ok"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.relay().arrivals("later@example.org").size() == 1);
    }

    @Test
    void queuesWhenTheNextHopIsAwayAndDeliversWhenItIsBack() throws Exception {
        world.relay().close();
        Reply reply = world.submission().to("away@example.org").send("ordinary", "text\r\n");
        assertThat(reply.code()).isEqualTo(250);
        assertThat(world.state(reply, "away@example.org")).isEqualTo(RecipientState.QUEUED);
        world.relayAgain();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.relay().arrivals("away@example.org").size() == 1);
    }

    @Test
    void handsASlowNextHopOverToTheQueueAndDeliversOnce() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        world.relay().onData(arrival -> {
            awaitUninterruptibly(slow);
            return Reply.of(250, "2.0.0", "Ok");
        });
        Instant start = Instant.now();
        Reply reply = world.submission().to("slow@example.org").send("ordinary", "text\r\n");
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(8));
        assertThat(reply.toString()).endsWith("accepted");
        // Longer than the lease: it is renewed, so nobody else takes the part.
        assertThat(slow.await(7, TimeUnit.SECONDS)).isFalse();
        slow.countDown();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.state(reply, "slow@example.org") == RecipientState.DELIVERED);
        assertThat(world.relay().arrivals("slow@example.org")).hasSize(1);
    }

    @Test
    void takesCareOfRecipientsThatTheNextHopRefusesOrDefersBesideOthers() throws Exception {
        world.relay().onRecipient(mailbox -> switch (mailbox.localPart()) {
            case "refused" -> Reply.of(550, "5.1.1", "No such user");
            case "deferred" -> Reply.of(450, "4.2.0", "Busy");
            default -> Reply.of(250, "2.1.5", "Ok");
        });
        Reply reply = world.submission()
                .to("good@mixed.example", "refused@mixed.example", "deferred@mixed.example")
                .send("ordinary", "text\r\n");
        assertThat(reply.code()).isEqualTo(250);
        world.relay().onRecipient(mailbox -> Reply.of(250, "2.1.5", "Ok"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.relay().arrivals("deferred@mixed.example").size() == 1);
        assertThat(world.relay().arrivals("good@mixed.example")).hasSize(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.notifications().stream()
                        .anyMatch(text -> text.contains("refused@mixed.example") && text.contains("550 5.1.1")));
        assertThat(world.notifications()).noneMatch(text -> text.contains("Subject: ordinary"));
    }

    @Test
    void sendsTheSameOctetsAgainWhenTheConnectionIsLostAfterTheDot() throws Exception {
        List<byte[]> seen = new CopyOnWriteArrayList<>();
        world.importCertificate("doubt@patients.example");
        world.importPatient("doubt", "smime", "");
        world.relay().onData(arrival -> {
            if (!isFor(arrival, "doubt@patients.example")) {
                return Reply.of(451, "4.3.0", "Later");
            }
            seen.add(arrival.message().octets());
            if (seen.size() == 1) {
                Thread.ofPlatform().start(world.relay()::close);
                awaitUninterruptibly(new CountDownLatch(1), 3);
            }
            return Reply.of(250, "2.0.0", "Ok");
        });
        Reply reply = world.submission().to("doubt@patients.example").send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(reply.toString()).endsWith("accepted");
        world.relayAgain();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.relay().arrivals("doubt@patients.example").size() == 1);
        seen.add(world.only("doubt@patients.example").message().octets());
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
    }

    @Test
    void octetsThatMayHaveArrivedAreHeldAsTheyAreAndReleasedAtTheirLevelOnly() throws Exception {
        world.relay().onData(arrival -> {
            Thread.ofPlatform().start(world.relay()::close);
            awaitUninterruptibly(new CountDownLatch(1), 3);
            return Reply.of(451, "4.3.0", "Nobody hears it");
        });
        Reply reply = world.submission().to("tls@patients.example").send("ordinary", PathWorld.PHI + "\r\n");
        assertThat(reply.toString()).endsWith("accepted");
        world.relayInClear();
        await().atMost(Duration.ofSeconds(20)).until(() -> heldAs(reply, "final", "verified-tls"));

        held.release(PathWorld.PRACTICE, PathWorld.id(reply), Actor.staff("test"), "try it again");
        await().pollDelay(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> heldAs(reply, "final", "verified-tls"));
        assertThat(world.relay().arrivals("tls@patients.example")).isEmpty();

        world.relayAgain();
        held.release(PathWorld.PRACTICE, PathWorld.id(reply), Actor.staff("test"), "the relay has its TLS again");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !world.relay().arrivals("tls@patients.example").isEmpty());
        assertThat(world.only("tls@patients.example").tls()).isTrue();
    }

    @Test
    void aReleasedMessageGoesThoughWhatHeldItIsStillThere() throws Exception {
        Reply reply =
                world.submission().to("released@example.org").send("ordinary\r\nX-Sealpost-Require: hold", "text\r\n");
        assertThat(world.state(reply, "released@example.org")).isEqualTo(RecipientState.HELD);

        held.release(PathWorld.PRACTICE, PathWorld.id(reply), Actor.staff("test"), "it may go");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.relay().arrivals("released@example.org").size() == 1);
    }

    @Test
    void aMessageThatAPersonSentAnotherWayKeepsItWhenItIsDecidedAnewAndSplit() throws Exception {
        world.importPatient("stays", "unencrypted", "signed form");
        world.importPatient("changes", "unencrypted", "signed form");
        world.relay().close();
        Reply reply = world.submission()
                .to("stays@patients.example", "changes@patients.example")
                .send("ordinary", "Your appointment\r\n");
        assertThat(world.state(reply, "changes@patients.example")).isEqualTo(RecipientState.QUEUED);
        world.importPatient("changes", "none", "");
        try (MailSink other = MailSink.withTls(0, RelayForTests.folder())) {
            NextHop otherWay = new NextHop(relayHost, other.port());
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> held.reroute(
                                    PathWorld.PRACTICE,
                                    PathWorld.id(reply),
                                    otherWay,
                                    Actor.staff("test"),
                                    "the first is down")
                            == 1);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> world.state(reply, "stays@patients.example") == RecipientState.DELIVERED);
            assertThat(other.arrivals("stays@patients.example")).hasSize(1);
            assertThat(other.arrivals("changes@patients.example")).isEmpty();
            assertThat(world.state(reply, "changes@patients.example")).isEqualTo(RecipientState.REFUSED);
        }
    }

    private static boolean heldAs(Reply reply, String form, String protection) throws SQLException {
        try (Connection owner = TestServices.owner();
                var select = owner.prepareStatement("SELECT 1 FROM queued_part WHERE message = ?::uuid"
                        + " AND state = 'held' AND form = ? AND protection = ?")) {
            select.setString(1, PathWorld.id(reply).toString());
            select.setString(2, form);
            select.setString(3, protection);
            return select.executeQuery().next();
        }
    }

    private static boolean isFor(MailSink.Arrival arrival, String recipient) {
        return arrival.recipients().stream().anyMatch(to -> to.address().equals(recipient));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        awaitUninterruptibly(latch, 60);
    }

    private static void awaitUninterruptibly(CountDownLatch latch, int seconds) {
        try {
            latch.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
