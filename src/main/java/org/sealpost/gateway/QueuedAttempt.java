package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.AuditUnavailableException;
import org.sealpost.audit.IntendedAction;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.delivery.Connections;
import org.sealpost.delivery.Gate;
import org.sealpost.delivery.GateClosedException;
import org.sealpost.delivery.Journal;
import org.sealpost.delivery.Lease;
import org.sealpost.delivery.LeaseKeeper;
import org.sealpost.delivery.LeaseLostException;
import org.sealpost.delivery.Outcomes;
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
import org.sealpost.policy.Requirement;
import org.sealpost.policy.Route;
import org.sealpost.smime.SmimeException;
import org.sealpost.smtp.Reply;

/**
 * An attempt at a queued part. Consent, content and the world are asked again; what is decided may only be stronger than
 * before, and has an intent of its own.
 */
@Singleton
final class QueuedAttempt implements PartAttempt {

    private static final Logger LOG = Logger.getLogger(QueuedAttempt.class);
    /** Longer than a last server may be silent (RFC 5321 section 4.5.3.2.1), with time for those before it. */
    private static final Duration GREETING = Duration.ofMinutes(15);

    private final Consideration consideration;
    private final Deciding deciding;
    private final Protecting protecting;
    private final Dispatch dispatch;
    private final OwnMail ownMail;
    private final Connections connections;
    private final World world;
    private final LeaseKeeper leases;
    private final Settlement settlement;
    private final Outcomes outcomes;
    private final AuditLog audit;
    private final Events events;
    private final Journaling journaling;
    private final AddressSafety addresses;

    QueuedAttempt(
            Consideration consideration,
            Deciding deciding,
            Protecting protecting,
            Dispatch dispatch,
            OwnMail ownMail,
            Connections connections,
            World world,
            LeaseKeeper leases,
            Settlement settlement,
            Outcomes outcomes,
            AuditLog audit,
            Events events,
            Journaling journaling,
            AddressSafety addresses) {
        this.consideration = consideration;
        this.deciding = deciding;
        this.protecting = protecting;
        this.dispatch = dispatch;
        this.ownMail = ownMail;
        this.connections = connections;
        this.world = world;
        this.leases = leases;
        this.settlement = settlement;
        this.outcomes = outcomes;
        this.audit = audit;
        this.events = events;
        this.journaling = journaling;
        this.addresses = addresses;
    }

    @Override
    public void attempt(TakenPart taken, RawMessage message) {
        QueuedPart part = taken.part();
        List<DecidedRecipient> decided = deciding.decideInPlace(
                part.practice(), considered(part, message), Instant.now().plus(GREETING));
        boolean connectionInUse = false;
        try {
            List<MessagePart> parts = MessagePart.split(decided);
            if (parts.size() == 1 && parts.getFirst().protection().isSent()) {
                EarlierDecision.requireAsFixed(part, parts.getFirst().protection());
                connectionInUse = parts.getFirst().first().reached() instanceof Reached.Open;
                deliver(taken, message, parts.getFirst());
            } else {
                replace(taken, message, parts);
            }
        } catch (LeaseLostException lost) {
            LOG.warnf("Part %s of message %s was taken over by another instance.", part.id(), part.message());
        } finally {
            if (!connectionInUse) {
                deciding.release(decided);
            }
        }
    }

    /** The part becomes others; a copy for the journal stays what it is and waits for a way that is safe enough. */
    private void replace(TakenPart taken, RawMessage message, List<MessagePart> parts) throws LeaseLostException {
        if (taken.part().kind() == QueuedPart.Kind.JOURNAL) {
            MessagePart held = parts.getFirst();
            settlement.settle(
                    taken.part(),
                    taken.lease(),
                    new Settlement.Attempt(
                            TimeOrderedUuid.next(), held.first().reached().nextHop(), Optional.empty()),
                    message,
                    Verdict.waiting(held.mailboxes(), held.decision().summary()));
        } else {
            dispatch.replace(taken.part(), taken.lease(), message, parts);
        }
    }

    private List<Considered> considered(QueuedPart part, RawMessage message) {
        switch (part.kind()) {
            case NOTICE, NOTIFICATION -> {
                return ownMail.considered(part);
            }
            case JOURNAL -> {
                return ownMail.journal(part, Journal.copied(message)).stream()
                        .map(one -> one.copied(part.envelope()))
                        .toList();
            }
            case ORDINARY -> {}
        }
        MessageContent content = EarlierDecision.isCiphertext(part)
                ? MessageContent.UNREAD
                : consideration.inspect(part.practice(), message);
        List<Considered> asked = consideration.consider(
                part.practice(), part.envelope().from(), part.envelope().recipients(), message, content);
        return asked.stream()
                .map(one -> one.with(rerouted(part, EarlierDecision.raised(part, one.requirement())))
                        .asked(part.envelope()))
                .toList();
    }

