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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.audit.Actor;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeMode;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** A practice that only observes: everything is decided and recorded, and mail passes as it came. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class ObserveModeTest {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PracticeDirectory practices;

    @Inject
    PatientImport patients;

    private final String name = "o" + UUID.randomUUID().toString().substring(0, 12);
    private MailSink relay;

    @BeforeEach
    void observe() throws Exception {
        relay = RelayForTests.listening();
        practices.save(mode(PracticeMode.OBSERVE));
    }

    @AfterEach
    void enforce() {
        practices.save(mode(PracticeMode.ENFORCE));
        relay.close();
    }

    @ParameterizedTest(name = "{0} to {1} would be {2}")
    @CsvSource(delimiter = '|', textBlock = """
            Subject: Visit                  | portal@patients.example  | portal
            Subject: Visit                  | none@patients.example    | reject
            Subject: [hold] Visit           | friend@example.org       | hold
            Subject: MRN 00012345           | page@social.example      | reject
            Subject: [footer] Visit         | friend@example.org       | plain
            """)
    void mailPassesAsItCameAndTheRecordSaysWhatWouldHaveBeen(String field, String to, String decided) throws Exception {
        String address = name + to.replace("portal@", "@").replace("none@", "@").replaceAll("^(friend|page)", "");
        if (to.endsWith("@patients.example")) {
            patient(address, to.substring(0, to.indexOf('@')));
        }

        Reply reply = send(field, address);

        assertThat(reply.toString()).endsWith("delivered");
        assertThat(text(relay.arrivals(address).getFirst()))
                .contains("\r\n\r\nSee you on Monday.\r\n")
                .doesNotContain("multipart");
        String event = events(reply, "message.decided").getFirst();
        assertThat(event)
                .contains("\"insteadOf\":\"" + decided + "\"")
                .contains("\"protection\":\"plain\"")
                .contains("Observed only, it would have been");
    }

    @ParameterizedTest(name = "TLS there: {0}")
    @CsvSource({"true, verified-tls", "false, hold"})
    void whatWouldHaveBeenRestsOnTheNextHopThatTheRuleNamesWhichIsToldNothing(boolean tls, String decided)
            throws Exception {
        String address = name + tls + "@lab.example";
        int port = RelayForTests.laboratoryPort();
        try (MailSink laboratory = tls ? MailSink.withTls(port, RelayForTests.folder()) : MailSink.inClear(port)) {
            Reply reply = send("Subject: [laboratory] Visit", address);

            assertThat(reply.toString()).endsWith("delivered");
            assertThat(relay.arrivals(address)).hasSize(1);
            assertThat(laboratory.arrivals()).isEmpty();
            assertThat(events(reply, "message.decided").getFirst()).contains("\"insteadOf\":\"" + decided + "\"");
        }
    }

    @Test
    void everyEventOfThePracticeSaysThatItOnlyObserves() throws Exception {
        Reply reply = send("Subject: Visit", name + "@example.org");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !events(reply, "message.delivered").isEmpty());
        assertThat(events(reply, "%"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(event -> event.contains("\"observed\":true"));

        practices.save(mode(PracticeMode.ENFORCE));
        Reply enforced = send("Subject: Visit", name + "@example.org");
        assertThat(events(enforced, "%")).isNotEmpty().noneMatch(event -> event.contains("observed"));
    }

    @Test
    void whatIsSwitchedOnHoldsForTheNextMessage() throws Exception {
        String address = name + "@patients.example";
        patient(address, "portal");
        practices.save(mode(PracticeMode.ENFORCE));

        assertThat(send("Subject: Visit", address).code()).isEqualTo(250);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !relay.arrivals(address).isEmpty());
        assertThat(text(relay.arrivals(address).getFirst())).doesNotContain("Monday");
    }

    private PracticeSettings mode(PracticeMode mode) {
        PracticeSettings now = practices.settings(PRACTICE);
        return new PracticeSettings(
                now.id(),
                now.name(),
                now.contact(),
                now.language(),
                now.codeByEmail(),
                now.timeZone(),
                mode,
                now.domains(),
                now.networks());
    }

    private void patient(String address, String channels) throws Exception {
        String csv = """
                patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence
                %s,Jo,Sample,1962-03-14,%s,%s,treatment,2026-01-02,signed form 7
                """.formatted("P-" + name, address, channels);
        assertThat(patients.importCsv(PRACTICE, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
    }

    private Reply send(String field, String to) throws Exception {
        return new Submission(gateway.port(), "a@practice.example")
                .to(to)
                .sendRaw("From: <a@practice.example>\r\n" + field
                        + "\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\nMessage-ID: <" + System.nanoTime()
                        + "@practice.example>\r\n\r\nSee you on Monday.\r\n");
    }

    private static List<String> events(Reply reply, String type) throws Exception {
        try (Connection owner = TestServices.owner();
                PreparedStatement select = owner.prepareStatement(
                        "SELECT data::text FROM audit_event WHERE message = ?::uuid AND type LIKE ?")) {
            select.setString(1, reply.lines().getFirst().split(" ", -1)[0]);
            select.setString(2, type);
            List<String> events = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
            return events;
        }
    }

    private static String text(MailSink.Arrival arrival) {
        return new String(arrival.message().octets(), StandardCharsets.ISO_8859_1);
    }
}
