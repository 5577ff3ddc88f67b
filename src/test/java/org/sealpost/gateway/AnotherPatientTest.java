package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientImport;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.TestServices;

/**
 * A message to one patient that identifies another, by whatever means: a table of what does and of what does not. The patients
 * are those of {@link #LIST}; Robin is written to where a row says nothing else.
 */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class AnotherPatientTest {

    private static final PracticeId PRACTICE = new PracticeId("another-patient");

    private static final String LIST = """
            patient_id,given_name,family_name,birth_date,email,relationship,channels,purposes,recorded_at,evidence
            P-22,Robin,Sample,1968-04-27,robin@home.test,self,unencrypted,all,2026-01-02,form
            77,Kim,Example,1961-03-04,kim@home.test,self,unencrypted,all,2026-01-02,form
            1001,Dana,Whitfield,1990-10-11,dana@home.test,self,unencrypted,all,2026-01-02,form
            P-1001,Luis,Ejemplo,1979-11-02,luis@home.test,self,unencrypted,all,2026-01-02,form
            5,Jo,Doppel,1950-01-13,doppel@home.test,self,unencrypted,all,2026-01-02,form
            6,Al,Doppel,1950-01-13,doppel@home.test,self,unencrypted,all,2026-01-02,form
            30,Tim,Small,2015-06-17,mother@home.test,parent,unencrypted,all,2026-01-02,form
            31,Ann,Jones,1985-02-14,ann@home.test,self,unencrypted,all,2026-01-02,form
            40,Ada,Lopez,1980-08-18,ada@home.test,self,unencrypted,all,2026-01-02,form
            41,Uma,de la Vega Santos,1963-01-02,uma@home.test,self,unencrypted,all,2026-01-02,form
            """;

    @Inject
    PracticeDirectory practices;

    @Inject
    PatientImport patients;

    @Inject
    NamesInForce names;

    @Inject
    GatewayLifecycle gateway;

    @Inject
    Consideration consideration;

    @BeforeEach
    void patients() throws Exception {
        assertThat(gateway.port()).isPositive();
        practices.save(new PracticeSettings(
                PRACTICE,
                "Another Family Medicine",
                Optional.empty(),
                "en",
                false,
                Set.of(Domain.parse("another.example")),
                Set.of()));
        assertThat(patients.importCsv(PRACTICE, new StringReader(LIST), Actor.staff("test"))
                        .refused())
                .isEmpty();
        // Each but the last has one form, however many she has.
        int all = (int) LIST.lines().count() - 1;
        await().atMost(Duration.ofSeconds(20)).until(() -> names.of(PRACTICE).size() >= all);
    }

    @Test
    void whatIdentifiesAnotherPatient() throws Exception {
        check(true, "robin@home.test", """
                MRN 77
                MRN: 1001
                MRN P-1001
                Patient P-1001 called.
                chart no. 77
                Chart #1001
                patient (ID 77)
                pt 1001 was here
                medical record number 0077
                Kim Example is here.
                Example, born 03/04/1961
                Example (DOB 3/4/61)
                DOB 4 March 1961 - Example
                Geboren 04.03.1961: Example
                Doppel, born 01/13/1950
                Uma de la Vega has pneumonia.
                Uma Vega
                Uma Santos
                Vega, born 01/02/1963
                Ms. de la Vega's labs are in.
                Mrs. Example called.
                Mr Ejemplo's results are in.
                Patient Whitfield was seen.
                a message from Mrs. Example
                Write to kim@home.test, please.
                Write to 'KIM@home.test'.
                Write to doppel@home.test.
                Dear Mrs. Example,
                """);
    }

    @Test
    void theSubjectTakesNoMeaningFromAnothersDayOfBirth() throws Exception {
        List<String> unseen = new ArrayList<>();
        for (String subject : List.of("Question", "Visit", "Follow-up visit", "Surgery", "Date of service")) {
            for (String text : List.of("Example (03/04/1961) needs a refill.", "Example, b. 1961-03-04")) {
                String message = "From: Front Desk <desk@another.example>\r\nTo: undisclosed-recipients:;\r\nSubject: "
                        + subject + "\r\n\r\n" + text + "\r\n";
                if (!another("robin@home.test", message)) {
                    unseen.add(subject + ": " + text);
                }
            }
        }
        assertThat(unseen).isEmpty();
    }

    @Test
    void whatIdentifiesNobodyElse() throws Exception {
        check(false, "robin@home.test", """
                Your MRN is P-22.
                MRN P22
                Patient P-22
                Mr. Sample
                Dear Mr. Sample,
                Robin Sample, born 04/27/1968
                Sample, born 27.4.1968
                You wrote from robin@home.test.
                77 pages
                See chart 77.
                Order no. 77
                Invoice #1001
                Room 77, 1001 Main Street
                Patients wait 77 minutes.
                MRN 78
                MRN 10011
                Mr. Doppel called.
                Mr. Stranger called.
                for example, born 03/05/1961
                Whitfield, born 03/04/1961
                Example, your appointment is on 03/04/2027.
                Dr. Example
                Kind regards,\\nMs. Example
                Ms. Example, RN
                Write to info@partner.example.
                Write to desk@another.example.
                Patient Care
                """);
    }

    @Test
    void patientsOfOneAddressAreNoOthersToIt() throws Exception {
        check(false, "doppel@home.test", """
                MRN 5
                MRN 6
                Jo Doppel and Al Doppel
                Doppel, born 01/13/1950
                Write to doppel@home.test.
                """);
        check(true, "doppel@home.test", """
                MRN P-22
                """);
    }

    @Test
    void aParentMayHaveAnotherNameThanTheChild() throws Exception {
        check(false, "mother@home.test", """
                Dear Mrs. Jones,
                Dear Mrs. Small,
                Tim Small, MRN 30
                """);
        check(true, "mother@home.test", """
                Ann Jones called.
                Mrs. Jones called.
                """);
        check(true, "robin@home.test", """
                Dear Mrs. Jones,
                """);
    }

    @Test
    void whoWritesIsNoOtherPatient() throws Exception {
        String own = "From: \"Lopez, Ada\" <ada.lopez@another.example>\r\nTo: <robin@home.test>\r\n\r\n";
        String colleague = "From: Front Desk <desk@another.example>\r\nTo: <robin@home.test>\r\n\r\n";
        for (String signature :
                List.of("Ada Lopez", "Ms. Lopez", "Regards, Ada Lopez, NP, ada.lopez@another.example")) {
            assertThat(another("robin@home.test", own + signature + "\r\n"))
                    .as(signature)
                    .isFalse();
        }
        assertThat(another("robin@home.test", own + "Kim Example\r\n")).isTrue();
        assertThat(another("robin@home.test", own + "MRN 40\r\n")).isTrue();
        assertThat(another("robin@home.test", own + "Lopez, born 8/18/1980\r\n"))
                .isTrue();
        assertThat(another("robin@home.test", colleague + "Ada Lopez\r\n")).isTrue();
        assertThat(another("robin@home.test", colleague + "Ms. Lopez\r\n")).isTrue();
        assertThat(another("robin@home.test", colleague + "Write to Ms. Lopez at ada.lopez@another.example.\r\n"))
                .as("a colleague by her address")
                .isFalse();
    }

    @Test
    void aMessageShownToHaveGoneToTwoPatientsTellsEachOfTheOther() throws Exception {
        String both = header("To: <robin@home.test>, Kim <kim@home.test>");
        assertThat(another("robin@home.test", both)).isTrue();
        assertThat(another("kim@home.test", both)).isTrue();
        assertThat(another("robin@home.test", header("To: <robin@home.test>\r\nCc: <kim@home.test>")))
                .isTrue();

        String blind = header("To: undisclosed-recipients:;");
        assertThat(another("robin@home.test", blind)).isFalse();
        assertThat(another("robin@home.test", header("To: <robin@home.test>, <lab@partner.example>")))
                .isFalse();
        assertThat(another("robin@home.test", header("To: <robin@home.test>, <ROBIN@home.test>")))
                .isFalse();
        assertThat(another("doppel@home.test", header("To: <doppel@home.test>")))
                .isFalse();
    }

    @Test
    void patientsOfOneMessageAreLookedUpTogether() throws Exception {
        RawMessage message = raw(header("To: <robin@home.test>, <kim@home.test>, <lab@partner.example>"));
        List<Considered> considered = consideration.consider(
                PRACTICE,
                ReversePath.none(),
                List.of(
                        Mailbox.parse("robin@home.test"),
                        Mailbox.parse("kim@home.test"),
                        Mailbox.parse("lab@partner.example")),
                message,
                consideration.inspect(PRACTICE, message));

        assertThat(considered).extracting(AnotherPatientTest::identifiesAnother).containsExactly(true, true, false);
        assertThat(considered
                        .getFirst()
                        .content()
                        .identified()
                        .surelyToldTo(considered.getFirst().patients()))
                .containsExactlyInAnyOrder(new PatientId("P-22"), new PatientId("77"));
    }

    @Test
    void aForwardedMessageTellsWhoWroteIt() throws Exception {
        String forwarded =
                "From: <desk@another.example>\r\nTo: <robin@home.test>\r\nContent-Type: message/rfc822\r\n\r\n"
                        + "From: <%s>\r\nTo: <desk@another.example>\r\nSubject: Hello\r\n\r\nHello\r\n";
        assertThat(another("robin@home.test", forwarded.formatted("kim@home.test")))
                .isTrue();
        assertThat(another("robin@home.test", forwarded.formatted("robin@home.test")))
                .isFalse();
        assertThat(another("robin@home.test", forwarded.formatted("somebody@home.test")))
                .isFalse();
    }

    @Test
    void toAnyoneElseAPatientIsIdentifiedByMoreThanAFamilyNameOrAnAddressBesideTheirs() throws Exception {
        check(true, "lab@partner.example", """
                MRN 77
                Kim Example
                Example, born 03/04/1961
                Write to kim@home.test.
                """);
        check(false, "lab@partner.example", """
                Dear Mr. Example,
                Mrs. Example called.
                77 pages
                """);
        assertThat(another("lab@partner.example", header("To: <lab@partner.example>, <kim@home.test>")))
                .isFalse();
    }

    private void check(boolean expected, String recipient, String table) throws Exception {
        List<String> otherwise = new ArrayList<>();
        for (String row : table.lines().toList()) {
            String message = "From: Front Desk <desk@another.example>\r\nTo: undisclosed-recipients:;\r\n\r\n"
                    + row.replace("\\n", "\r\n") + "\r\n";
            if (another(recipient, message) != expected) {
                otherwise.add(row);
            }
        }
        assertThat(otherwise).as("rows of which it is not %s", expected).isEmpty();
    }

    private static String header(String fields) {
        return "From: Front Desk <desk@another.example>\r\n" + fields + "\r\nSubject: Opening hours\r\n\r\nHello\r\n";
    }

    private boolean another(String recipient, String message) throws Exception {
        RawMessage raw = raw(message);
        return identifiesAnother(consideration
                .consider(
                        PRACTICE,
                        ReversePath.of(Mailbox.parse("desk@another.example")),
                        List.of(Mailbox.parse(recipient)),
                        raw,
                        consideration.inspect(PRACTICE, raw))
                .getFirst());
    }

    private static boolean identifiesAnother(Considered one) {
        return one.facts().orElseThrow().findings().otherPatient();
    }

    private static RawMessage raw(String message) {
        return RawMessage.of(message.getBytes(StandardCharsets.UTF_8));
    }
}
