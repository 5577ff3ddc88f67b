package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.NotifyOn;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.testing.TestServices;

/** Who is told what, and who is not: automatic and list mail, reports, and what senders ask with NOTIFY. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(QueueWorld.WithoutWorker.class)
class SenderNoticesTest {

    private static final String PAT = "pat@patients.example";
    private static final Instant EXPIRES = Instant.parse("2026-12-01T00:00:00Z");

    @Inject
    SenderNotices notices;

    @Inject
    Settlement settlement;

    @Inject
    QueueWorld world;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // field of the message | sender | failure is told | delay and holding are told
                "X-Nothing: x                                  | reed@practice.example         | true  | true",
                "Auto-Submitted: no                            | reed@practice.example         | true  | true",
                "Auto-Submitted: No (really)                   | reed@practice.example         | true  | true",
                "Auto-Submitted: auto-generated                | reed@practice.example         | true  | false",
                "Auto-Submitted: auto-replied; x=y             | reed@practice.example         | true  | false",
                "List-Id: <news.practice.example>              | reed@practice.example         | true  | false",
                "List-Unsubscribe: <https://practice.example/> | reed@practice.example         | true  | false",
                "Precedence: bulk                              | reed@practice.example         | true  | false",
                "Precedence: first-class                       | reed@practice.example         | true  | true",
                "X-Nothing: x                                  | mailer-daemon@practice.example | true | false",
                "X-Nothing: x                                  | news-request@practice.example | true  | false",
                "X-Nothing: x                                  | owner-news@practice.example   | true  | false",
                "List-Archive: <https://practice.example/a>    | reed@practice.example         | true  | false",
                "Content-Type: multipart/report; boundary=x    | reed@practice.example         | true  | false",
                "Content-Type: Multipart/REPORT; boundary=x    | reed@practice.example         | true  | false",
                "Content-Type: message/disposition-notification | reed@practice.example        | true  | false",
                "X-Nothing: x                                  | -                             | false | false",
            })
    void rfc3834WhoIsToldOfAFailureAndWhoGetsACourtesy(
            String field, String sender, boolean failureIsTold, boolean courtesyIsTold) {
        AcceptedMessage about = about(field, sender == null ? "" : sender, NotifyRequest.unstated());

        assertThat(failed(about)).isEqualTo(failureIsTold);
        assertThat(held(about)).isEqualTo(courtesyIsTold);
        assertThat(delayed(about)).isEqualTo(courtesyIsTold);
        int expected = (failureIsTold ? 1 : 0) + (courtesyIsTold ? 2 : 0);
        assertThat(world.notifications(about.practice()))
                .hasSize(expected)
                .allSatisfy(one -> assertThat(one.envelope().from().mailbox()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // NOTIFY | failure | delay | success
                "unstated              | true  | true  | false",
                "NEVER                 | false | false | false",
                "FAILURE               | true  | false | false",
                "DELAY                 | false | true  | false",
                "SUCCESS               | false | false | true",
                "SUCCESS,FAILURE,DELAY | true  | true  | true"
            })
    void rfc3461TheSenderHearsWhatItAskedFor(String notify, boolean failure, boolean delay, boolean success) {
        AcceptedMessage about = about("X-Nothing: x", "reed@practice.example", request(notify));

        assertThat(failed(about)).isEqualTo(failure);
        assertThat(delayed(about)).isEqualTo(delay);
        assertThat(QuarkusTransaction.requiringNew().call(() -> notices.relayed(about, recipients())))
                .isEqualTo(success);
    }

    @Test
    void rfc3834AMachineThatAsksForDelaysIsToldOfThem() {
        assertThat(delayed(about("Auto-Submitted: auto-generated", "reed@practice.example", request("DELAY"))))
                .isTrue();
    }

    @Test
    void whyAMessageIsHeldIsNotToldByMailButWhichOneItIs() {
        String id = "01a22109-b2f7-79a5-aa33-98288198aad6";
        AcceptedMessage about = about("X-Sealpost-Id: " + id, "reed@practice.example", NotifyRequest.unstated());

        held(about);

        assertThat(notification(about.practice()))
                .contains("ask for message " + id)
                .doesNotContain("biopsy");
    }

    @Test
    void aDelayIsToldOnceWhenFourHoursHavePassed() throws Exception {
        Instant arrived = Instant.now().minus(Duration.ofHours(4).plusMinutes(1));
        QueuedPart part = world.add(arrivedAt(arrived));

        defer(part);
        assertThat(notification(part.practice()))
                .contains("Action: delayed", "Status: 4.4.1", "Will-Retry-Until: ")
                .doesNotContain("biopsy");
        defer(part);

        assertThat(world.notifications(part.practice())).hasSize(1);
    }

    @Test
    void aDelayOfLessIsNotTold() throws Exception {
        QueuedPart part = world.add(arrivedAt(Instant.now().minus(Duration.ofHours(3))));

        defer(part);

        assertThat(world.notifications(part.practice())).isEmpty();
    }

    @Test
    void aNotificationIsServedBeforeMessages() {
        AcceptedMessage about = about("X-Nothing: x", "reed@practice.example", NotifyRequest.unstated());
        failed(about);

        assertThat(world.notifications(about.practice()).getFirst().priority()).isEqualTo(Priority.URGENT);
        assertThat(arrivedAt(Instant.now()).priority()).isEqualTo(Priority.ORDINARY);
    }

    private QueuedPart arrivedAt(Instant arrived) {
        QueuedPart part = Parts.queued(world.practice(), Parts.envelope("reed@practice.example", PAT), Instant.now());
        return new QueuedPart(
                part.id(),
                part.practice(),
                part.message(),
                part.kind(),
                part.form(),
                part.state(),
                part.envelope(),
                part.protection(),
                part.route(),
                part.portalMessage(),
                part.why(),
                part.size(),
                part.attempts(),
                arrived,
                part.nextAttempt(),
                part.expires(),
                part.releasedBy());
    }

    private void defer(QueuedPart part) throws LeaseLostException {
        TakenPart taken = world.take(part);
        settlement.settle(
                taken.part(),
                taken.lease(),
                new Settlement.Attempt(part.id(), Optional.empty(), Optional.empty()),
                Parts.MESSAGE,
                Verdict.waiting(part.envelope().recipients(), "no connection"));
    }

    private String notification(PracticeId practice) {
        QueuedPart only = world.notifications(practice).getFirst();
        return new String(world.open(world.take(only)).octets(), StandardCharsets.UTF_8);
    }

    private boolean failed(AcceptedMessage about) {
        return QuarkusTransaction.requiringNew()
                .call(() -> notices.failed(about, "It was refused.", List.of(Parts.said(PAT, 550))));
    }

    private boolean held(AcceptedMessage about) {
        return QuarkusTransaction.requiringNew().call(() -> notices.held(about, recipients(), EXPIRES));
    }

    private boolean delayed(AcceptedMessage about) {
        return QuarkusTransaction.requiringNew().call(() -> notices.delayed(about, recipients(), EXPIRES));
    }

    private AcceptedMessage about(String field, String sender, NotifyRequest notify) {
        Envelope envelope = Parts.envelope(sender, PAT);
        DeliveryRequest request = new DeliveryRequest(
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(Parts.mailbox(PAT), new RecipientRequest(notify, Optional.empty())));
        RawMessage message = Parts.message(field + "\nSubject: biopsy\n\nbiopsy\n");
        return new AcceptedMessage(
                world.practice(),
                new Envelope(envelope.from(), envelope.recipients(), envelope.body(), false, request),
                message,
                Instant.now());
    }

    private static NotifyRequest request(String notify) {
        return switch (notify) {
            case "unstated" -> NotifyRequest.unstated();
            case "NEVER" -> NotifyRequest.never();
            default ->
                NotifyRequest.of(Set.of(notify.split(",", -1)).stream()
                        .map(NotifyOn::valueOf)
                        .collect(Collectors.toSet()));
        };
    }

    private static List<Mailbox> recipients() {
        return List.of(Parts.mailbox(PAT));
    }
}
