package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.audit.MessageHistory;
import org.sealpost.audit.RecipientState;
import org.sealpost.audit.RecipientView;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.Submission;

/** From the practice's message to the mail server of the patient's domain, or to the portal when that proves nothing. */
@QuarkusTest
@TestProfile(ByMailExchanger.class)
class ProvenTlsTest {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;
    private static final String HEALTH = "MRN: 00012345 was seen for E11.9\r\n";

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    @Inject
    MessageHistory history;

    @ConfigProperty(name = "test.mail.port")
    int port;

    @ConfigProperty(name = "test.mail.folder")
    Path folder;

    private MailSink sink;

    @BeforeEach
    void start() throws Exception {
        sink = MailSink.withTls(port, folder);
    }

    @AfterEach
    void stop() {
        sink.close();
    }

    @Test
    void aServerThatProvesItsNameGetsTheMessageAndTheProofIsRecorded() throws Exception {
        Reply reply = send("jo@proven.example");

        assertThat(reply.toString()).startsWith("250").endsWith("delivered");
        RecipientView view = view(reply);
        assertThat(view.state()).isEqualTo(RecipientState.DELIVERED);
        assertThat(view.nextHop()).contains("mx.hosting.example:" + port);
        assertThat(view.address()).contains("127.0.0.1");
        assertThat(view.tls().orElseThrow()).satisfies(tls -> {
            assertThat(tls.version()).isEqualTo("TLSv1.3");
            assertThat(tls.cipher()).startsWith("TLS_");
            assertThat(tls.fingerprint().orElseThrow()).matches("[0-9a-f]{64}");
            assertThat(tls.verifiedBy()).contains("operator-name");
            assertThat(tls.name()).contains("mx.hosting.example");
        });
    }

    @Test
    void withoutProofThePatientGetsThePortalWithinTheSameTransaction() throws Exception {
        for (String patient : List.of("jo@unproven.example", "jo@mistaken.example")) {
            Reply reply = send(patient);

            assertThat(reply.code()).isEqualTo(250);
            assertThat(view(reply).state()).isEqualTo(RecipientState.IN_PORTAL);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !sink.arrivals(patient).isEmpty());
            String notice =
                    new String(sink.arrivals(patient).getFirst().message().octets(), StandardCharsets.ISO_8859_1);
            assertThat(notice).contains("/portal/").doesNotContain("E11.9");
            assertThat(sink.arrivals(patient)).hasSize(1);
        }
    }

    @Test
    void aServerThatIsAwayLeavesTheMessageWaitingAtItsLevel() throws Exception {
        sink.close();
        Reply reply = send("jim@proven.example");

        assertThat(reply.code()).isEqualTo(250);
        assertThat(view(reply).state()).isEqualTo(RecipientState.QUEUED);
        assertThat(view(reply).decision().orElseThrow().protection()).isEqualTo("verified-tls");
        sink = MailSink.withTls(port, folder);
    }

    private Reply send(String patient) throws Exception {
        String csv = """
                patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence
                %s,Jo,Sample,1962-03-14,%s,tls;portal,treatment,2026-01-02,
                """.formatted("P-" + patient.replaceAll("\\W", "-"), patient);
        assertThat(patients.importCsv(PRACTICE, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
        return new Submission(gateway.port(), "a@practice.example").to(patient).send("ordinary", HEALTH);
    }

    private RecipientView view(Reply reply) {
        MessageId id = MessageId.parse(reply.lines().getFirst().split(" ", -1)[0]);
        return await().atMost(Duration.ofSeconds(15))
                .until(
                        () -> history.of(PRACTICE, id)
                                .flatMap(one -> one.recipients().stream().findFirst()),
                        Optional::isPresent)
                .orElseThrow();
    }
}
