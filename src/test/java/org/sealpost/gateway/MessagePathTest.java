package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.RecipientState;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.consent.PatientImport;
import org.sealpost.delivery.HeldParts;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeReader;
import org.sealpost.smime.SmimeReading;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** The whole path on real parts: SMTP in, PostgreSQL, SMTP out. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class MessagePathTest {

    private static final String PHI = "MRN: 00012345 was seen for E11.9";
    private static final PracticeId PRACTICE = PracticeId.DEFAULT;

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    @Inject
    CertificateImport certificates;

    @Inject
    MessageHistory history;

    @Inject
    HeldParts held;

    @ConfigProperty(name = "sealpost.relay.host")
    String relayHost;

    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = RelayForTests.listening();
        importPatient("accepts", "unencrypted", "signed form");
        importPatient("tls", "tls", "");
        importPatient("tls-portal", "tls;portal", "");
        importPatient("portal", "portal", "");
        importPatient("none", "none", "");
        importPatient("smime", "smime;portal", "");
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void deliversWithinTheTransactionAndLeavesTheBodyAsItCame() throws Exception {
        String body = "one\r\n..two\r\n.three\r\n\r\ntrailing space \r\n";
        Reply reply = submission().to("x@example.org").send("ordinary", body);
        assertThat(reply.toString()).startsWith("250 2.0.0").endsWith("delivered");
        MailSink.Arrival arrival = only("x@example.org");
        assertThat(arrival.message().openBody()).hasBinaryContent(body.getBytes(StandardCharsets.US_ASCII));
        assertThat(arrival.message().fields("Received")).hasSize(1);
        assertThat(arrival.message().fields("Bcc")).isEmpty();
        assertThat(state(reply, "x@example.org")).isEqualTo(RecipientState.DELIVERED);
    }

    @Test
    void recordsTheIntentBeforeTheDotReachesTheNextHop() throws Exception {
        List<Boolean> recorded = new CopyOnWriteArrayList<>();
        relay.onData(arrival -> {
            recorded.add(isDecided(arrival.message()));
            return Reply.of(250, "2.0.0", "Ok");
        });
        submission().to("intent@example.org").send("ordinary", "text\r\n");
        assertThat(recorded).containsExactly(true);
    }

    @Test
    void answersWithTheNextHopsOwnRefusal() throws Exception {
        relay.onRecipient(mailbox -> Reply.of(550, "5.1.1", "No such user"));
        Reply atRecipient = submission().to("gone@example.org").send("ordinary", "text\r\n");
        assertThat(atRecipient.toString()).isEqualTo("550 5.1.1 No such user");
        relay.onRecipient(mailbox -> Reply.of(250, "2.1.5", "Ok"));
        relay.onData(arrival -> Reply.of(554, "5.7.1", "Spam"));
        Reply atDot = submission().to("picky@example.org").send("ordinary", "text\r\n");
        assertThat(atDot.toString()).isEqualTo("554 5.7.1 Spam");
        assertThat(relay.arrivals("gone@example.org")).isEmpty();
    }

    @Test
    void queuesWhatTheNextHopDefersAndDeliversItLater() throws Exception {
        relay.onData(arrival -> Reply.of(451, "4.3.0", "Later"));
        Reply reply = submission().to("later@example.org").send("ordinary", "text\r\n");
        assertThat(reply.toString()).endsWith("accepted");
        relay.onData(arrival -> Reply.of(250, "2.0.0", "Ok"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> relay.arrivals("later@example.org").size() == 1);
    }

    @Test
    void queuesWhenTheNextHopIsAwayAndDeliversWhenItIsBack() throws Exception {
        relay.close();
        Reply reply = submission().to("away@example.org").send("ordinary", "text\r\n");
        assertThat(reply.code()).isEqualTo(250);
        assertThat(state(reply, "away@example.org")).isEqualTo(RecipientState.QUEUED);
        relay = RelayForTests.listening();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> relay.arrivals("away@example.org").size() == 1);
    }

    @Test
    void handsASlowNextHopOverToTheQueueAndDeliversOnce() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        relay.onData(arrival -> {
            awaitUninterruptibly(slow);
            return Reply.of(250, "2.0.0", "Ok");
        });
        Instant start = Instant.now();
        Reply reply = submission().to("slow@example.org").send("ordinary", "text\r\n");
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(8));
        assertThat(reply.toString()).endsWith("accepted");
        // Longer than the lease: it is renewed, so nobody else takes the part.
        assertThat(slow.await(7, TimeUnit.SECONDS)).isFalse();
        slow.countDown();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(reply, "slow@example.org") == RecipientState.DELIVERED);
        assertThat(relay.arrivals("slow@example.org")).hasSize(1);
    }

    @Test
    void takesCareOfRecipientsThatTheNextHopRefusesOrDefersBesideOthers() throws Exception {
        relay.onRecipient(mailbox -> switch (mailbox.localPart()) {
            case "refused" -> Reply.of(550, "5.1.1", "No such user");
            case "deferred" -> Reply.of(450, "4.2.0", "Busy");
            default -> Reply.of(250, "2.1.5", "Ok");
        });
        Reply reply = submission()
                .to("good@mixed.example", "refused@mixed.example", "deferred@mixed.example")
                .send("ordinary", "text\r\n");
        assertThat(reply.code()).isEqualTo(250);
        relay.onRecipient(mailbox -> Reply.of(250, "2.1.5", "Ok"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> relay.arrivals("deferred@mixed.example").size() == 1);
        assertThat(relay.arrivals("good@mixed.example")).hasSize(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> notifications().stream()
                        .anyMatch(text -> text.contains("refused@mixed.example") && text.contains("550 5.1.1")));
        assertThat(notifications()).noneMatch(text -> text.contains("Subject: ordinary"));
    }

    @Test
    void sendsTheSameOctetsAgainWhenTheConnectionIsLostAfterTheDot() throws Exception {
        List<byte[]> seen = new CopyOnWriteArrayList<>();
        importCertificate("doubt@patients.example");
        importPatient("doubt", "smime", "");
        relay.onData(arrival -> {
            if (!isFor(arrival, "doubt@patients.example")) {
                return Reply.of(451, "4.3.0", "Later");
            }
            seen.add(arrival.message().octets());
            if (seen.size() == 1) {
                Thread.ofPlatform().start(relay::close);
                awaitUninterruptibly(new CountDownLatch(1), 3);
            }
            return Reply.of(250, "2.0.0", "Ok");
        });
        Reply reply = submission().to("doubt@patients.example").send("ordinary", PHI + "\r\n");
        assertThat(reply.toString()).endsWith("accepted");
        relay = RelayForTests.listening();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> relay.arrivals("doubt@patients.example").size() == 1);
        seen.add(only("doubt@patients.example").message().octets());
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
    }

    @Test
    void octetsThatMayHaveArrivedAreHeldAsTheyAreAndReleasedAtTheirLevelOnly() throws Exception {
        relay.onData(arrival -> {
            Thread.ofPlatform().start(relay::close);
            awaitUninterruptibly(new CountDownLatch(1), 3);
            return Reply.of(451, "4.3.0", "Nobody hears it");
        });
        Reply reply = submission().to("tls@patients.example").send("ordinary", PHI + "\r\n");
        assertThat(reply.toString()).endsWith("accepted");
        relay = MailSink.inClear(RelayForTests.port());
        await().atMost(Duration.ofSeconds(20)).until(() -> heldAs(reply, "final", "verified-tls"));

        held.release(PRACTICE, id(reply), Actor.staff("test"), "try it again");
        await().pollDelay(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> heldAs(reply, "final", "verified-tls"));
        assertThat(relay.arrivals("tls@patients.example")).isEmpty();

        relay.close();
        relay = RelayForTests.listening();
        held.release(PRACTICE, id(reply), Actor.staff("test"), "the relay has its TLS again");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !relay.arrivals("tls@patients.example").isEmpty());
        assertThat(only("tls@patients.example").tls()).isTrue();
    }

    private static boolean heldAs(Reply reply, String form, String protection) throws SQLException {
        try (Connection owner = TestServices.owner();
                var select = owner.prepareStatement("SELECT 1 FROM queued_part WHERE message = ?::uuid"
                        + " AND state = 'held' AND form = ? AND protection = ?")) {
            select.setString(1, id(reply).toString());
            select.setString(2, form);
            select.setString(3, protection);
            return select.executeQuery().next();
        }
    }

    @Test
    void decidesEachRecipientByTheirOwnConsent() throws Exception {
        Reply reply = submission()
                .to("accepts@patients.example", "portal@patients.example", "none@patients.example")
                .send("ordinary", "Your appointment\r\n");
        assertThat(reply.code()).isEqualTo(250);
        assertThat(state(reply, "none@patients.example")).isEqualTo(RecipientState.REFUSED);
        assertThat(state(reply, "portal@patients.example")).isEqualTo(RecipientState.IN_PORTAL);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(reply, "accepts@patients.example") == RecipientState.DELIVERED);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !relay.arrivals("portal@patients.example").isEmpty());
        String notice = text(only("portal@patients.example").message());
        assertThat(notice).contains("/portal/").doesNotContain("appointment").doesNotContain("Subject: ordinary");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> notifications().stream().anyMatch(text -> text.contains("none@patients.example")));
    }

    @Test
    void refusesAtOnceWhenNobodyMayGetIt() throws Exception {
        Reply reply = submission().to("none@patients.example").send("ordinary", "text\r\n");
        assertThat(reply.code()).isEqualTo(550);
        Reply byRule = submission().to("page@social.example").send("ordinary", PHI + "\r\n");
        assertThat(byRule.toString()).contains("Patient information must not be posted to a public site.");
    }

    @Test
    void sendsToPatientsOverProvenTlsAndToThePortalWithoutIt() throws Exception {
        Reply proven = submission().to("tls-portal@patients.example").send("ordinary", PHI + "\r\n");
        assertThat(proven.toString()).endsWith("delivered");
        assertThat(only("tls-portal@patients.example").tls()).isTrue();
        relay.close();
        relay = MailSink.inClear(RelayForTests.port());
        Reply unproven = submission().to("tls-portal@patients.example").send("ordinary", PHI + "\r\n");
        assertThat(state(unproven, "tls-portal@patients.example")).isEqualTo(RecipientState.IN_PORTAL);
        Reply held = submission().to("tls@patients.example").send("ordinary", PHI + "\r\n");
        assertThat(state(held, "tls@patients.example")).isEqualTo(RecipientState.HELD);
        assertThat(relay.arrivals("tls@patients.example")).isEmpty();
    }

    @Test
    void neverSendsHealthInformationToAStrangerInClear() throws Exception {
        relay.close();
        relay = MailSink.inClear(RelayForTests.port());
        Reply reply = submission().to("stranger@example.org").send("ordinary", PHI + "\r\n");
        assertThat(state(reply, "stranger@example.org")).isEqualTo(RecipientState.HELD);
        assertThat(relay.arrivals("stranger@example.org")).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> notifications().stream()
                        .anyMatch(text -> text.contains("stranger@example.org") && text.contains("held")));
    }

    @Test
    void encryptsForTheRecipientsCertificate() throws Exception {
        TestIdentity identity = importCertificate("smime@patients.example");
        Reply reply = submission().to("smime@patients.example").send("real subject", PHI + "\r\n");
        assertThat(reply.toString()).endsWith("delivered");
        RawMessage arrived = only("smime@patients.example").message();
        assertThat(text(arrived)).doesNotContain("real subject").doesNotContain("E11.9");
        assertThat(arrived.value("Subject")).contains("[...]");
        RawMessage view = ((SmimeReading.Read) new SmimeReader(false).read(arrived, List.of(identity.smime()))).view();
        assertThat(view.value("Subject")).contains("real subject");
        assertThat(text(view)).contains(PHI);
    }

    @Test
    void holdsByRuleAndDeliversWhatAPersonReleases() throws Exception {
        Reply reply = submission().to("friend@example.org").send("[hold] please", "text\r\n");
        assertThat(state(reply, "friend@example.org")).isEqualTo(RecipientState.HELD);
        assertThat(held.release(PRACTICE, id(reply), Actor.staff("test"), "checked"))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state(reply, "friend@example.org") == RecipientState.DELIVERED);
        assertThat(relay.arrivals("friend@example.org")).hasSize(1);
    }

    @Test
    void aMessageThatAPersonSentAnotherWayKeepsItWhenItIsDecidedAnewAndSplit() throws Exception {
        importPatient("stays", "unencrypted", "signed form");
        importPatient("changes", "unencrypted", "signed form");
        relay.close();
        Reply reply = submission()
                .to("stays@patients.example", "changes@patients.example")
                .send("ordinary", "Your appointment\r\n");
        assertThat(state(reply, "changes@patients.example")).isEqualTo(RecipientState.QUEUED);
        importPatient("changes", "none", "");
        try (MailSink other = MailSink.withTls(0, RelayForTests.folder())) {
            NextHop otherWay = new NextHop(relayHost, other.port());
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            held.reroute(PRACTICE, id(reply), otherWay, Actor.staff("test"), "the first is down") == 1);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> state(reply, "stays@patients.example") == RecipientState.DELIVERED);
            assertThat(other.arrivals("stays@patients.example")).hasSize(1);
            assertThat(other.arrivals("changes@patients.example")).isEmpty();
            assertThat(state(reply, "changes@patients.example")).isEqualTo(RecipientState.REFUSED);
        }
    }

    @Test
    void answers451AndSendsNothingWhenTheIntentCannotBeRecorded() throws Exception {
        try (Connection owner = TestServices.owner();
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE");
            Reply reply = submission().to("unrecorded@example.org").send("ordinary", "text\r\n");
            assertThat(reply.code()).isEqualTo(451);
            owner.rollback();
        }
        assertThat(relay.arrivals("unrecorded@example.org")).isEmpty();
    }

    @Test
    void refusesAMessageThatCanBeReadInTwoWays() throws Exception {
        Reply reply = submission()
                .to("x@example.org")
                .sendRaw("From: a@practice.example\r\nSubject: one\r\nSubject: two\r\n\r\ntext\r\n");
        assertThat(reply.code()).isEqualTo(550);
        assertThat(reply.enhanced().map(Object::toString)).contains("5.6.0");
    }

    private Submission submission() {
        return new Submission(gateway.port(), "a@practice.example");
    }

    private MailSink.Arrival only(String recipient) {
        List<MailSink.Arrival> arrivals = relay.arrivals(recipient);
        assertThat(arrivals).hasSize(1);
        return arrivals.getFirst();
    }

    private List<String> notifications() {
        return relay.arrivals("a@practice.example").stream()
                .map(one -> text(one.message()))
                .toList();
    }

    /** What became of it. An address that was never met before is known to the history a few seconds later. */
    private RecipientState state(Reply reply, String address) {
        return await().atMost(Duration.ofSeconds(15))
                .until(
                        () -> history.of(PRACTICE, id(reply)).orElseThrow().recipients().stream()
                                .filter(one -> one.recipient()
                                        .address()
                                        .map(address::equals)
                                        .orElse(false))
                                .map(one -> one.state())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static boolean isFor(MailSink.Arrival arrival, String recipient) {
        return arrival.recipients().stream().anyMatch(to -> to.address().equals(recipient));
    }

    private static MessageId id(Reply reply) {
        return MessageId.parse(reply.lines().getFirst().split(" ", -1)[0]);
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

    private void importPatient(String name, String channels, String evidence) throws Exception {
        String csv = """
                patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence
                %s,Jo,Sample,1962-03-14,%s@patients.example,%s,treatment,2026-01-02,%s
                """.formatted("P-" + name, name, channels, evidence);
        assertThat(patients.importCsv(PRACTICE, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
    }

    private TestIdentity importCertificate(String address) throws Exception {
        TestIdentity identity =
                TestCertificate.of("CN=Jo", address).key("RSA-2048").issue();
        certificates.importPem(PRACTICE, identity.pem(), true, Actor.staff("test"));
        return identity;
    }

    private static String text(RawMessage message) {
        return new String(message.octets(), StandardCharsets.ISO_8859_1);
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
