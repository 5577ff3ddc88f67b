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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.consent.PatientImport;
import org.sealpost.gateway.GatewayLifecycle;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Who can tell from a copy who else got one. OpenSSL reads the list of recipients of what is encrypted. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class BlindRecipientsIT {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;

    /** One of each stands for each recipient of a CMS message (RFC 5652 section 6.2). */
    private static final Pattern RECIPIENT_INFO = Pattern.compile("d\\.(?:ktri|kari|kekri|pwri|ori):");

    private static final Pattern SERIAL = Pattern.compile("serialNumber: (?:0x)?([0-9A-Fa-f]+)");

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    @Inject
    CertificateImport certificates;

    private final String name = "r" + UUID.randomUUID().toString().substring(0, 8);
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
    void recipientsWithTheSameDecisionShareOneTransactionAndOneCopy() throws Exception {
        List<String> all = List.of(name + "-a@example.org", name + "-b@example.org", name + "-blind@example.org");
        send("Bcc: <" + all.get(2) + ">\r\n", all);
        MailSink.Arrival arrival = only(all.getFirst());
        assertThat(arrival.recipients()).extracting(Mailbox::address).containsExactlyElementsOf(all);
        assertThat(text(arrival.message())).doesNotContain("-blind").doesNotContainIgnoringCase("bcc:");
    }

    @Test
    void noWayOfWritingTheFieldGetsABlindRecipientThrough() throws Exception {
        String blind = name + "-blind@example.org";
        send(
                "bCC:\r\n <" + blind + ">\r\nBcc : <" + blind + ">\r\nResent-Bcc: <" + blind
                        + ">\r\nBCC:x@example.org,\r\n\t<" + blind + ">\r\n",
                List.of(name + "@example.org", blind));
        assertThat(text(only(name + "@example.org").message())).doesNotContain(blind);
    }

    /** Behind a line that is no field the address would stand in the text. */
    @Test
    void aBlindRecipientBehindALineThatIsNoFieldIsShownToNobody() throws Exception {
        Reply reply = new Submission(gateway.port(), "a@practice.example")
                .to(name + "@example.org", name + "-blind@example.org")
                .sendRaw("From: <a@practice.example>\r\nX Scanner: 3\r\nBcc: <" + name + "-blind@example.org>\r\nTo: <"
                        + name + "@example.org>\r\nSubject: s\r\n\r\ntext\r\n");
        assertThat(reply.toString()).startsWith("550 5.6.0 ");
        assertThat(relay.arrivals(name + "@example.org")).isEmpty();
    }

    @Test
    void anEncryptedCopyNamesItsOwnRecipientAndNobodyElse() throws Exception {
        TestIdentity visible = patient("-visible", "P-256");
        TestIdentity blind = patient("-blind", "RSA-2048");
        List<String> addresses = List.of(name + "-visible@patients.example", name + "-blind@patients.example");
        send("", addresses);

        assertThat(serials(only(addresses.get(0)).message())).containsExactly(serial(visible));
        assertThat(serials(only(addresses.get(1)).message())).containsExactly(serial(blind));
        assertThat(only(addresses.get(0)).recipients()).hasSize(1);
        assertThat(text(only(addresses.get(0)).message())).doesNotContain("-blind");
        // The blind recipient's own copy may tell of those whom everyone sees, and has no field that names it.
        assertThat(text(only(addresses.get(1)).message())).doesNotContain("-blind");
    }

    private void send(String fields, List<String> recipients) throws Exception {
        Reply reply = new Submission(gateway.port(), "a@practice.example")
                .to(recipients.toArray(String[]::new))
                .sendRaw("From: <a@practice.example>\r\nTo: <" + recipients.getFirst()
                        + ">\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n" + fields
                        + "Subject: s\r\nMessage-ID: <1@practice.example>\r\n\r\ntext\r\n");
        assertThat(reply.code()).isEqualTo(250);
    }

    private TestIdentity patient(String which, String key) throws Exception {
        String address = name + which + "@patients.example";
        TestIdentity identity =
                TestCertificate.of("CN=" + address, address).key(key).issue();
        certificates.importPem(PRACTICE, identity.pem(), true, Actor.staff("test"));
        patients.importCsv(
                PRACTICE,
                new StringReader("patient_id,given_name,family_name,email,channels,purposes,recorded_at\n" + name
                        + which + ",Jo,Sample," + address + ",smime,treatment,2026-01-02\n"),
                Actor.staff("test"));
        return identity;
    }

    /** The serial numbers in the list of recipients, as OpenSSL reads it. */
    private static List<String> serials(RawMessage message) throws Exception {
        Path file = Files.write(Files.createTempFile("sealpost-cms", ".eml"), message.octets());
        Ended openssl =
                Ended.of("openssl", "cms", "-cmsout", "-print", "-noout", "-inform", "SMIME", "-in", file.toString());
        assertThat(openssl.status()).as(openssl.printed()).isZero();
        List<String> serials = new ArrayList<>();
        Matcher serial = SERIAL.matcher(openssl.printed());
        while (serial.find()) {
            serials.add(serial.group(1));
        }
        assertThat(RECIPIENT_INFO.matcher(openssl.printed()).results())
                .as(openssl.printed())
                .hasSameSizeAs(serials);
        return serials;
    }

    private static String serial(TestIdentity identity) {
        return identity.certificate().getSerialNumber().toString();
    }

    private MailSink.Arrival only(String recipient) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !relay.arrivals(recipient).isEmpty());
        assertThat(relay.arrivals(recipient)).hasSize(1);
        return relay.arrivals(recipient).getFirst();
    }

    private static String text(RawMessage message) {
        return new String(message.octets(), StandardCharsets.ISO_8859_1);
    }
}
