package org.sealpost.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.consent.PatientImport;
import org.sealpost.dkim.DkimAlgorithm;
import org.sealpost.dkim.DkimKey;
import org.sealpost.dkim.DkimKeys;
import org.sealpost.gateway.GatewayLifecycle;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestServices;
import org.sealpost.testing.TextRecords;

/** What leaves, verified by another implementation of DKIM. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
@QuarkusTestResource(TextRecords.class)
class DkimIT {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;
    private static final String BOTH = "[pass rsa-sha256 signed.example, pass ed25519-sha256 signed.example]";

    @Inject
    GatewayLifecycle gateway;

    @Inject
    DkimKeys keys;

    @Inject
    PatientImport patients;

    @Inject
    CertificateImport certificates;

    /** Each test's own, since what an earlier one sent may still be on its way. */
    private final String recipient = UUID.randomUUID() + "@elsewhere.example";

    private MailSink relay;
    private Domain domain;
    private List<DkimKey> made;

    @BeforeEach
    void start() throws Exception {
        relay = RelayForTests.listening();
        domain = Domain.parse("signed.example");
        made = keys.add(PRACTICE, domain, EnumSet.allOf(DkimAlgorithm.class), Actor.staff("s-1"));
        made.forEach(key -> TextRecords.publish(key.recordName(), key.recordText()));
        keys.activate(PRACTICE, domain, false, Actor.staff("s-1"));
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
        keys.remove(PRACTICE, domain, true, Actor.staff("s-1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "plain,            'one\\r\\ntwo\\r\\n'",
        "dots,             '.\\r\\n..\\r\\n.three\\r\\n'",
        "empty body,       ''",
        "white space only, ' \\t \\r\\n\\r\\n'",
        "empty lines last, 'text\\r\\n\\r\\n\\r\\n'",
        "white space,      '  a  \\t b \\r\\n c\\r\\n'",
        "no line end,      'text'",
        "8-bit,            'Gr\u00fc\u00dfe\\r\\n'",
        "a lone =,         'a=b;=20\\r\\n'"
    })
    void anotherImplementationVerifiesBothSignatures(String name, String body) throws Exception {
        send(header("Subject: " + name) + "\r\n"
                + body.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t"));
        assertThat(verdicts(only(recipient))).hasToString(BOTH);
    }

    @Test
    void foldedFieldsAndFieldsOfOtherCharsetsAreSigned() throws Exception {
        send(header(
                        "Subject: a long\r\n  subject\r\n\t that is folded  \r\nCc:\r\n <c@elsewhere.example>\r\nReply-To: Gr\u00fc\u00dfe"
                                + " <r@signed.example>")
                + "\r\ntext\r\n");
        assertThat(verdicts(only(recipient))).hasToString(BOTH);
    }

    @ParameterizedTest
    @CsvSource({"From", "Subject", "To", "Cc", "Date", "Message-ID", "MIME-Version", "Content-Type", "Reply-To"})
    void rfc6376Section8Point15NobodyCanAddAFieldThatIsShown(String field) throws Exception {
        send(header("Subject: s") + "\r\ntext\r\n");
        byte[] changed = only(recipient)
                .withFieldsPrepended(List.of(field + ": a@forged.example"))
                .octets();
        assertThat(verifier().verdicts(changed)).hasSize(2).allMatch(line -> line.startsWith("fail"));
    }

    @Test
    void rfc6376Section8Point2NobodyCanAddToTheBody() throws Exception {
        send(header("Subject: s") + "\r\ntext\r\n");
        RawMessage arrived = only(recipient);
        assertThat(arrived.value("DKIM-Signature").orElseThrow()).doesNotContain("l=");
        byte[] longer = (new String(arrived.octets(), StandardCharsets.ISO_8859_1) + "more\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(verifier().verdicts(longer)).hasSize(2).allMatch(line -> line.startsWith("fail"));
    }

    @Test
    void whatIsEncryptedIsSignedAfterwardsAndSaysNothingOfTheSignatureBefore() throws Exception {
        String address = "smime@signed-patients.example";
        certificates.importPem(
                PRACTICE, TestCertificate.of("CN=Jo Sample", address).issue().pem(), true, Actor.staff("test"));
        patients.importCsv(
                PRACTICE,
                new StringReader("patient_id,given_name,family_name,email,channels,purposes,recorded_at\n"
                        + "SIGNED-1,Jo,Sample," + address + ",smime,treatment,2026-01-02\n"),
                Actor.staff("test"));
        Reply reply = submission()
                .to(address)
                .sendRaw("DKIM-Signature: v=1; a=rsa-sha256; d=signed.example; s=server; bh=hashOfTheBody; b=x\r\n"
                        + header("Subject: s")
                        + "\r\nE11.9\r\n");
        assertThat(reply.toString()).startsWith("250");
        RawMessage arrived = only(address);
        assertThat(arrived.value("Content-Type").orElseThrow()).contains("pkcs7-mime");
        assertThat(new String(arrived.octets(), StandardCharsets.ISO_8859_1)).doesNotContain("hashOfTheBody");
        assertThat(verdicts(arrived)).hasToString(BOTH);
    }

    @Test
    void theSignatureOfThePracticesServerIsKept() throws Exception {
        send("DKIM-Signature: v=1; a=rsa-sha256; d=signed.example; s=server; h=from; bh=x; b=x\r\n"
                + header("Subject: s") + "\r\ntext\r\n");
        RawMessage arrived = only(recipient);
        assertThat(arrived.fields("DKIM-Signature")).hasSize(3);
        assertThat(verifier().verdicts(arrived.octets()))
                .filteredOn(line -> line.startsWith("pass"))
                .hasSize(2);
    }

    @Test
    void aDomainBelowIsSignedByTheKeyOfTheDomainAbove() throws Exception {
        send(header("Subject: s").replace("a@signed.example", "a@team.signed.example") + "\r\ntext\r\n");
        assertThat(verdicts(only(recipient))).hasToString(BOTH);
    }

    @Test
    void whatWaitsInTheQueueIsSignedToo() throws Exception {
        relay.onData(arrival -> Reply.of(451, "4.3.0", "Later"));
        send(header("Subject: s") + "\r\ntext\r\n");
        relay.onData(arrival -> Reply.of(250, "2.0.0", "Ok"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> relay.arrivals(recipient).size() == 1);
        assertThat(verdicts(only(recipient))).hasToString(BOTH);
    }

    @Test
    void aSignatureOutlivesTheNextPostfix() throws Exception {
        Path folder = Files.createTempDirectory("sealpost-peers");
        try (PostfixRelay practice = new PostfixRelay(folder, gateway.port())) {
            Submission throughPostfix = new Submission(practice.port(), "a@signed.example").to(recipient);
            throughPostfix.sendRaw(header("Subject: through\r\n postfix") + "\r\n.dot\r\n trailing \r\n\r\n\r\n");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(relay.arrivals(recipient))
                            .as(practice.log())
                            .hasSize(1));
        }
        assertThat(verdicts(only(recipient))).hasToString(BOTH);
    }

    @Test
    void aMessageOfSeveralMegabytesIsSigned() throws Exception {
        send(header("Subject: large") + "\r\n" + "0123456789 abcdefghij  klmnopqrst \r\n".repeat(200_000));
        assertThat(verdicts(only(recipient))).hasToString(BOTH);
    }

    @Test
    void whatHasNoKeyLeavesUnsigned() throws Exception {
        Reply reply = new Submission(gateway.port(), "a@unsigned.example")
                .to(recipient)
                .send("s", "text\r\n");
        assertThat(reply.toString()).startsWith("250");
        assertThat(only(recipient).fields("DKIM-Signature")).isEmpty();
    }

    private Submission submission() {
        return new Submission(gateway.port(), "a@signed.example");
    }

    private void send(String message) throws Exception {
        Reply reply = submission().to(recipient).sendRaw(message);
        assertThat(reply.toString()).startsWith("250");
    }

    private static String header(String more) {
        return "From: A <a@signed.example>\r\nTo: <x@elsewhere.example>\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n"
                + "Message-ID: <1@signed.example>\r\n" + more + "\r\n";
    }

    private RawMessage only(String to) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !relay.arrivals(to).isEmpty());
        assertThat(relay.arrivals(to)).hasSize(1);
        return relay.arrivals(to).getFirst().message();
    }

    private List<String> verdicts(RawMessage message) throws Exception {
        return verifier().verdicts(message.octets());
    }

    private DkimVerifier verifier() {
        return DkimVerifier.knowing(made);
    }
}
