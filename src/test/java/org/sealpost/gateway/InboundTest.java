package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.certificate.RevocationPolicy;
import org.sealpost.certificate.TrustDirectory;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.PatientAddress;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.RecipientIdentity.KnownPatients;
import org.sealpost.consent.Relationship;
import org.sealpost.consent.Standing;
import org.sealpost.keys.KeyCustody;
import org.sealpost.keys.KeyOwner;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.InboundForTests;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.Openssl;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Mail to a practice on real parts: SMTP in, OpenSSL's messages, PostgreSQL, SMTP out. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(InboundForTests.class)
class InboundTest {

    private static final String LETTER = "Content-Type: text/plain\n\nThe dose is 20 mg.\n";
    private static final char[] PASSWORD = "secret".toCharArray();

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PracticeDirectory practices;

    @Inject
    KeyCustody keys;

    @Inject
    CertificateDirectory certificates;

    @Inject
    TrustDirectory anchors;

    @Inject
    PatientRecorder recorder;

    @Inject
    ConsentDirectory consents;

    private final String domain = "p-" + UUID.randomUUID().toString().substring(0, 8) + ".example";
    private final PracticeId practice = new PracticeId(domain.replace(".example", ""));
    private final String bo = "bo@" + domain.replace("p-", "patients-");
    private final String ada = "ada@" + domain;
    private Path folder;
    private Openssl openssl;
    private MailSink server;