    /** A person's word about the way goes before the rules'; it says nothing about protection. */
    private static Requirement rerouted(QueuedPart part, Requirement requirement) {
        return part.rerouted() && part.route().isPresent()
                ? requirement.by(Route.byPerson(
                        part.route().get().host(), part.route().get().port()))
                : requirement;
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
            octets = octets(queued, message, part);
        } catch (SmimeException unencrypted) {
            deciding.release(part.recipients());
            replace(taken, message, stronger(queued, part, unencrypted));
            return;
        }
        addresses.goes(queued.practice(), part);
        UUID attempt = TimeOrderedUuid.next();
        Envelope envelope = queued.envelope().to(part.mailboxes());
        List<AuditEvent> intents =
                events.decided(queued.practice(), queued.audited(), attempt, part, IntendedAction.DELIVER);
        Transfer transfer =
                new Transfer(connections, open.destination(), open.taken(), CutThrough.needed(part.protection()));
        Supplier<String> nextHop = () -> transfer.carrier().nextHop().toString();
        try {
            boolean requireTls = world.needsRequireTls(open.destination(), part.first());
            Journaling.Sending sending = gate -> transfer.send(open.connection(), envelope, octets, requireTls, gate);
            Gate intentsFirst = replies -> recordIntents(taken.lease(), intents);
            // Of what may have arrived already, the journal has its copy.
            boolean journaled = queued.kind() == QueuedPart.Kind.ORDINARY && queued.form() == QueuedPart.Form.ORIGINAL;
            TransferOutcome outcome = journaled
                    ? journaling.send(
                            new Journaling.Sent(
                                    queued.practice(), queued.message(), envelope, part, nextHop, message, octets),
                            sending,
                            intentsFirst)
                    : sending.through(intentsFirst);
            Settlement.Attempt made = new Settlement.Attempt(
                    attempt,
                    Optional.of(nextHop.get()),
                    Optional.of(Settlement.Delivery.over(
                            transfer.carrier(), part.protection().key(), fingerprints(part), octets)));
            Verdict verdict = Verdict.of(envelope, outcome);
            outcomes.store(
                    queued.message(),
                    () -> settlement.settle(leveled(queued, part), taken.lease(), made, message, verdict));
        } catch (GateClosedException closed) {
            Outcomes.Storing notSent = () ->
                    settle(taken, message, part, attempt, Verdict.waiting(part.mailboxes(), Verdict.NOT_RECORDED));
            if (closed.getCause() instanceof AuditUnavailableException unavailable && unavailable.inDoubt()) {
                // The intent may be stored though nobody heard so, and has no outcome but this very attempt's.
                outcomes.store(queued.message(), notSent);
            } else {
                notSent.store();
            }
        }
    }

    /** What may have arrived already goes again as it is; what Sealpost wrote itself is signed when it is first sent. */
    private RawMessage octets(QueuedPart queued, RawMessage message, MessagePart part) throws SmimeException {
        if (queued.form() == QueuedPart.Form.ORIGINAL) {
            return protecting.protect(queued.practice(), message, part);
        }
        boolean signedBefore = queued.kind() == QueuedPart.Kind.ORDINARY
                || message.value("DKIM-Signature").isPresent();
        return signedBefore ? message : protecting.sign(queued.practice(), message);
    }

    private void recordIntents(Lease lease, List<AuditEvent> intents) throws GateClosedException {
        try {
            if (!leases.holds(lease)) {
                throw new GateClosedException("it was taken over by another instance");
            }
            audit.commit(intents);
        } catch (AuditUnavailableException | RuntimeException unavailable) {
            throw new GateClosedException("its intent could not be recorded", unavailable);
        }
    }

    private void settle(TakenPart taken, RawMessage message, MessagePart part, Verdict verdict)
            throws LeaseLostException {
        settle(taken, message, part, UUID.randomUUID(), verdict);
    }

    private void settle(TakenPart taken, RawMessage message, MessagePart part, UUID attempt, Verdict verdict)
            throws LeaseLostException {
        settlement.settle(
                leveled(taken.part(), part),
                taken.lease(),
                new Settlement.Attempt(attempt, part.first().reached().nextHop(), Optional.empty()),
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
