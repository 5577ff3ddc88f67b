package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.Additions;
import org.sealpost.policy.Exclusion;
import org.sealpost.policy.Floor;
import org.sealpost.policy.Origin;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Requirement;

/** What a person released, and what was decided before, at a later attempt. */
class EarlierDecisionTest {

    private static final Floor BY_RULE =
            new Floor(Protection.HOLD, new Origin.Rule("look", 3), "rule \"look\" holds: look at it");
    private static final Floor SCANNER_AWAY = new Floor(
            Protection.HOLD,
            new Origin.Failure("the malware scanner does not answer"),
            "the malware scanner does not answer");
    private static final Floor MALWARE =
            new Floor(Protection.HOLD, new Origin.Malware(), "a scanner found malware: Eicar-Test");
    private static final Floor CONDITION_FAILED = new Floor(
            Protection.HOLD,
            new Origin.Failure("the condition of rule \"x\" (line 7) failed: no such key"),
            "no such key");
    private static final Floor TLS =
            new Floor(Protection.VERIFIED_TLS, new Origin.Rule("tls", 9), "rule \"tls\" requires it");

    @Test
    void whatAPersonSawAndReleasedHoldsNoMoreAndAllElseStays() {
        QueuedPart released = released(QueuedPart.Form.ORIGINAL, "hold", BY_RULE, SCANNER_AWAY);

        assertThat(EarlierDecision.raised(released, demanding(BY_RULE, SCANNER_AWAY, TLS))
                        .weakest())
                .isEqualTo(Protection.VERIFIED_TLS);
    }

    @Test
    void malwareThatIsFoundAfterTheReleaseIsHeldAgain() {
        QueuedPart released = released(QueuedPart.Form.ORIGINAL, "hold", SCANNER_AWAY);

        assertThat(EarlierDecision.raised(released, demanding(MALWARE)).weakest())
                .isEqualTo(Protection.HOLD);
    }

    @Test
    void whateverDemandsHoldingOnlyAfterTheReleaseIsHeldAgain() {
        QueuedPart released = released(QueuedPart.Form.ORIGINAL, "tls", BY_RULE);

        assertThat(EarlierDecision.raised(released, demanding(BY_RULE, CONDITION_FAILED))
                        .weakest())
                .isEqualTo(Protection.HOLD);
    }

    @Test
    void whatNobodyReleasedIsHeldThoughItWasHeldForThatBefore() {
        QueuedPart waiting = part(QueuedPart.Form.ORIGINAL, "tls", Optional.empty(), BY_RULE);

        assertThat(EarlierDecision.raised(waiting, demanding(BY_RULE)).weakest())
                .isEqualTo(Protection.HOLD);
    }

    /** Else it would be held anew by the same rule at every attempt, and nobody could ever let it go. */
    @Test
    void octetsThatMayHaveArrivedGoAtTheirLevelWhenTheReasonToHoldThemWasReleased() {
        QueuedPart released = released(QueuedPart.Form.FINAL, "verified-tls", BY_RULE);

        Requirement demanded = EarlierDecision.raised(released, demanding(BY_RULE));

        assertThat(demanded.candidates()).containsExactly(Protection.VERIFIED_TLS, Protection.HOLD);
    }

    @Test
    void ciphertextThatMayHaveArrivedIsNeitherRefusedNorHeldForWhatOnlyItsClearTextCouldSay() {
        QueuedPart doubtful = part(QueuedPart.Form.FINAL, "smime", Optional.empty());
        Floor refused = new Floor(Protection.REJECT, new Origin.Rule("closed", 4), "rule \"closed\" refuses");
        Floor unread =
                new Floor(Protection.PORTAL, new Origin.Content(new TreeSet<>(Set.of("uninspectable"))), "unread");

        Requirement demanded = EarlierDecision.raised(
                doubtful, demanding(refused, BY_RULE, SCANNER_AWAY, MALWARE, CONDITION_FAILED, unread));

        assertThat(demanded.candidates()).containsExactly(Protection.SMIME, Protection.HOLD);
    }

    @Test
    void whatPatientsWantCountsForCiphertextThatMayHaveArrived() {
        QueuedPart doubtful = part(QueuedPart.Form.FINAL, "smime", Optional.empty());
        Floor noMail = new Floor(Protection.REJECT, new Origin.Consent("c-1"), "the patient wants no e-mail");
        Exclusion noSmime =
                new Exclusion(Protection.SMIME, new Origin.Consent("c-1"), "the patient did not agree to it");

        assertThat(EarlierDecision.raised(doubtful, demanding(noMail)).weakest())
                .isEqualTo(Protection.REJECT);
        assertThat(EarlierDecision.raised(doubtful, demanding(List.of(), List.of(noSmime)))
                        .weakest())
                .isEqualTo(Protection.HOLD);
    }

    @Test
    void octetsInTheClearThatMayHaveArrivedAreReadAgain() {
        QueuedPart doubtful = part(QueuedPart.Form.FINAL, "verified-tls", Optional.empty());

        assertThat(EarlierDecision.raised(doubtful, demanding(MALWARE)).weakest())
                .isEqualTo(Protection.HOLD);
    }

    /** Else what was held longer than a lifetime would go back to its sender at the first "not now". */
    @Test
    void theLifetimeThatAReleaseGaveHoldsForWhateverComesOfThePart() {
        QueuedPart released = released(QueuedPart.Form.ORIGINAL, "tls", BY_RULE);
        RawMessage message = RawMessage.of("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(Dispatch.Origin.of(released, message).expires(Duration.ZERO)).isEqualTo(released.expires());
    }

    private static Requirement demanding(Floor... floors) {
        return demanding(List.of(floors), List.of());
    }

    private static Requirement demanding(List<Floor> floors, List<Exclusion> exclusions) {
        return new Requirement(
                floors,
                exclusions,
                true,
                Optional.empty(),
                Optional.empty(),
                Additions.NONE,
                "Not a patient",
                "nothing about patients found",
                1);
    }

    private static QueuedPart released(QueuedPart.Form form, String level, Floor... seen) {
        return part(form, level, Optional.of("it@practice.example"), seen);
    }

    private static QueuedPart part(QueuedPart.Form form, String level, Optional<String> releasedBy, Floor... seen) {
        Instant now = Instant.now();
        return new QueuedPart(
                UUID.randomUUID(),
                PracticeId.DEFAULT,
                MessageId.next(),
                QueuedPart.Kind.ORDINARY,
                form,
                QueuedPart.State.QUEUED,
                new Envelope(ReversePath.none(), List.of(recipient()), BodyType.EIGHT_BIT_MIME, false),
                level,
                Optional.empty(),
                Optional.empty(),
                "it waits",
                1,
                1,
                now.minus(Duration.ofDays(9)),
                now,
                now.plus(Duration.ofDays(5)),
                releasedBy,
                false,
                false,
                Optional.empty(),
                Arrays.stream(seen).map(Floor::why).toList());
    }

    private static Mailbox recipient() {
        try {
            return Mailbox.parse("pat@patients.example");
        } catch (InvalidMailboxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
