package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.consent.PatientImport;
import org.sealpost.gateway.GatewayLifecycle;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** From the practice's message to the patient's eyes: the notice and the code come through the real queue. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class PortalByEmailTest {

    private static final String PATIENT = "reader@patients.example";
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+/portal/[^\\s\"<>]+");
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*(\\d{3})[ -]?(\\d{3})\\s*$");

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    @Test
    void aPatientReadsWhatThePracticeSentAfterBirthDateAndCode() throws Exception {
        String csv = "patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at\n"
                + "P-reader,Jo,Sample,1962-03-14," + PATIENT + ",portal,treatment,2026-01-02\n";
        assertThat(patients.importCsv(PracticeId.DEFAULT, new StringReader(csv), Actor.staff("test"))
                        .refused())
                .isEmpty();
        try (MailSink relay = RelayForTests.listening()) {
            new Submission(gateway.port(), "a@practice.example")
                    .to(PATIENT)
                    .send("Your results", "The biopsy is benign, E11.9\r\n");
            String notice = text(relay, 1);
            assertThat(notice)
                    .doesNotContain("biopsy")
                    .doesNotContain("results")
                    .doesNotContain("E11.9");
            Matcher link = LINK.matcher(notice);
            assertThat(link.find()).as(notice).isTrue();
            String path = URI.create(link.group()).getPath();

            Browser browser = new Browser();
            browser.identify(path, List.of("3", "14", "1962"));
            String codeMail = text(relay, 2);
            assertThat(codeMail).doesNotContain("biopsy").doesNotContain("results");
            Matcher code = CODE.matcher(codeMail);
            assertThat(code.find()).as(codeMail).isTrue();
            String page = URI.create(
                            browser.code(path, code.group(1) + code.group(2)).getHeader("Location"))
                    .getPath();

            assertThat(browser.get(page).asString()).contains("Your results").contains("The biopsy is benign");
        }
    }

    /** The plain text of the patient's n-th mail. */
    private static String text(MailSink relay, int number) throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> relay.arrivals(PATIENT).size() >= number);
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()),
                relay.arrivals(PATIENT).get(number - 1).message().openStream());
        MimeMultipart alternatives = (MimeMultipart) message.getContent();
        return message.getSubject() + "\n" + alternatives.getBodyPart(0).getContent();
    }
}
