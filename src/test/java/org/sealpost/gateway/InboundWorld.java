package org.sealpost.gateway;

import jakarta.enterprise.context.Dependent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.RevocationPolicy;
import org.sealpost.certificate.TrustDirectory;
import org.sealpost.keys.KeyCustody;
import org.sealpost.keys.KeyOwner;
import org.sealpost.mail.Domain;
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

/** A practice that gets mail: its domain, key and mail server, and a patient who writes to it. */
@Dependent
class InboundWorld {

    private static final String LETTER = "Content-Type: text/plain\n\nThe dose is 20 mg.\n";

    private static final char[] PASSWORD = "secret".toCharArray();

    private final GatewayLifecycle gateway;
    private final PracticeDirectory practices;
    private final KeyCustody keys;
    private final TrustDirectory anchors;
    final String domain = "p-" + UUID.randomUUID().toString().substring(0, 8) + ".example";
    final PracticeId practice = new PracticeId(domain.replace(".example", ""));
    final String bo = "bo@" + domain.replace("p-", "patients-");
    final String ada = "ada@" + domain;
    private Path folder;
    private Openssl openssl;
    private MailSink server;

    InboundWorld(GatewayLifecycle gateway, PracticeDirectory practices, KeyCustody keys, TrustDirectory anchors) {
        this.gateway = gateway;
        this.practices = practices;
        this.keys = keys;
        this.anchors = anchors;
    }

    /** The practice with its key, its correspondent, and its mail server. */
    void start() throws Exception {
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

    void stop() {
        server.close();
    }

    /** The practice's mail server. */
    MailSink server() {
        return server;
    }

    /** Of the messages that are made, and of the keys that they are made with. */
    Path folder() {
        return folder;
    }

    Openssl openssl() {
        return openssl;
    }

    String plain() {
        return "From: Bo <" + bo + ">\r\nTo: " + ada + "\r\nSubject: Hi\r\n\r\ntext\r\n";
    }

    String headers() {
        return " -from " + bo + " -to " + ada + " -subject Hello";
    }

    Reply send(String message) throws Exception {
        return new Submission(port(), bo).to(ada).sendRaw(message);
    }

    int port() {
        return gateway.inboundPort().orElseThrow();
    }

    RawMessage passed() {
        return server.arrivals(ada).getLast().message();
    }

    static String results(RawMessage message) {
        return message.value("Authentication-Results").orElseThrow();
    }

    static String text(RawMessage message) {
        return new String(message.octets(), StandardCharsets.UTF_8);
    }

    List<String> events() throws Exception {
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

    void save(PracticeId id, String itsDomain) throws Exception {
        practices.save(new PracticeSettings(
                id, "Practice", Optional.empty(), "en", true, Set.of(Domain.parse(itsDomain)), Set.of()));
    }

    private void importKey(TestIdentity own) throws Exception {
        importKey(ada, own);
    }

    void importKey(String owner, TestIdentity own) throws Exception {
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

    static TestIdentity authority() throws Exception {
        return TestIdentity.read(InboundForTests.folder(), "authority");
    }
}
