package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.AuditUnavailableException;
import org.sealpost.audit.IntendedAction;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.delivery.Connections;
import org.sealpost.delivery.GateClosedException;
import org.sealpost.delivery.LeaseLostException;
import org.sealpost.delivery.PartAttempt;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.delivery.Settlement;
import org.sealpost.delivery.TakenPart;
import org.sealpost.delivery.Transfer;
import org.sealpost.delivery.TransferOutcome;
import org.sealpost.delivery.Verdict;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.TimeOrderedUuid;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Requirement;
import org.sealpost.smime.SmimeException;
import org.sealpost.smtp.Reply;

/**
 * An attempt at a queued part. Consent, content and the world are asked again; what is decided may only be stronger than
 * before, and has an intent of its own.
 */
@Singleton
final class QueuedAttempt implements PartAttempt {

    private static final Logger LOG = Logger.getLogger(QueuedAttempt.class);
    private static final Duration GREETING = Duration.ofMinutes(5);

    private final Consideration consideration;
    private final Deciding deciding;
    private final Protecting protecting;
    private final Dispatch dispatch;
    private final OwnMail ownMail;
    private final Connections connections;
    private final World world;
    private final Settlement settlement;
    private final AuditLog audit;
    private final Events events;

    QueuedAttempt(
            Consideration consideration,
            Deciding deciding,
            Protecting protecting,
            Dispatch dispatch,
            OwnMail ownMail,
            Connections connections,
            World world,
            Settlement settlement,
            AuditLog audit,
            Events events) {
        this.consideration = consideration;
        this.deciding = deciding;
        this.protecting = protecting;
        this.dispatch = dispatch;
        this.ownMail = ownMail;
        this.connections = connections;
        this.world = world;
        this.settlement = settlement;
        this.audit = audit;
        this.events = events;
    }

    @Override
    public void attempt(TakenPart taken, RawMessage message) {
        QueuedPart part = taken.part();
        List<DecidedRecipient> decided = deciding.decide(
                part.practice(), considered(part, message), Instant.now().plus(GREETING));
        boolean connectionInUse = false;
        try {
            List<MessagePart> parts = MessagePart.split(decided);
            if (parts.size() == 1 && parts.getFirst().protection().isSent()) {
                connectionInUse = parts.getFirst().first().reached() instanceof Reached.Open;
                deliver(taken, message, parts.getFirst());
            } else {
                dispatch.replace(part, taken.lease(), message, parts);
            }
        } catch (LeaseLostException lost) {
            LOG.warnf("Part %s of message %s was taken over by another instance.", part.id(), part.message());
        } finally {
            if (!connectionInUse) {
                deciding.release(decided);
            }
        }
    }

    private List<Considered> considered(QueuedPart part, RawMessage message) {
        if (part.kind() != QueuedPart.Kind.ORDINARY) {
            return ownMail.considered(part);
        }
        MessageContent content = consideration.inspect(part.practice(), message);
        List<Considered> asked = consideration.consider(
                part.practice(), part.envelope().from(), part.envelope().recipients(), message, content);
        return asked.stream()
                .map(one -> one.with(raised(part, one.requirement())))
                .toList();
    }

    /** What was decided before is a floor now. Fixed octets can go at their own level or not at all. */
    private static Requirement raised(QueuedPart part, Requirement requirement) {
        Protection before = Protection.parse(part.protection()).orElse(Protection.HOLD);
        if (part.form() == QueuedPart.Form.FINAL) {
            return requirement.exactly(before);
        }
        Requirement asked = part.releasedBy().isPresent() ? requirement.released() : requirement;
        return before.isStop() ? asked : asked.atLeast(before);
    }

    private void deliver(TakenPart taken, RawMessage message, MessagePart part) throws LeaseLostException {
        switch (part.first().reached()) {
            case Reached.Open open -> send(taken, message, part, open);
            case Reached.Impossible(Reply reply) ->
                settle(taken, message, part, Verdict.whole(part.mailboxes(), reply));
            case Reached.Away away -> settle(taken, message, part, Verdict.waiting(part.mailboxes(), away.why()));
            case Reached.Unproven unproven ->
                settle(taken, message, part, Verdict.waiting(part.mailboxes(), unproven.why()));
            case Reached.NotWanted notWanted ->
                throw new IllegalStateException("a part that is sent has no destination");
        }
    }

    private void send(TakenPart taken, RawMessage message, MessagePart part, Reached.Open open)
            throws LeaseLostException {
        QueuedPart queued = taken.part();
        RawMessage octets;
        try {
            octets = queued.form() == QueuedPart.Form.FINAL ? message : protecting.protect(message, part);
        } catch (SmimeException unencrypted) {
            deciding.release(part.recipients());
            dispatch.replace(queued, taken.lease(), message, stronger(queued, part, unencrypted));
            return;
        }
        UUID attempt = TimeOrderedUuid.next();
        Envelope envelope = queued.envelope().to(part.mailboxes());
        List<AuditEvent> intents =
                events.decided(queued.practice(), queued.audited(), attempt, part, IntendedAction.DELIVER);
        String nextHop = open.connection().nextHop().toString();
        Transfer transfer =
                new Transfer(connections, open.destination(), open.taken(), CutThrough.needed(part.protection()));
        try {
            TransferOutcome outcome = transfer.send(
                    open.connection(),
                    envelope,
                    octets,
                    world.needsRequireTls(open.destination(), part.protection()),
                    replies -> recordIntents(intents));
            settlement.settle(
                    leveled(queued, part),
                    taken.lease(),
                    new Settlement.Attempt(
                            attempt,
                            Optional.of(nextHop),
                            Optional.of(Settlement.Delivery.over(
                                    transfer.carrier(), part.protection().key(), fingerprints(part), octets))),
                    message,
                    Verdict.of(envelope, outcome));
        } catch (GateClosedException closed) {
            settle(
                    taken,
                    message,
                    part,
                    Verdict.waiting(part.mailboxes(), "the intent could not be recorded before sending"));
        }
    }

    private void recordIntents(List<AuditEvent> intents) throws GateClosedException {
        try {
            audit.commit(intents);
        } catch (AuditUnavailableException unavailable) {
            throw new GateClosedException("its intent could not be recorded", unavailable);
        }
    }

    private void settle(TakenPart taken, RawMessage message, MessagePart part, Verdict verdict)
            throws LeaseLostException {
        settlement.settle(
                leveled(taken.part(), part),
                taken.lease(),
                new Settlement.Attempt(UUID.randomUUID(), part.first().reached().nextHop(), Optional.empty()),
                message,
                verdict);
    }

    private List<MessagePart> stronger(QueuedPart queued, MessagePart part, SmimeException why) {
        return MessagePart.split(part.recipients().stream()
                .map(one -> deciding.withoutSmime(queued.practice(), one, String.valueOf(why.getMessage())))
                .toList());
    }

    /** The row remembers the level that was decided now, so that the next attempt cannot fall below it. */
    private static QueuedPart leveled(QueuedPart queued, MessagePart part) {
        return queued.at(part.protection().key());
    }

    private static List<String> fingerprints(MessagePart part) {
        List<String> fingerprints = new ArrayList<>();
        part.first().certificate().map(Fingerprint::of).map(Fingerprint::value).ifPresent(fingerprints::add);
        return fingerprints;
    }
}
