package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.Dependent;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.RecipientState;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** A next hop, patients, and what became of messages to them. */
@Dependent
class PathWorld {

    static final String PHI = "MRN: 00012345 was seen for E11.9";

    static final PracticeId PRACTICE = PracticeId.DEFAULT;

    private final GatewayLifecycle gateway;
    private final PatientImport patients;
    private final CertificateImport certificates;
    private final MessageHistory history;
    private MailSink relay;

    PathWorld(
            GatewayLifecycle gateway, PatientImport patients, CertificateImport certificates, MessageHistory history) {
        this.gateway = gateway;
        this.patients = patients;
        this.certificates = certificates;
        this.history = history;
    }

    /** The relay, and patients who agreed to what their name says. */
    void start() throws Exception {
        relay = RelayForTests.listening();
        importPatient("accepts", "unencrypted", "signed form");
        importPatient("tls", "tls", "");
        importPatient("tls-portal", "tls;portal", "");
        importPatient("portal", "portal", "");
        importPatient("none", "none", "");
        importPatient("smime", "smime;portal", "");
    }

    void stop() {
        relay.close();
    }

    /** The next hop as it is now. */
    MailSink relay() {
        return relay;
    }

    /** It comes back with its TLS. */
    void relayAgain() throws Exception {
        relay.close();
        relay = RelayForTests.listening();
    }

    /** It comes back without TLS. */
    void relayInClear() throws Exception {
        relay.close();
        relay = MailSink.inClear(RelayForTests.port());
    }

    Submission submission() {
        return new Submission(gateway.port(), "a@practice.example");
    }

    MailSink.Arrival only(String recipient) {
        List<MailSink.Arrival> arrivals = relay.arrivals(recipient);
        assertThat(arrivals).hasSize(1);
        return arrivals.getFirst();
    }

    List<String> notifications() {
        return relay.arrivals("a@practice.example").stream()
                .map(one -> text(one.message()))
                .toList();
    }

    /** What became of it. An address that was never met before is known to the history a few seconds later. */
    RecipientState state(Reply reply, String address) {
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

    static MessageId id(Reply reply) {
        return MessageId.parse(reply.lines().getFirst().split(" ", -1)[0]);
    }

    void importPatient(String name, String channels, String evidence) throws Exception {
        String csv = """
                patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence
                %s,Jo,Sample,1962-03-14,%s@patients.example,%s,treatment,2026-01-02,%s
                """.formatted("P-" + name, name, channels, evidence);
        assertThat(patients.importCsv(PRACTICE, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
    }

    TestIdentity importCertificate(String address) throws Exception {
        TestIdentity identity =
                TestCertificate.of("CN=Jo", address).key("RSA-2048").issue();
        certificates.importPem(PRACTICE, identity.pem(), true, Actor.staff("test"));
        return identity;
    }

    static String text(RawMessage message) {
        return new String(message.octets(), StandardCharsets.ISO_8859_1);
    }
}