    @BeforeEach
    void practiceWithAKeyAndItsServer() throws Exception {
        server = InboundForTests.listening();
        folder = Files.createTempDirectory("sealpost-inbound");
        openssl = new Openssl(folder);
        save(practice, domain);
        // It publishes nothing about its certificates.
        anchors.addAnchors(
                practice, authority().pem(), "patients", Optional.of(RevocationPolicy.OFFERED), Actor.staff("ada"));
        TestIdentity own = TestCertificate.of("CN=Practice", ada)
                .by(authority())
                .key("P-256")
                .issue();
        own.write(folder, "practice");
        importKey(own);
        TestCertificate.of("CN=Bo", bo).by(authority()).issue().write(folder, "bo");
        Files.writeString(folder.resolve("letter"), LETTER);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void decryptsVerifiesTagsRecordsAndPassesOn() throws Exception {
        openssl.run("cms -sign -signer bo.pem -inkey bo.key -in letter -out signed");
        openssl.run("cms -encrypt -aes-256-gcm" + headers() + " -in signed -out made practice.pem");

        Reply reply = send(openssl.made("made"));

        assertThat(reply.toString()).startsWith("250 2.0.0").endsWith("delivered");
        RawMessage passed = passed();
        assertThat(text(passed)).contains("The dose is 20 mg.");
        assertThat(passed.value("Subject")).contains("Hello");
        assertThat(results(passed)).startsWith("gateway.example; smime=pass body.smime-identifier=" + bo);
        assertThat(passed.value(InboundHeader.TREATMENT).orElseThrow())
                .startsWith("decrypted; cipher=AES-256-GCM; header=none; certificate=");
        assertThat(passed.fields("Received")).hasSize(1);
        assertThat(events())
                .anySatisfy(event -> assertThat(event)
                        .startsWith("inbound.received")
                        .contains("\"cipher\":\"AES-256-GCM\"", "\"signature\":\"pass\"")
                        .doesNotContain("bo@", "Hello"))
                .anySatisfy(event ->
                        assertThat(event).startsWith("inbound.delivered").contains("\"decrypted\":true"));
        assertThat(certificates
                        .choose(practice, Mailbox.parse(bo), Instant.now())
                        .usable())
                .as("the certificate with which Bo is answered")
                .isPresent();
    }

    @Test
    void outsidersCannotForgeItsResults() throws Exception {
        String forged = """
                Authentication-Results: gateway.example; smime=pass
                Authentication-Results: (by) GATEWAY.example 1; smime=pass
                Authentication-Results: "gateway.example"; smime=pass
                Authentication-Results: (unclosed gateway.example; smime=pass
                Authentication-Results: edge.example; spf=pass
                X-Sealpost-Inbound: decrypted; cipher=AES-256-GCM
                X-Sealpost-Id: 0199f0aa-0000-7000-8000-000000000001
                Sealpost-Message: x
                From: %s
                Subject: Hi

                text
                """.formatted(bo).replace("\n", "\r\n");

        assertThat(send(forged).code()).isEqualTo(250);

        RawMessage passed = passed();
        assertThat(passed.fields("Authentication-Results").stream().map(field -> field.value()))
                .containsExactly("gateway.example; smime=none", "edge.example; spf=pass");
        assertThat(passed.fields("X-Sealpost-Id")).hasSize(1);
        assertThat(passed.value(InboundHeader.TREATMENT)).contains("not-encrypted");
        assertThat(passed.fields("Sealpost-Message")).isEmpty();
    }

    @Test
    void noSenderForgesItsResultsFromWithinAnEnvelope() throws Exception {
        Files.writeString(
                folder.resolve("letter"),
                "Content-Type: text/plain; hp=\"cipher\"\nFrom: " + bo
                        + "\nX-Sealpost-Id: x\nX-Sealpost-Note: pass\nSubject: Inside\n\nHi\n");
        openssl.run("cms -encrypt -binary -aes-256-gcm" + headers() + " -in letter -out made practice.pem");

        assertThat(send(openssl.made("made")).code()).isEqualTo(250);

        assertThat(passed().value("Subject")).contains("Inside");
        assertThat(passed().fields("X-Sealpost-Note")).isEmpty();
        assertThat(passed().fields("X-Sealpost-Id")).hasSize(1);
    }

    /** What cannot be read is the practice's mail all the same (EFAIL: and is not read in part). */
    @ParameterizedTest
    @ValueSource(strings = {"-aes-256-cbc practice.pem, not-authentic", "-aes-256-gcm bo.pem, no-key"})
    void passesOnAsItCameWhatItCannotRead(String how) throws Exception {
        String[] parts = how.split("[ ,]+");
        openssl.run("cms -encrypt " + parts[0] + headers() + " -in letter -out made " + parts[1]);
        RawMessage sent = RawMessage.of(openssl.made("made").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(send(openssl.made("made")).code()).isEqualTo(250);

        assertThat(passed().openBody()).hasSameContentAs(sent.openBody());
        assertThat(passed().value("Content-Type")).isEqualTo(sent.value("Content-Type"));
        assertThat(passed().value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=" + parts[2]);
    }

    @Test
    void saysWhyASignatureIsNotAccepted() throws Exception {
        TestCertificate.of("CN=Bo", bo).issue().write(folder, "bo");
        openssl.run("cms -sign -signer bo.pem -inkey bo.key" + headers() + " -in letter -out made");

        send(openssl.made("made"));
        assertThat(results(passed())).startsWith("gateway.example; smime=policy reason=\"not trusted");
        assertThat(certificates
                        .choose(practice, Mailbox.parse(bo), Instant.now())
                        .usable())
                .isEmpty();

        send(openssl.made("made").replace("20 mg", "90 mg"));
        assertThat(results(passed())).startsWith("gateway.example; smime=fail reason=");
    }

    /**
     * "Johnny, you are fired!"; and whoever has what was written to the practice could send it on as theirs, for an answer
     * that quotes it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"-aes-256-gcm", "-aes-256-cbc"})
    void whatAnotherSignedWithinIsNotOpenedAndTeachesNothing(String cipher) throws Exception {
        knownPatient();
        String cy = bo.replace("bo@", "cy@");
        TestCertificate.of("CN=Cy", cy).by(authority()).issue().write(folder, "cy");
        openssl.run("cms -sign -signer cy.pem -inkey cy.key -in letter -out signed");
        openssl.run("cms -encrypt " + cipher + headers() + " -in signed -out made practice.pem");
        RawMessage sent = RawMessage.of(openssl.made("made").getBytes(StandardCharsets.ISO_8859_1));
        String authentic = "Authentication-Results: edge.example; dmarc=pass header.from=" + bo.split("@")[1] + "\r\n";

        assertThat(send(authentic + openssl.made("made")).code()).isEqualTo(250);

        RawMessage passed = passed();
        assertThat(passed.openBody()).hasSameContentAs(sent.openBody());
        assertThat(passed.value(InboundHeader.TREATMENT)).contains("not-decrypted; reason=signed-by-another");
        assertThat(results(passed))
                .startsWith(
                        "gateway.example; smime=policy reason=\"the certificate does not name the address of From\"")
                .doesNotContain("smime-identifier");
        assertThat(events())
                .anySatisfy(event -> assertThat(event)
                        .startsWith("inbound.received")
                        .contains("\"unread\":\"signed-by-another\"", "\"signature\":\"policy\""))
                .noneMatch(event -> event.startsWith("certificate.added"));
        assertThat(standing()).isInstanceOf(Standing.Nothing.class);
        for (String address : List.of(bo, cy)) {
            assertThat(certificates
                            .choose(practice, Mailbox.parse(address), Instant.now())
                            .usable())
                    .isEmpty();
        }
    }

    /** A signature that was broken speaks against the author, whatever the edge says of the domain. */
    @Test
    void aBrokenSignatureIsNoProofThatAPatientWroteFirst() throws Exception {
        knownPatient();
        openssl.run("cms -sign -signer bo.pem -inkey bo.key" + headers() + " -in letter -out made");
        String authentic = "Authentication-Results: edge.example; dmarc=pass header.from=" + bo.split("@")[1] + "\r\n";

        send(authentic + openssl.made("made").replace("20 mg", "90 mg"));

        assertThat(results(passed())).startsWith("gateway.example; smime=fail");
        assertThat(standing()).isInstanceOf(Standing.Nothing.class);
    }

    @Test
    void eachRecipientGetsACopyThatTheirOwnKeyOpened() throws Exception {
        String cy = "cy@" + domain;
        String di = "di@" + domain;
        TestIdentity other = TestCertificate.of("CN=Cy", cy).by(authority()).issue();
        other.write(folder, "cy");
        importKey(cy, other);
        openssl.run("cms -encrypt -aes-256-gcm" + headers() + " -in letter -out made practice.pem cy.pem");

        Reply reply = new Submission(port(), bo).to(ada, cy, di).sendRaw(openssl.made("made"));

        assertThat(reply.code()).isEqualTo(250);
        for (String one : List.of(ada, cy)) {
            assertThat(server.arrivals(one)).hasSize(1);
            assertThat(text(server.arrivals(one).getLast().message())).contains("The dose is 20 mg.");
        }
        assertThat(server.arrivals(di)).hasSize(1);
        assertThat(server.arrivals(di).getLast().message().value(InboundHeader.TREATMENT))
                .contains("not-decrypted; reason=no-key");
    }

    /** What was encrypted for one mailbox is not opened for another, whoever sends it there once more. */
    @Test
    void aKeyOpensNoCopyForOthers() throws Exception {
        String cy = "cy@" + domain;
        importKey(cy, TestCertificate.of("CN=Cy", cy).by(authority()).issue());
        openssl.run("cms -encrypt -aes-256-gcm" + headers() + " -in letter -out made practice.pem");

        assertThat(new Submission(port(), bo)
                        .to(cy, ada)
                        .sendRaw(openssl.made("made"))
                        .code())
                .isEqualTo(250);

        assertThat(server.arrivals(cy)).hasSize(1);
        assertThat(server.arrivals(cy).getLast().message().value(InboundHeader.TREATMENT))
                .contains("not-decrypted; reason=no-key");
        assertThat(text(passed())).contains("The dose is 20 mg.");
    }

    @Test
    void relaysForNobody() throws Exception {
        Reply reply = new Submission(port(), bo).to("x@elsewhere.example").sendRaw("From: " + bo + "\r\n\r\ntext\r\n");

        assertThat(reply.toString()).startsWith("550 5.7.1");
    }

    @Test
    void takesMailFromItsEdgeOnly() throws Exception {
        try (Socket stranger =
                new Socket(InetAddress.getByName("127.0.0.1"), port(), InetAddress.getByName("127.0.0.2"), 0)) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(stranger.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            for (String command : List.of("HELO x.example", "MAIL FROM:<" + bo + ">")) {
                stranger.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(in.readLine()).startsWith("250");
            }
            stranger.getOutputStream().write(("RCPT TO:<" + ada + ">\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("550 5.7.1");
        }
    }

    @Test
    void givesThePracticesServersOwnAnswers() throws Exception {
        server.onRecipient(mailbox -> Reply.of(550, "5.1.1", "No such user"));
        assertThat(send(plain()).toString()).isEqualTo("550 5.1.1 No such user");
        server.onRecipient(mailbox -> Reply.of(450, "4.2.0", "Busy"));
        assertThat(send(plain()).toString()).isEqualTo("450 4.2.0 Busy");
        server.onRecipient(mailbox -> Reply.of(250, "2.1.5", "Ok"));
        server.onData(arrival -> Reply.of(554, "5.7.1", "Spam"));
        assertThat(send(plain()).toString()).isEqualTo("554 5.7.1 Spam");
        assertThat(events()).anySatisfy(event -> assertThat(event).startsWith("inbound.refused"));
    }

    @Test
    void keepsNothingWhenThePracticesServerIsAway() throws Exception {
        server.close();

        assertThat(send(plain()).toString()).startsWith("451 4.4.1");
    }

    @Test
    void asksTheSenderAgainWhenItIsInDoubtWhetherTheMessageArrived() throws Exception {
        server.onData(arrival -> {
            Thread.ofPlatform().start(server::close);
            sleep();
            return Reply.of(451, "4.3.0", "Nobody hears it");
        });

        assertThat(send(plain()).toString()).startsWith("451 4.4.2");
    }

    @Test
    void answers451AndPassesNothingOnWhenTheDatabaseIsAway() throws Exception {
        try (Connection connection = TestServices.owner();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE");
            assertThat(send(plain()).toString()).startsWith("451 4.3.0");
            connection.rollback();
        }
        assertThat(server.arrivals(ada)).isEmpty();
    }

    /** A keystore or a token that is away makes no mail unreadable: its sender's server keeps it. */
    @Test
    void answers451AndPassesNothingOnWhileTheKeyOfTheMessageIsAway() throws Exception {
        openssl.run("cms -encrypt -aes-256-gcm" + headers() + " -in letter -out made practice.pem");
        openssl.run("cms -encrypt -aes-256-gcm" + headers() + " -in letter -out others bo.pem");
        try (Connection connection = TestServices.owner();
                PreparedStatement away = connection.prepareStatement(
                        "UPDATE practice_key SET ciphertext = decode('00', 'hex') WHERE practice = ?")) {
            away.setString(1, practice.value());
            away.executeUpdate();
        }

        assertThat(send(openssl.made("made")).toString())
                .isEqualTo("451 4.3.0 A key of the practice cannot be used now, try again later");
        assertThat(server.arrivals(ada)).isEmpty();
        assertThat(send(openssl.made("others")).code())
                .as("what is for somebody else's key")
                .isEqualTo(250);
        assertThat(send(plain()).code()).isEqualTo(250);
    }

    @Test
    void asksForAnotherTransactionForAnotherPractice() throws Exception {
        String other = "other-" + domain;
        save(new PracticeId("other-" + practice.value()), other);

        Reply reply = new Submission(port(), bo).to(ada, "cy@" + other).sendRaw(plain());

        assertThat(reply.code()).isEqualTo(250);
        assertThat(server.arrivals(ada)).hasSize(1);
        assertThat(server.arrivals("cy@" + other)).isEmpty();
    }

    @Test
    void recordsOnceThatAPatientWroteFirst() throws Exception {
        knownPatient();
        String authentic = "Authentication-Results: edge.example; dmarc=pass header.from=" + bo.split("@")[1] + "\r\n";

        send(plain());
        send(authentic.replace("edge.", "eve.") + plain());
        send(authentic.replace("dmarc=pass", "spf=pass reason=\"; dmarc=pass\"") + plain());
        send(authentic.replace("patients-", "other-") + plain());
        assertThat(standing()).isInstanceOf(Standing.Nothing.class);

        send(authentic + plain());
        assertThat(standing()).isInstanceOf(Standing.WroteFirst.class);
        Standing first = standing();
        send(authentic + plain());
        assertThat(standing()).isEqualTo(first);
    }

    @Test
    void neverTakesAMessageForMoreThanWhatThePatientSaidBefore() throws Exception {
        knownPatient();
        recorder.revoke(practice, agreed(), "wants no mail", Actor.staff("s-1"));

        send("Authentication-Results: edge.example; dmarc=pass header.from=" + bo.split("@")[1] + "\r\n" + plain());

        assertThat(server.arrivals(ada)).hasSize(1);
        assertThat(standing()).isInstanceOf(Standing.Nothing.class);
    }

    private Standing standing() throws Exception {
        return ((KnownPatients) consents.identify(practice, Mailbox.parse(bo), Instant.now()))
                .patients()
                .getFirst()
                .standing();
    }

    private String plain() {
        return "From: Bo <" + bo + ">\r\nTo: " + ada + "\r\nSubject: Hi\r\n\r\ntext\r\n";
    }

    private String headers() {
        return " -from " + bo + " -to " + ada + " -subject Hello";
    }

    private Reply send(String message) throws Exception {
        return new Submission(port(), bo).to(ada).sendRaw(message);
    }

    private int port() {
        return gateway.inboundPort().orElseThrow();
    }

    private RawMessage passed() {
        return server.arrivals(ada).getLast().message();
    }

    private static String results(RawMessage message) {
        return message.value("Authentication-Results").orElseThrow();
    }

    private static String text(RawMessage message) {
        return new String(message.octets(), StandardCharsets.UTF_8);
    }

    private List<String> events() throws Exception {
        List<String> all = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            all.clear();
            try (Connection connection = TestServices.owner();
                    PreparedStatement statement = connection.prepareStatement(
                            "SELECT type || ' ' || data FROM audit_event WHERE practice = ? ORDER BY position")) {
                statement.setString(1, practice.value());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        all.add(rows.getString(1));
                    }
                }
            }
            return all.stream().anyMatch(event -> event.matches("inbound\\.(delivered|refused).*"));
        });
        return all;
    }

    private void save(PracticeId id, String itsDomain) throws Exception {
        practices.save(new PracticeSettings(
                id, "Practice", Optional.empty(), "en", true, Set.of(Domain.parse(itsDomain)), Set.of()));
    }

    private void knownPatient() throws Exception {
        recorder.record(
                practice,
                new PatientDetails(
                        new PatientId("P1"),
                        "Bo",
                        "Sample",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "en",
                        List.of(new PatientAddress(Mailbox.parse(bo), Relationship.SELF, false))));
    }

    private UUID agreed() throws Exception {
        NewConsent consent = new NewConsent(
                Set.of(Channel.PORTAL), Set.of(Purpose.ALL), Instant.now(), Optional.empty(), Optional.empty());
        return recorder.record(practice, new PatientId("P1"), consent, Actor.staff("s-1"))
                .orElseThrow();
    }

    private void importKey(TestIdentity own) throws Exception {
        importKey(ada, own);
    }

    private void importKey(String owner, TestIdentity own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("practice", own.key(), PASSWORD, new Certificate[] {
            own.certificate(), authority().certificate()
        });
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, PASSWORD);
        keys.importFile(
                practice,
                Optional.of(KeyOwner.parse(owner)),
                file.toByteArray(),
                PASSWORD,
                Optional.empty(),
                any -> true,
                Actor.staff("s-1"));
    }

    private static TestIdentity authority() throws Exception {
        return TestIdentity.read(InboundForTests.folder(), "authority");
    }

    private static void sleep() {
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
