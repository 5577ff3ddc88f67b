package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.audit.Actor;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.ImportReport;
import org.sealpost.consent.PatientAddress;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.PatientId;
import org.sealpost.consent.PatientImport;
import org.sealpost.consent.PatientRecorder;
import org.sealpost.consent.RecipientIdentity;
import org.sealpost.consent.Relationship;
import org.sealpost.consent.SourceId;
import org.sealpost.consent.ToldAddresses;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.Reply;
import org.sealpost.testing.MailSink;
import org.sealpost.testing.RelayForTests;
import org.sealpost.testing.Submission;
import org.sealpost.testing.TestServices;

/** What patients agreed to, asked for, took back or never said, and what becomes of a message to them. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@QuarkusTestResource(RelayForTests.class)
class PatientWishesTest {

    private static final PracticeId PRACTICE = PracticeId.DEFAULT;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NOTICE_OF_PART_2 =
            "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

    @Inject
    GatewayLifecycle gateway;

    @Inject
    PatientImport patients;

    @Inject
    PatientRecorder recorder;

    @Inject
    ConsentDirectory directory;

    private final String name = "w" + UUID.randomUUID().toString().substring(0, 12);
    private final String address = name + "@patients.example";
    private MailSink relay;

    @BeforeEach
    void start() throws Exception {
        relay = RelayForTests.listening();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    /** The relay proves who it is, so that whatever is agreed to is possible. */
    @ParameterizedTest(name = "{0}; {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            consent unencrypted                         | Subject: Visit           | sent as it came
            consent tls                                 | Subject: Visit           | sent as it came
            consent portal                              | Subject: Visit           | portal
            consent wrote-first                         | Subject: Visit           | sent as it came
            # A request moves mail up from what was agreed to, never down, and no rule excludes it.
            consent unencrypted, request portal         | Subject: Visit           | portal
            request portal                              | Subject: Visit           | portal
            request tls                                 | Subject: Visit           | held
            consent tls;portal;all, request portal;payment | X-Sealpost-Purpose: treatment | sent as it came
            consent tls;portal;all, request portal;payment | X-Sealpost-Purpose: payment | portal
            consent tls;portal;all, request portal;payment | Subject: Visit | portal
            consent tls;portal, request tls             | Subject: Visit           | sent as it came
            consent portal, request tls                 | Subject: Visit           | held
            consent smime;portal, request portal        | Subject: [smime] Visit   | portal
            consent smime;portal                        | Subject: [smime] Visit   | held
            consent tls, request none                   | Subject: Visit           | refused
            # What a message is for.
            consent tls                                 | X-Sealpost-Purpose: payment    | portal
            consent tls;payment                         | X-Sealpost-Purpose: payment    | sent as it came
            consent tls;marketing                       | X-Sealpost-Purpose: marketing  | portal
            consent tls;marketing, authorization        | X-Sealpost-Purpose: marketing  | sent as it came
            consent tls                                 | X-Sealpost-Purpose: gossip     | held
            consent tls                                 | X-Sealpost-Label: part4        | held
            """)
    void aMessageGoesAsThePatientWishes(String records, String field, String expected) throws Exception {
        for (String record : records.split(", ")) {
            record(record);
        }

        Reply reply = send(field, "See you on Monday.");

        switch (expected) {
            case "sent as it came" -> {
                assertThat(reply.toString()).endsWith("delivered");
                assertThat(arrived()).contains("See you on Monday.");
            }
            case "portal" -> {
                await().atMost(SOON).until(() -> !relay.arrivals(address).isEmpty());
                assertThat(arrived()).contains("/portal/").doesNotContain("Monday");
            }
            case "held" -> {
                assertThat(reply.code()).isEqualTo(250);
                await().atMost(SOON)
                        .until(() -> relay.arrivals("a@practice.example").stream()
                                .anyMatch(one ->
                                        text(one).contains(address) && text(one).contains("held")));
                assertThat(relay.arrivals(address)).isEmpty();
            }
            default -> {
                assertThat(expected).isEqualTo("refused");
                assertThat(reply.code()).isEqualTo(550);
            }
        }
    }

    @ParameterizedTest(name = "asked for {0} at another address → {1}")
    @CsvSource({"work@, refused", "<this one>, sent as it came"})
    void whoAskedForMailAtOneAddressOnlyGetsNoneAtAnother(String asked, String expected) throws Exception {
        record("consent tls");
        String other =
                asked.replace("work@", "work-" + name + "@patients.example").replace("<this one>", address);
        ImportReport report = patients.importCsv(
                PRACTICE, new StringReader("""
                patient_id,given_name,family_name,birth_date,email,kind,channels,purposes,recorded_at,only_at
                P-%s,Jo,Sample,1962-03-14,%s,request,tls;portal,all,2026-01-03,%s
                """.formatted(name, address, other)), Actor.staff("test"));
        assertThat(report.refused()).isEmpty();

        Reply reply = send("Subject: Visit", "See you on Monday.");

        if (expected.equals("refused")) {
            assertThat(reply.toString()).contains("550").contains("another address only; please use that one");
            assertThat(relay.arrivals(address)).isEmpty();
            // The one they asked for is theirs now: no stranger's, to whom anything could go.
            assertThat(directory.identify(PRACTICE, Mailbox.parse(other), Instant.now()))
                    .isInstanceOf(RecipientIdentity.KnownPatients.class);
        } else {
            assertThat(reply.toString()).endsWith("delivered");
            assertThat(arrived()).contains("See you on Monday.");
        }
    }

    /** "Bills to my father": to refuse, and name the other address, would lead what is no bill there. */
    @ParameterizedTest(name = "X-Sealpost-Purpose: {0} → {1}")
    @CsvSource({"payment, refused", "treatment, sent as it came", ", held"})
    void whoAskedForBillsElsewhereIsWrittenToOfTheRest(String purpose, String expected) throws Exception {
        record("consent tls;all");
        ImportReport report =
                patients.importCsv(PRACTICE, new StringReader("""
                patient_id,given_name,family_name,birth_date,email,kind,channels,purposes,recorded_at,only_at
                P-%s,Jo,Sample,1962-03-14,%s,request,tls,payment,2026-01-03,dad-%s@patients.example
                """.formatted(name, address, name)), Actor.staff("test"));
        assertThat(report.refused()).isEmpty();

        Reply reply = send(purpose == null ? "Subject: Visit" : "X-Sealpost-Purpose: " + purpose, "See you on Monday.");

        switch (expected) {
            case "refused" -> assertThat(reply.code()).isEqualTo(550);
            case "held" -> assertThat(reply.toString()).endsWith("accepted");
            default -> assertThat(reply.toString()).endsWith("delivered");
        }
    }

    @Test
    void aLabelOnThePatientAddsTheNoticeOfPart2() throws Exception {
        record("consent unencrypted part2");

        assertThat(send("Subject: Visit", "See you on Monday.").toString()).endsWith("delivered");

        assertThat(relay.arrivals(address).getFirst().tls()).isTrue();
        assertThat(arrived()).contains("See you on Monday.").contains(NOTICE_OF_PART_2);
    }

    @Test
    void aLabelOnTheMessageAddsTheNoticeWhoeverItIsFor() throws Exception {
        send("X-Sealpost-Label: part2", "See you on Monday.");

        assertThat(arrived()).contains(NOTICE_OF_PART_2);
    }

    @Test
    void aLabelForbidsDeliveryThatIsNotProven() throws Exception {
        relay.close();
        relay = MailSink.inClear(RelayForTests.port());
        record("consent unencrypted part2");

        send("Subject: Visit", "See you on Monday.");

        await().atMost(SOON).until(() -> !relay.arrivals("a@practice.example").isEmpty());
        assertThat(relay.arrivals(address)).isEmpty();
    }

    @Test
    void aLabelOfTheRecordSystemForbidsDeliveryThatIsNotProvenAndAddsNoNotice() throws Exception {
        record("consent unencrypted");
        recorder.take(
                PRACTICE,
                new PatientDetails(
                        new PatientId("P-" + name),
                        "Jo",
                        "Sample",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(true),
                        "en",
                        List.of(new PatientAddress(Mailbox.parse(address), Relationship.SELF, false))),
                new ToldAddresses(SourceId.Origin.API, Set.of()));
        relay.close();
        relay = MailSink.inClear(RelayForTests.port());

        send("Subject: Visit", "See you on Monday.");

        await().atMost(SOON).until(() -> !relay.arrivals("a@practice.example").isEmpty());
        assertThat(relay.arrivals(address)).isEmpty();
        assertThat(text(relay.arrivals("a@practice.example").getFirst())).doesNotContain(NOTICE_OF_PART_2);
    }

    @Test
    void theFirstMailToAPatientInvitesThemToSayWhatTheyPrefer() throws Exception {
        record("authorization");

        send("Subject: [invite] Visit", "See you on Monday.");

        await().atMost(SOON).until(() -> !relay.arrivals(address).isEmpty());
        assertThat(arrived()).contains("does not know yet how you would like to be written to");
    }

    @Test
    void aRulesDisclaimerIsAddedAndTheTextStaysAsItCame() throws Exception {
        send("Subject: [footer] Visit", "See you on Monday.");

        assertThat(arrived())
                .contains("\r\n\r\nSee you on Monday.\r\n")
                .contains("This message is for its recipient only.");
    }

    @Test
    void aRevocationHoldsForTheNextMessage() throws Exception {
        record("consent unencrypted");
        assertThat(send("Subject: Before", "Sent.").toString()).endsWith("delivered");
        UUID consent = switch (directory.identify(PRACTICE, Mailbox.parse(address), Instant.now())) {
            case RecipientIdentity.KnownPatients(var known) ->
                known.getFirst().consent().orElseThrow().id();
            case RecipientIdentity.Stranger stranger -> throw new AssertionError();
        };

        recorder.revoke(PRACTICE, consent, "by telephone", Actor.staff("s-1"));
        send("Subject: After", "Kept.");

        await().atMost(SOON).until(() -> relay.arrivals(address).size() == 2);
        assertThat(text(relay.arrivals(address).getLast())).contains("/portal/").doesNotContain("Kept.");
    }

    /** A record is written {@code kind [channels[;purposes]] [part2]}. */
    private void record(String text) throws Exception {
        List<String> words = List.of(text.split(" "));
        boolean wroteFirst = words.contains("wrote-first");
        boolean authorization = words.getFirst().equals("authorization");
        List<String> said =
                wroteFirst || authorization ? List.of() : List.of(words.get(1).split(";"));
        List<String> purposes = authorization
                ? List.of("marketing")
                : said.stream()
                        .filter(word -> List.of("payment", "marketing", "all").contains(word))
                        .toList();
        String channels = String.join(
                ";", said.stream().filter(word -> !purposes.contains(word)).toList());
        String csv = """
                patient_id,given_name,family_name,birth_date,email,kind,method,channels,purposes,part2,recorded_at,evidence
                %s,Jo,Sample,1962-03-14,%s,%s,%s,%s,%s,%s,2026-01-02,signed form 7
                """.formatted(
                        "P-" + name,
                        address,
                        words.getFirst(),
                        wroteFirst ? "wrote-first" : "paper",
                        channels,
                        purposes.isEmpty() ? "treatment" : String.join(";", purposes),
                        words.contains("part2") ? "yes" : "no");
        ImportReport report = patients.importCsv(PRACTICE, new StringReader(csv), Actor.staff("test"));
        assertThat(report.refused()).isEmpty();
    }

    private Reply send(String field, String body) throws Exception {
        Optional<String> subject = field.startsWith("Subject:") ? Optional.empty() : Optional.of("Subject: Visit\r\n");
        return new Submission(gateway.port(), "a@practice.example")
                .to(address)
                .sendRaw("From: <a@practice.example>\r\nTo: <" + address + ">\r\n" + subject.orElse("") + field
                        + "\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\nMessage-ID: <" + System.nanoTime()
                        + "@practice.example>\r\n\r\n" + body + "\r\n");
    }

    /** A next hop that rested before makes it come a little later than the answer. */
    private String arrived() {
        await().atMost(SOON).until(() -> !relay.arrivals(address).isEmpty());
        return text(relay.arrivals(address).getFirst());
    }

    private static String text(MailSink.Arrival arrival) {
        return new String(arrival.message().octets(), StandardCharsets.ISO_8859_1);
    }
}
