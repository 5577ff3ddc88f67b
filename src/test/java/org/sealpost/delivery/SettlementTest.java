package org.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.EventView;
import org.sealpost.audit.MessageEvent;
import org.sealpost.mail.DeliveryRequest;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.RecipientReply;
import org.sealpost.testing.TestServices;

/** What a transfer leaves behind: the row, the events and what the sender is told. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(QueueWorld.WithoutWorker.class)
class SettlementTest {

    private static final String SENDER = "reed@practice.example";
    private static final String PAT = "pat@patients.example";
    private static final String SAM = "sam@patients.example";
    private static final String KIM = "kim@patients.example";
    private static final Reply TAKEN = Reply.of(250, "2.0.0", "taken");

    @Inject
    Settlement settlement;

    @Inject
    QueueWorld world;

    @Test
    void aDeliveredPartLeavesTheQueue() throws Exception {
        QueuedPart part = queued(SENDER, PAT);

        settle(part, new TransferOutcome.Answered(List.of(Parts.said(PAT, 250)), TAKEN));

        assertThat(world.of(part)).isEmpty();
        assertThat(types(part)).containsExactly("message.delivered");
        assertThat(world.notifications(part.practice())).isEmpty();
    }

    @Test
    void eachRecipientsFateIsSettledInOneGo() throws Exception {
        QueuedPart part = queued(SENDER, PAT, SAM, KIM);

        settle(
                part,
                new TransferOutcome.Answered(
                        List.of(Parts.said(PAT, 250), Parts.said(SAM, 550), Parts.said(KIM, 450)), TAKEN));

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(Parts.addresses(now.envelope().recipients())).containsExactly(KIM);
            assertThat(now.form()).isEqualTo(QueuedPart.Form.ORIGINAL);
            assertThat(now.nextAttempt()).isAfter(Instant.now());
        });
        assertThat(types(part)).containsExactly("message.delivered", "message.bounced", "message.deferred");
        assertThat(world.events(part).getLast().data())
                .isInstanceOfSatisfying(
                        MessageEvent.Deferred.class,
                        deferred -> assertThat(deferred.reply()).isEmpty());
        assertThat(notification(part.practice()))
                .contains("Final-Recipient: rfc822; " + SAM, "Action: failed")
                .doesNotContain(PAT + "\r\nAction", "biopsy");
    }

    @Test
    void rfc5321Section4Point5Point3WhoIsOneTooManyForATransactionIsNextAndNoAttemptHasFailed() throws Exception {
        QueuedPart part = queued(SENDER, PAT, SAM);

        settle(part, new TransferOutcome.Answered(List.of(Parts.said(PAT, 250), Parts.said(SAM, 452)), TAKEN));

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(Parts.addresses(now.envelope().recipients())).containsExactly(SAM);
            assertThat(now.attempts()).isZero();
            assertThat(now.nextAttempt()).isBeforeOrEqualTo(Instant.now());
        });
        assertThat(types(part)).containsExactly("message.delivered", "message.deferred");
    }

    @Test
    void whoHasNoMailServerIsNotSaidToBeRefusedByOne() throws Exception {
        QueuedPart part = queued(SENDER, PAT);
        TakenPart taken = world.take(part);
        Reply unknown = Reply.of(550, "5.1.2", "The recipient's domain does not exist: check the address");

        settlement.settle(
                taken.part(),
                taken.lease(),
                new Settlement.Attempt(UUID.randomUUID(), Optional.empty(), Optional.empty()),
                Parts.MESSAGE,
                Verdict.whole(part.envelope().recipients(), unknown));

        assertThat(notification(part.practice()))
                .contains("The recipient's domain does not exist: check the address", "Status: 5.1.2")
                .doesNotContain("The next mail server refused it");
        assertThat(world.events(part).getLast().data())
                .isInstanceOfSatisfying(
                        MessageEvent.Bounced.class,
                        bounced -> assertThat(bounced.why())
                                .isEqualTo("The recipient's domain does not exist: check the address"));
    }

    @Test
    void whatIsInDoubtIsSentAgainWithTheSameOctets() throws Exception {
        QueuedPart part = queued(SENDER, PAT);

        settle(part, new TransferOutcome.InDoubt(List.of(Parts.said(PAT, 250))));

        assertThat(world.of(part))
                .singleElement()
                .satisfies(now -> assertThat(now.form()).isEqualTo(QueuedPart.Form.FINAL));
        assertThat(world.open(world.take(part)).octets()).isEqualTo(sent().octets());
        assertThat(types(part)).containsExactly("message.deferred");
    }

    /** The journal has a copy for those who may have it, and gets one for the others when it is sent to them. */
    @Test
    void recipientsThatWereDeferredBesideThoseInDoubtAreDecidedAnewAndThoseInDoubtGetTheSameOctets() throws Exception {
        QueuedPart part = queued(SENDER, PAT, SAM);

        settle(part, new TransferOutcome.InDoubt(List.of(Parts.said(PAT, 250), Parts.said(SAM, 450))));

        assertThat(world.of(part)).hasSize(2).allSatisfy(now -> {
            assertThat(now.attempts()).isEqualTo(1);
            assertThat(now.nextAttempt()).isAfter(Instant.now());
            assertThat(now.expires()).isCloseTo(part.expires(), within(1, ChronoUnit.SECONDS));
        });
        QueuedPart doubtful = of(part, QueuedPart.Form.FINAL);
        assertThat(Parts.addresses(doubtful.envelope().recipients())).containsExactly(PAT);
        assertThat(world.open(world.take(doubtful)).octets()).isEqualTo(sent().octets());
        QueuedPart later = of(part, QueuedPart.Form.ORIGINAL);
        assertThat(Parts.addresses(later.envelope().recipients())).containsExactly(SAM);
        assertThat(world.open(world.take(later)).octets()).isEqualTo(Parts.MESSAGE.octets());
        assertThat(types(part)).containsExactly("message.deferred", "message.deferred");
    }

    @Test
    void octetsThatMayHaveArrivedStayTheSameForEveryoneWhoWaitsForThem() throws Exception {
        QueuedPart part = queued(SENDER, PAT, SAM);
        settle(part, new TransferOutcome.InDoubt(List.of(Parts.said(PAT, 250), Parts.said(SAM, 250))));

        settle(
                of(part, QueuedPart.Form.FINAL),
                new TransferOutcome.InDoubt(List.of(Parts.said(PAT, 250), Parts.said(SAM, 450))));

        assertThat(world.of(part)).singleElement().satisfies(now -> {
            assertThat(now.form()).isEqualTo(QueuedPart.Form.FINAL);
            assertThat(Parts.addresses(now.envelope().recipients())).containsExactlyInAnyOrder(PAT, SAM);
        });
    }

    /** It was chosen by the database's clock, which is ahead of this one. */
    @Test
    void whoIsRecordedAsToldOfTheDelayWasToldWhateverThisClockSays() throws Exception {
        QueuedPart part = queued(SENDER, PAT);
        TakenPart taken = world.take(part);

        settlement.tellOfDelay(taken.part(), taken.lease(), Parts.MESSAGE, "no place");

        assertThat(world.of(part))
                .singleElement()
                .satisfies(now -> assertThat(now.delayTold()).isTrue());
        assertThat(world.notifications(part.practice())).hasSize(1);
    }

    @Test
    void aPartWhoseLifetimeIsOverGoesBackToItsSender() throws Exception {
        QueuedPart part = world.add(overdue(PAT));

        settle(part, new TransferOutcome.Failed("no connection"));

        assertThat(world.of(part)).isEmpty();
        assertThat(types(part)).containsExactly("message.bounced");
        assertThat(notification(part.practice()))
                .contains("Status: 5.4.7")
                .as("no server said anything")
                .doesNotContain("Diagnostic-Code", "Remote-MTA");
    }

    /** RFC 3464 sections 2.3.5 and 2.3.6: the sender's IT staff see what was in the way. */
    @Test
    void whoeverGetsAPartBackThatWasDeferredUntilTheEndSeesTheLastAnswerOfTheServer() throws Exception {
        QueuedPart part = world.add(overdue(PAT, SAM));
        Reply busy = Reply.of(451, "4.7.1", "\"Your biopsy\" came too often");

        settle(
                part,
                new TransferOutcome.NobodyAccepted(
                        List.of(Parts.said(SAM, 550), new RecipientReply(Parts.mailbox(PAT), busy))));

        assertThat(types(part)).containsExactly("message.bounced", "message.bounced");
        assertThat(world.notifications(part.practice()).stream()
                        .map(one -> new String(world.open(world.take(one)).octets(), StandardCharsets.UTF_8)))
                .hasSize(2)
                .noneMatch(text -> text.contains("biopsy"))
                .anyMatch(text -> text.contains("Final-Recipient: rfc822; " + PAT + "\r\nAction: failed\r\n"
                        + "Status: 5.4.7\r\nRemote-MTA: dns; mx.example\r\nDiagnostic-Code: smtp; 451 4.7.1\r\n"))
                .anyMatch(text -> text.contains("Final-Recipient: rfc822; " + SAM + "\r\nAction: failed\r\n"
                        + "Status: 5.0.0\r\nRemote-MTA: dns; mx.example\r\nDiagnostic-Code: smtp; 550\r\n"));
    }

    @Test
    void rfc5321NobodyIsToldOfAMessageFromTheNullPath() throws Exception {
        QueuedPart part = queued("", PAT);

        settle(part, new TransferOutcome.NobodyAccepted(List.of(Parts.said(PAT, 550))));

        assertThat(world.of(part)).isEmpty();
        assertThat(world.notifications(part.practice())).isEmpty();
        assertThat(world.events(part).getLast().data())
                .isInstanceOfSatisfying(
                        MessageEvent.Bounced.class,
                        bounced -> assertThat(bounced.notified()).isFalse());
    }

    /** RFC 5321 section 6.1: the message is in the portal, and nobody would know that the patient was never told. */
    @Test
    void theSenderOfAMessageInThePortalIsToldWhenItsNoticeIsRefused() throws Exception {
        QueuedPart notice = notice(NotifyRequest.unstated(), Instant.now().plus(Duration.ofDays(5)));

        settle(notice, new TransferOutcome.NobodyAccepted(List.of(Parts.said(PAT, 550))));

        assertThat(notification(notice.practice()))
                .contains(
                        "waits in the patient portal",
                        "Final-Recipient: rfc822; " + PAT + "\r\nAction: failed",
                        "Original-Envelope-Id: letter-7",
                        "X-Sealpost-Id: " + notice.message())
                .doesNotContain("biopsy");
        assertThat(world.events(notice).getLast().data())
                .isInstanceOfSatisfying(
                        MessageEvent.Bounced.class,
                        bounced -> assertThat(bounced.notified()).isTrue());
    }

    @Test
    void theSenderOfAMessageInThePortalIsToldWhenItsNoticeIsGivenUp() throws Exception {
        QueuedPart notice = notice(NotifyRequest.unstated(), Instant.now().minusSeconds(1));

        settle(notice, new TransferOutcome.Failed("no connection"));

        assertThat(notification(notice.practice())).contains("waits in the patient portal", "Status: 5.4.7");
    }

    @Test
    void rfc3461WhoeverAsksToHearNothingHearsNothingOfANotice() throws Exception {
        QueuedPart notice = notice(NotifyRequest.never(), Instant.now().plus(Duration.ofDays(5)));

        settle(notice, new TransferOutcome.NobodyAccepted(List.of(Parts.said(PAT, 550))));

        assertThat(world.notifications(notice.practice())).isEmpty();
    }

    @Test
    void aNoticeAsksNothingOfTheServersThatCarryItOn() {
        QueuedPart notice = notice(NotifyRequest.never(), Instant.now().plus(Duration.ofDays(5)));

        assertThat(world.of(notice)).singleElement().satisfies(now -> {
            assertThat(now.envelope().from().mailbox()).isEmpty();
            assertThat(now.envelope().request()).isEqualTo(DeliveryRequest.none());
        });
    }

    @Test
    void whoeverLostTheLeaseLeavesNoTrace() {
        QueuedPart part = queued(SENDER, PAT);
        TakenPart first = world.take(part);
        world.endLease(part);
        world.take(part);

        assertThatThrownBy(() -> settle(first, new TransferOutcome.NobodyAccepted(List.of(Parts.said(PAT, 550)))))
                .isInstanceOf(LeaseLostException.class);

        assertThat(world.of(part)).hasSize(1);
        assertThat(world.notifications(part.practice())).isEmpty();
        assertThat(world.history(part)).isEmpty();
    }

    private QueuedPart notice(NotifyRequest notify, Instant expires) {
        DeliveryRequest asked = new DeliveryRequest(
                false,
                Optional.empty(),
                Optional.of(new EnvelopeId("letter-7")),
                Map.of(Parts.mailbox(PAT), new RecipientRequest(notify, Optional.empty())));
        Envelope envelope = Parts.envelope(SENDER, PAT);
        return world.add(Parts.own(world.practice(), QueuedPart.Kind.NOTICE, expires)
                .tellingOf(new Envelope(
                        envelope.from(), envelope.recipients(), envelope.body(), envelope.smtpUtf8(), asked)));
    }

    private QueuedPart of(QueuedPart part, QueuedPart.Form form) {
        return world.of(part).stream()
                .filter(one -> one.form() == form)
                .findFirst()
                .orElseThrow();
    }

    private QueuedPart overdue(String... recipients) {
        return Parts.part(
                world.practice(),
                Parts.envelope(SENDER, recipients),
                QueuedPart.State.QUEUED,
                Instant.now(),
                Instant.now().minusSeconds(1));
    }

    private QueuedPart queued(String sender, String... recipients) {
        return world.add(Parts.queued(
                world.practice(),
                Parts.envelope(sender, recipients),
                Instant.now().plus(Duration.ofHours(1))));
    }

    private void settle(QueuedPart part, TransferOutcome outcome) throws LeaseLostException {
        settle(world.take(part), outcome);
    }

    private void settle(TakenPart taken, TransferOutcome outcome) throws LeaseLostException {
        settle(taken, outcome, false);
    }

    private void settle(TakenPart taken, TransferOutcome outcome, boolean confirms) throws LeaseLostException {
        settlement.settle(
                taken.part(),
                taken.lease(),
                new Settlement.Attempt(
                        UUID.randomUUID(),
                        Optional.of("mx.example:25"),
                        Optional.of(new Settlement.Delivery(
                                "tls", Optional.empty(), "192.0.2.25", List.of(), sent(), confirms))),
                Parts.MESSAGE,
                Verdict.of(taken.part().envelope(), outcome));
    }

    private static RawMessage sent() {
        return Parts.message("Subject: [...]\n\nas it was sent\n");
    }

    private List<String> types(QueuedPart part) {
        return world.events(part).stream()
                .map(EventView::type)
                .map(type -> type.key())
                .toList();
    }

    private String notification(PracticeId practice) {
        QueuedPart only = world.notifications(practice).getFirst();
        assertThat(only.envelope().from().mailbox()).isEmpty();
        assertThat(Parts.addresses(only.envelope().recipients())).containsExactly(SENDER);
        return new String(world.open(world.take(only)).octets(), StandardCharsets.UTF_8);
    }
}
