package org.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.delivery.DeliveryQueue;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;
import picocli.CommandLine;

/** The commands that talk to a running gateway, as a person types them. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class GatewayCommandsTest {

    private static final String LIST = """
            patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at
            P-%1$s,Anna,Sample,1968-04-27,anna-%1$s@patients.example,tls,treatment,2026-01-02
            """;

    @Inject
    DeliveryQueue queue;

    @Inject
    PracticeDirectory practices;

    @TestHTTPResource("/")
    URI root;

    @ConfigProperty(name = "sealpost.home")
    Path home;

    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void pointAtTheGateway() throws IOException {
        folder = Files.createTempDirectory("sealpost-cli");
        environment.put("SEALPOST_URL", root.toString());
        environment.put("SEALPOST_HOME", home.toString());
    }

    @Test
    void importsAListAndSaysHowMany() throws Exception {
        Path file = Files.writeString(folder.resolve("patients.csv"), LIST.formatted(UUID.randomUUID()));
        assertThat(run("patients", "import", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo("1 imported, 0 updated, 0 unchanged, 0 refused\n");
    }

    @Test
    void printsRefusedLinesAndFails() throws Exception {
        Path file = Files.writeString(
                folder.resolve("patients.csv"),
                LIST.formatted(UUID.randomUUID()) + "P-2,Bo,Sample,,no address,tls,treatment,2026-01-02\n");
        assertThat(run("patients", "import", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("1 refused", "LINE  REASON\n3     ");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(run("patients", "import", "missing.csv")).isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("sealpost: There is no readable file missing.csv.\n");
    }

    @Test
    void importsACertificateByTheCallersWord() throws Exception {
        TestIdentity bo =
                TestCertificate.of("CN=Bo Sample", "bo@patients.example").issue();
        Path file = Files.writeString(folder.resolve("bo.pem"), bo.pem());
        String fingerprint = Fingerprint.of(bo.certificate()).value();
        assertThat(run("certificates", "import", file.toString(), "--pin")).isZero();
        assertThat(out.toString()).contains("FINGERPRINT", "bo@patients.example  yes      " + fingerprint);
        assertThat(run("certificates", "confirm", fingerprint)).isZero();
        assertThat(out.toString()).contains("Confirmed: ");
    }

    @Test
    void setsWhatADomainsMailProgramsCanReadInSeveralWordsOrOne() {
        String domain = UUID.randomUUID() + ".example";
        assertThat(run("certificates", "capabilities", "set", domain, "aes-256-cbc", "rsa-pkcs1"))
                .isZero();
        assertThat(run("certificates", "capabilities", "set", "x." + domain, "aes-256-cbc rsa-pkcs1"))
                .isZero();
        assertThat(run("certificates", "capabilities", "list")).isZero();
        assertThat(out.toString())
                .containsPattern("domain +" + domain + " +aes-256-cbc rsa-pkcs1")
                .containsPattern("domain +x\\." + domain + " +aes-256-cbc rsa-pkcs1");
        assertThat(run("certificates", "capabilities", "unset", domain)).isZero();
        assertThat(run("certificates", "capabilities", "unset", "x." + domain)).isZero();
    }

    @Test
    void trustsAnAuthorityListsItAndTrustsItNoLonger() throws Exception {
        String bundle = "cli " + UUID.randomUUID();
        Path file = Files.writeString(
                folder.resolve("root.pem"),
                TestCertificate.of("CN=Sample Root").forAuthority().issue().pem());

        assertThat(run(
                        "certificates",
                        "anchors",
                        "add",
                        "--bundle",
                        bundle,
                        "--revocation",
                        "offered",
                        file.toString()))
                .isZero();
        assertThat(out.toString())
                .containsPattern("BUNDLE +AUTHORITY +REVOCATION +UNTIL +FINGERPRINT\n" + bundle
                        + " +CN=Sample Root +offered +20[0-9-]{8} +[0-9a-f]{64}\n");
        out.getBuffer().setLength(0);
        assertThat(run("certificates", "anchors", "list")).isZero();
        assertThat(out.toString()).contains(bundle);
        assertThat(run("certificates", "anchors", "remove", bundle)).isZero();
        assertThat(run("certificates", "anchors", "remove", bundle)).isEqualTo(1);
        assertThat(errors.toString()).contains("has no trust anchor of this fingerprint");
        assertThat(run("certificates", "anchors", "crl", file.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("The CRL is refused: what came is no CRL.");
        assertThat(run("certificates", "anchors", "crl")).isZero();
    }

    @Test
    void makesDkimKeysAndPrintsTheirRecords() {
        String domain = "cli" + UUID.randomUUID() + ".example";
        assertThat(run("dkim", "add", "--algorithm", "ed25519", domain)).isZero();
        assertThat(out.toString())
                .containsPattern("-ed25519\\._domainkey\\.cli[0-9a-f-]+\\.example\\. TXT\n    v=DKIM1; k=ed25519; p=");
        assertThat(run("dkim", "activate", "--force", domain)).isZero();
        assertThat(run("dkim", "list")).isZero();
        assertThat(out.toString()).containsPattern(domain + " +sealpost-[0-9a-f-]+-ed25519 +active");
        assertThat(run("dkim", "remove", domain)).isEqualTo(1);
        assertThat(errors.toString()).contains("can be removed");
        assertThat(run("dkim", "remove", "--force", domain)).isZero();
    }

    @Test
    void listsMessagesAsATable() {
        assertThat(run("messages", "list")).isZero();
        assertThat(out.toString()).startsWith("RECEIVED");
    }

    @Test
    void listsExplainsAndCancelsWhatSealpostWroteItself() throws Exception {
        String id = notification().toString();
        assertThat(run("messages", "list", "--state", "queued", "--limit", "500"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("RECEIVED +ID +KIND +RECIPIENT")
                .containsPattern(id + " +notification .* +queued +The next hop is away\\.");
        assertThat(run("messages", "show", id)).isZero();
        assertThat(out.toString()).contains("kind      notification", "from      <>", "note: The next hop is away.");
        assertThat(run("messages", "cancel", id, "--reason", "nobody reads it")).isZero();
        assertThat(out.toString()).endsWith("1 part of the message cancelled\n");
    }

    /** The gateway looks for the message only when it has the reason. */
    @ParameterizedTest
    @ValueSource(strings = {"release", "refuse", "retry"})
    void givesAReasonForTheRecordOrOneThatSaysThatNoneWasGiven(String command) {
        String id = UUID.randomUUID().toString();
        assertThat(run("messages", command, id)).isEqualTo(1);
        assertThat(run("messages", command, id, "--reason", "read")).isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("sealpost: The practice has no message of this id.\n".repeat(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "cancel"})
    void wantsAReasonForWhatNobodyAsksForOrIsToldOf(String command) {
        assertThat(run("messages", command, UUID.randomUUID().toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("--reason");
    }

    /** A notification that waits, as after an attempt in vain. */
    private MessageId notification() throws InvalidMailboxException {
        MessageId id = MessageId.next();
        Instant now = Instant.now();
        RawMessage text = RawMessage.of("Subject: Held\r\n\r\nText.\r\n".getBytes(StandardCharsets.US_ASCII));
        QueuedPart part = new QueuedPart(
                UUID.randomUUID(),
                PracticeId.DEFAULT,
                id,
                QueuedPart.Kind.NOTIFICATION,
                QueuedPart.Form.FINAL,
                QueuedPart.State.QUEUED,
                new Envelope(
                        ReversePath.none(),
                        List.of(Mailbox.parse("ada@practice.example")),
                        BodyType.EIGHT_BIT_MIME,
                        false),
                "plain",
                Optional.empty(),
                Optional.empty(),
                "The next hop is away.",
                text.size(),
                1,
                now,
                now.plus(Duration.ofHours(1)),
                now.plus(Duration.ofDays(5)),
                Optional.empty());
        QuarkusTransaction.requiringNew().run(() -> queue.add(part, text));
        return id;
    }

    @Test
    void saysWhatTheGatewaySays() {
        String id = UUID.randomUUID().toString();
        assertThat(run("messages", "show", id)).isEqualTo(1);
        assertThat(run("messages", "release", id, "--reason", "read")).isEqualTo(1);
        assertThat(errors.toString()).isEqualTo("sealpost: The practice has no message of this id.\n".repeat(2));
    }

    @Test
    void aWrongCommandLineIsStatus2() {
        assertThat(run("messages", "hold", UUID.randomUUID().toString()))
                .as("without a reason")
                .isEqualTo(2);
        assertThat(run("messages", "show", "17")).isEqualTo(2);
    }

    @Test
    void provesTheAuditWholeAndExportsIt() throws Exception {
        Path file = Files.writeString(folder.resolve("patients.csv"), LIST.formatted(UUID.randomUUID()));
        run("patients", "import", file.toString());
        assertThat(run("audit", "verify")).isZero();
        assertThat(out.toString()).contains("intact: ");
        assertThat(run("audit", "verify", "--practice", "default")).isZero();
        assertThat(out.toString()).contains(" in 1 chain\n");
        assertThat(run("audit", "verify", "--practice", "nowhere")).isEqualTo(1);
        Path export = folder.resolve("audit.ndjson");
        await().untilAsserted(() -> {
            assertThat(run("audit", "export", "--output", export.toString())).isZero();
            assertThat(Files.readString(export)).contains("\"type\":\"org.sealpost.consent.recorded\"");
        });
    }

    @Test
    void triesOtherRulesOnTheLastDecisions() throws Exception {
        String practice = "diff-" + UUID.randomUUID().toString().substring(0, 8);
        practices.save(new PracticeSettings(
                new PracticeId(practice), "Hillside", Optional.empty(), "en", true, Set.of(), Set.of()));
        Path strict = Files.writeString(folder.resolve("strict.yaml"), """
                version: 1
                rules:
                  - {name: all of it, when: 'size(message.practice) > 0', require: hold}
                """);
        Path none = Files.writeString(folder.resolve("none.yaml"), "version: 1\nrules: []\n");

        assertThat(run("rules", "diff", "--practice", practice, none.toString(), strict.toString()))
                .isZero();

        assertThat(out.toString()).isEqualTo("0 decisions, no outcome changes.\n");
    }

    @Test
    void saysThatTheTokenIsWrong() {
        environment.put("SEALPOST_TOKEN", "wrong");
        assertThat(run("messages", "list")).isEqualTo(1);
        assertThat(errors.toString()).contains("does not take this token").hasLineCount(1);
    }

    @Test
    void saysThatTheTokenFileIsMissing() {
        environment.put("SEALPOST_HOME", folder.toString());
        assertThat(run("messages", "list")).isEqualTo(1);
        assertThat(errors.toString()).contains("admin.token cannot be read").hasLineCount(1);
    }

    @Test
    void saysThatNoGatewayRuns() {
        environment.put("SEALPOST_URL", "http://127.0.0.1:1");
        assertThat(run("messages", "list")).isEqualTo(1);
        assertThat(errors.toString())
                .contains("No gateway answers at http://127.0.0.1:1")
                .hasLineCount(1);
    }

    @Test
    void bringsRulesIntoForceWithTheirListsAndBringsThemBack() throws Exception {
        String practice = "rules-" + UUID.randomUUID().toString().substring(0, 8);
        practices.save(new PracticeSettings(
                new PracticeId(practice), "Hillside", Optional.empty(), "en", true, Set.of(), Set.of()));
        Files.writeString(folder.resolve("partners.txt"), "partner.example\n");
        Path rules = Files.writeString(
                folder.resolve("rules.yaml"), "version: 1\nlists: {partners: {file: partners.txt}}\nrules: []\n");
        assertThat(run("rules", "put", "--practice", practice, rules.toString()))
                .as(errors.toString())
                .isZero();
        Files.writeString(folder.resolve("partners.txt"), "other.example\n");
        assertThat(run("rules", "put", "--practice", practice, rules.toString()))
                .isZero();
        assertThat(run("rules", "restore", "--practice", practice, "1", "--reason", "the wrong list"))
                .isZero();
        assertThat(out)
                .hasToString("Version 1 is in force.\nVersion 2 is in force.\n"
                        + "Version 3 is in force, with the text of version 1.\n");

        out.getBuffer().setLength(0);
        assertThat(run("rules", "versions", "--practice", practice)).isZero();
        assertThat(out.toString().lines().toList().get(1))
                .startsWith("3")
                .contains("admin-token")
                .endsWith("the wrong list");
        out.getBuffer().setLength(0);
        assertThat(run("rules", "show", "--practice", practice, "3")).isZero();
        assertThat(out)
                .hasToString("version: 1\nlists: {partners: [\"partner.example\"]}\nrules: []\n"
                        + "# lists.partners was read from partners.txt\n");
        Path tests = Files.writeString(folder.resolve("a.test.yaml"), """
                rules: rules.yaml
                tests: [{name: a, message: {from: a@b.example, to: [c@d.example]}, expect: {c@d.example: {tags: []}}}]
                """);
        out.getBuffer().setLength(0);
        assertThat(run("rules", "diff", "--practice", practice, "1", "2", "--tests", tests.toString()))
                .isZero();
        assertThat(out).hasToString("1 test, no outcome changes.\n");
        assertThat(run("rules", "restore", "--practice", practice, "9", "--reason", "none"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("no such version of the rules");
    }

    private int run(String... arguments) {
        GatewayConnection gateway = new GatewayConnection(environment);
        return new CommandLine(new Main())
                .addSubcommand(RulesCommand.with(new DetectorInspection(), gateway))
                .addSubcommand(new PatientsCommand(gateway))
                .addSubcommand(CertificatesCommand.with(gateway))
                .addSubcommand(new MessagesCommand(gateway))
                .addSubcommand(new DkimCommand(gateway))
                .addSubcommand(new AuditCommand(gateway))
                .setParameterExceptionHandler(new OneLineUsage())
                .setExecutionExceptionHandler(new OneLineFailure())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
