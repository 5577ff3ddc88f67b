package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SmimeReader;
import org.sealpost.smime.SmimeReading;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.FreePort;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Copies for the archive, which has a mail server of its own here. */
@QuarkusTest
@TestProfile(JournalTest.WithJournal.class)
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class JournalTest {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;
    private static final String JOURNAL = "journal@archive.example";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** An address for the journal and a port that is free. */
    public static final class WithJournal implements QuarkusTestProfile {

        private static final int PORT = FreePort.next();

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.journal.address", JOURNAL, "sealpost.journal.next-hop", "localhost:" + PORT);
        }
    }

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    @Inject
    CertificateImport certificates;

    @Inject
    CertificateDirectory directory;

    @Inject
    DataSource database;

    private final String name = "j" + UUID.randomUUID();
    private MailSink relay;
    private MailSink archive;

    @BeforeEach
    void start() throws Exception {
        relay = RelayForTests.listening();
        archive = MailSink.withTls(WithJournal.PORT, RelayForTests.folder());
    }

    @AfterEach
    void stop() {
        relay.close();
        archive.close();
    }

    @Test
    void aCopyIsTheMessageAsItLeftWithItsEnvelope() throws Exception {
        send("Subject: minutes", "text\r\n.dot\r\n", name + "@example.org", name + "-blind@example.org");
        RawMessage copy = copy("minutes");
        assertThat(archive.arrivals().getLast().from().mailbox()).isEmpty();
        assertThat(archive.arrivals().getLast().recipients()).hasToString("[" + JOURNAL + "]");
        assertThat(text(copy))
                .contains("Sender: <a@practice.example>")
                .contains("Recipient: <" + name + "@example.org>")
                .contains("Recipient: <" + name + "-blind@example.org>")
                .contains("Next-Hop: localhost:" + RelayForTests.port())
                .contains(text(relay.arrivals(name + "@example.org").getFirst().message()));
        assertThat(copy.value("Subject").orElseThrow()).doesNotContain("minutes");
    }

    @Test
    void ofWhatDidNotLeaveNoCopyGoesThoughTheDatabaseWasAwayWhenThatWasKnown() throws Exception {
        relay.onData(arrival -> Reply.of(550, "5.7.1", "Not this"));
        asOwner("CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'away'; END $$");
        asOwner("CREATE TRIGGER away BEFORE DELETE ON queued_part FOR EACH ROW WHEN (OLD.kind = 'journal')"
                + " EXECUTE FUNCTION away()");
        try {
            assertThat(new Submission(gateway.port(), "a@practice.example")
                            .to(name + "@example.org")
                            .send("stayed", "text\r\n")
                            .code())
                    .isEqualTo(550);
            await().pollDelay(Duration.ofSeconds(2)).until(() -> waiting() == 1);
        } finally {
            asOwner("DROP TRIGGER away ON queued_part");
            asOwner("DROP FUNCTION away()");
        }

        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(archive.arrivals()).noneMatch(one -> text(one.message()).contains(name));
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = TestServices.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aCopyHasNoCopyAndNobodyIsToldOfIt() throws Exception {
        send("Subject: once", "text\r\n", name + "@example.org");
        copy("once");
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(archive.arrivals().stream().filter(one -> text(one.message()).contains(name)))
                .hasSize(1);
        assertThat(relay.arrivals("a@practice.example")).isEmpty();
    }

    @Test
    void whatTheNextHopRefusesHasNoCopy() throws Exception {
        relay.onData(arrival -> Reply.of(554, "5.7.1", "No"));
        Reply reply = submission().to(name + "@example.org").sendRaw(message("Subject: refused", "text\r\n"));
        assertThat(reply.code()).isEqualTo(554);
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(archive.arrivals()).noneMatch(one -> text(one.message()).contains(name));
    }

    @Test
    void whatWaitedInTheQueueHasItsCopyWhenItLeaves() throws Exception {
        relay.onData(arrival -> Reply.of(451, "4.3.0", "Later"));
        send("Subject: later", "text\r\n", name + "@example.org");
        assertThat(archive.arrivals()).noneMatch(one -> text(one.message()).contains(name));
        relay.onData(arrival -> Reply.of(250, "2.0.0", "Ok"));
        copy("later");
        assertThat(relay.arrivals(name + "@example.org")).hasSize(1);
    }

    @Test
    void aCopyThatTheArchiveRefusesIsKeptAndTriedAgain() throws Exception {
        archive.onData(arrival -> Reply.of(550, "5.7.1", "Full"));
        send("Subject: kept", "text\r\n", name + "@example.org");
        await().atMost(SOON).until(() -> attempts() > 1);
        assertThat(relay.arrivals("a@practice.example")).isEmpty();
        archive.onData(arrival -> Reply.of(250, "2.0.0", "Ok"));
        copy("kept");
    }

    @Test
    void aCopyOfWhatNeedsProvenTlsNeverGoesInClear() throws Exception {
        archive.close();
        archive = MailSink.inClear(WithJournal.PORT);
        send("Subject: proven", "E11.9\r\n", patient("tls"));
        assertThat(relay.arrivals(name + "@patients.example").getFirst().tls()).isTrue();
        await().atMost(SOON).until(() -> attempts() > 1);
        assertThat(archive.arrivals()).isEmpty();
        archive.close();
        archive = MailSink.withTls(WithJournal.PORT, RelayForTests.folder());
        assertThat(text(copy("E11.9"))).contains("Protection: verified-tls");
        assertThat(archive.arrivals().getLast().tls()).isTrue();
    }

    @Test
    void aCopyOfWhatRequiresTlsGoesOnlyToAnArchiveThatPromisesIt() throws Exception {
        relay.close();
        relay = MailSink.withTlsAndRequests(RelayForTests.port(), RelayForTests.folder());
        Reply reply = submission()
                .to(name + "@example.org")
                .asking(DeliveryRequest.none().requiringTls(true))
                .sendRaw(message("Subject: promised", "text\r\n"));
        assertThat(reply.code()).isEqualTo(250);
        await().atMost(SOON).until(() -> attempts() > 1);
        assertThat(archive.arrivals()).isEmpty();

        archive.close();
        archive = MailSink.withTlsAndRequests(WithJournal.PORT, RelayForTests.folder());

        copy("promised");
        assertThat(archive.arrivals().getLast().request().requireTls()).isTrue();
    }

    @Test
    void aCopyOfWhatIsEncryptedIsEncryptedToTheArchive() throws Exception {
        String patient = patient("smime");
        TestIdentity own = identity(patient);
        send("Subject: secret", "E11.9\r\n", patient);
        await().atMost(SOON).until(() -> attempts() > 1);
        assertThat(archive.arrivals()).isEmpty();

        TestIdentity journal = identity(JOURNAL);
        try {
            await().atMost(SOON).until(() -> !archive.arrivals().isEmpty());
            RawMessage arrived = archive.arrivals().getFirst().message();
            assertThat(text(arrived)).doesNotContain("E11.9").doesNotContain(patient);
            RawMessage copy =
                    ((SmimeReading.Read) new SmimeReader(false).read(arrived, List.of(journal.smime()))).view();
            assertThat(text(copy))
                    .contains("Protection: smime")
                    .contains(
                            "Certificate: " + Fingerprint.of(own.certificate()).value())
                    .contains("Subject: secret")
                    .contains("E11.9");
        } finally {
            directory.revoke(PRACTICE, Fingerprint.of(journal.certificate()), "the test is over", Actor.staff("test"));
        }
    }

    @Test
    void aCopyTooManyRatherThanOneTooFewWhenNobodyCanTell() throws Exception {
        relay.onData(arrival -> {
            Thread.ofPlatform().start(relay::close);
            await().atMost(SOON).pollDelay(Duration.ofSeconds(1)).until(() -> true);
            return Reply.of(250, "2.0.0", "Ok");
        });
        send("Subject: doubt", "text\r\n", name + "@example.org");
        copy("doubt");
        relay = RelayForTests.listening();
        await().atMost(SOON).until(() -> !relay.arrivals(name + "@example.org").isEmpty());
        assertThat(archive.arrivals().stream().filter(one -> text(one.message()).contains(name)))
                .hasSize(1);
    }

    @Test
    void aCopyInDoubtGoesAgainAtItsOwnLevelAndNeverAsIfItWereEncrypted() throws Exception {
        archive.onData(arrival -> {
            Thread.ofPlatform().start(archive::close);
            await().atMost(SOON).pollDelay(Duration.ofSeconds(1)).until(() -> true);
            return Reply.of(451, "4.3.0", "Nobody hears it");
        });
        TestIdentity journal = identity(JOURNAL);
        try {
            send("Subject: doubtful", "E11.9\r\n", patient("tls"));
            await().atMost(SOON).until(() -> number(FIXED) == 1);
            archive = MailSink.inClear(WithJournal.PORT);
            int before = attempts();
            await().atMost(SOON)
                    .until(() -> attempts() > before + 1 || !archive.arrivals().isEmpty());
            assertThat(archive.arrivals()).isEmpty();
            archive.close();
            archive = MailSink.withTls(WithJournal.PORT, RelayForTests.folder());
            assertThat(text(copy("doubtful"))).contains("Protection: verified-tls");
            assertThat(archive.arrivals().getLast().tls()).isTrue();
        } finally {
            directory.revoke(PRACTICE, Fingerprint.of(journal.certificate()), "the test is over", Actor.staff("test"));
        }
    }

    private static final String FIXED = "SELECT count(*) FROM queued_part WHERE kind = 'journal' AND form = 'final'"
            + " AND protection = 'verified-tls'";

    private Submission submission() {
        return new Submission(gateway.port(), "a@practice.example");
    }

    private void send(String field, String body, String... recipients) throws Exception {
        Reply reply = submission().to(recipients).sendRaw(message(field, body));
        assertThat(reply.code()).isEqualTo(250);
    }

    private String message(String field, String body) {
        return "From: <a@practice.example>\r\nTo: undisclosed-recipients:;\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n"
                + "Message-ID: <" + name + "@practice.example>\r\n" + field + "\r\n\r\n" + body;
    }

    /** The copy of this test's message. */
    private RawMessage copy(String text) {
        await().atMost(SOON).until(() -> archive.arrivals().stream().anyMatch(one -> isCopy(one.message(), text)));
        return archive.arrivals().stream()
                .map(MailSink.Arrival::message)
                .filter(one -> isCopy(one, text))
                .findFirst()
                .orElseThrow();
    }

    private boolean isCopy(RawMessage arrived, String text) {
        return text(arrived).contains(name) && text(arrived).contains(text);
    }

    private String patient(String channel) throws Exception {
        String address = name + "@patients.example";
        patients.importCsv(
                PRACTICE,
                new StringReader("patient_id,given_name,family_name,email,channels,purposes,recorded_at\n" + name
                        + ",Jo,Sample," + address + "," + channel + ",treatment,2026-01-02\n"),
                Actor.staff("test"));
        return address;
    }

    private TestIdentity identity(String address) throws Exception {
        TestIdentity identity =
                TestCertificate.of("CN=" + address, address).key("RSA-2048").issue();
        certificates.importPem(PRACTICE, identity.pem(), true, Actor.staff("test"));
        return identity;
    }

    private int waiting() {
        return number("SELECT count(*) FROM queued_part WHERE kind = 'journal'");
    }

    private int attempts() {
        return number("SELECT coalesce(max(attempts), 0) FROM queued_part WHERE kind = 'journal'");
    }

    private int number(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String text(RawMessage message) {
        return new String(message.octets(), StandardCharsets.ISO_8859_1);
    }
}
