package org.sealpost.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.IntendedAction;
import org.sealpost.audit.MessageEvent;
import org.sealpost.delivery.AcceptedMessage;
import org.sealpost.delivery.Backoff;
import org.sealpost.delivery.DeliveryQueue;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.delivery.Evidence;
import org.sealpost.delivery.Lease;
import org.sealpost.delivery.LeaseLostException;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.delivery.SenderNotices;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.TimeOrderedUuid;
import org.sealpost.policy.Protection;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.RecipientReply;

/**
 * Takes responsibility for parts that are not delivered within the client's transaction: everything that becomes of them
 * (queue rows, portal messages, held messages, notifications) and every event is one transaction of the database.
 */
@ApplicationScoped
class Dispatch {

    private final SharedTransaction transaction;
    private final AuditLog audit;
    private final Events events;
    private final DeliveryQueue queue;
    private final DeliverySettings settings;
    private final Backoff backoff;
    private final PortalDelivery portal;
    private final SenderNotices notices;
    private final SendingLimits limits;
    private final AddressSafety addresses;

    Dispatch(
            SharedTransaction transaction,
            AuditLog audit,
            Events events,
            DeliveryQueue queue,
            DeliverySettings settings,
            Backoff backoff,
            PortalDelivery portal,
            SenderNotices notices,
            SendingLimits limits,
            AddressSafety addresses) {
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
        this.queue = queue;
        this.settings = settings;
        this.backoff = backoff;
        this.portal = portal;
        this.notices = notices;
        this.limits = limits;
        this.addresses = addresses;
    }

    /**
     * What the parts belong to.
     *
     * @param created when the message arrived, from which its lifetime counts
     * @param before the queued part that they come of, if there is one
     * @param tellsOfLimits whether the sender is told if a sending limit holds it
     */
    record Origin(
            PracticeId practice,
            MessageId message,
            Envelope envelope,
            RawMessage original,
            Instant created,
            Optional<QueuedPart> before,
            boolean tellsOfLimits) {

        static Origin of(IncomingMessage incoming, boolean tellsOfLimits) {
            return new Origin(
                    incoming.practice(),
                    incoming.id(),
                    incoming.envelope(),
                    incoming.message(),
                    incoming.arrived(),
                    Optional.empty(),
                    tellsOfLimits);
        }

        static Origin of(QueuedPart part, RawMessage original) {
            return new Origin(
                    part.practice(),
                    part.message(),
                    part.envelope(),
                    original,
                    part.created(),
                    Optional.of(part),
                    true);
        }

        /** When what goes on waiting goes back to its sender: a person's release has given it a new lifetime. */
        Instant expires(Duration lifetime) {
            return before.map(QueuedPart::expires).orElseGet(() -> created.plus(lifetime));
        }

        /** Whether the sender knows that it takes long. */
        boolean delayTold() {
            return before.map(QueuedPart::delayTold).orElse(false);
        }

        /** Whether a person named the way, which then holds for whatever comes of the part. */
        boolean rerouted() {
            return before.map(QueuedPart::rerouted).orElse(false);
        }

        /** Octets that are fixed stay so: they may have arrived already. */
        QueuedPart.Form form() {
            return before.map(QueuedPart::form).orElse(QueuedPart.Form.ORIGINAL);
        }

        /** The level to remember. To be held is none at which it goes on: what it had before stays the least. */
        String level(Protection decided) {
            return decided == Protection.HOLD
                    ? before.map(QueuedPart::protection).orElse(decided.key())
                    : decided.key();
        }

        /** A person's release holds for what goes on waiting; whoever is held anew is released anew. */
        Optional<String> releasedBy(QueuedPart.State state) {
            return state == QueuedPart.State.QUEUED ? before.flatMap(QueuedPart::releasedBy) : Optional.empty();
        }

        /** What demanded holding before and does now, of all recipients: a person releases them together. */
        List<String> heldFor(MessagePart part) {
            Stream<String> now = part.recipients().stream().flatMap(one -> one.holding().stream());
            return Stream.concat(before.map(QueuedPart::heldFor).orElse(List.of()).stream(), now)
                    .distinct()
                    .toList();
        }

        AcceptedMessage accepted() {
            return new AcceptedMessage(practice, envelope, original, created);
        }
    }

    /**
     * Commits every part of a message that has just arrived, together with what other clients bring at the same time.
     *
     * @throws IllegalStateException when nothing was committed, or when that is in doubt
     */
    void accept(IncomingMessage incoming, List<MessagePart> parts) {
        AuditEvent received = events.received(incoming);
        boolean isHeld = parts.stream().anyMatch(Dispatch::isHeldByLimits);
        // Asked once, since the work may be done more than once.
        boolean tells = !isHeld
                || limits.isFirstToTell(incoming.practice(), incoming.envelope().from());
        try {
            transaction.run(() -> commitParts(Origin.of(incoming, tells), List.of(received), parts));
        } catch (RuntimeException uncommitted) {
            if (isHeld && tells) {
                limits.notTold(incoming.practice(), incoming.envelope().from());
            }
            throw uncommitted;
        }
    }

    private static boolean isHeldByLimits(MessagePart part) {
        return part.protection() == Protection.HOLD && SendingLimits.isCause(part.decision());
    }

    /**
     * Commits what has become of a queued part instead of that part.
     *
     * @throws LeaseLostException when another instance has taken it over: nothing was committed
     */
    @Transactional(rollbackOn = Exception.class)
    void replace(QueuedPart part, Lease lease, RawMessage original, List<MessagePart> parts) throws LeaseLostException {
        queue.removeOrFail(lease);
        commitParts(Origin.of(part, original), List.of(), parts);
    }

    /** @param before events that go before those of the first part, in one statement with them */
    private void commitParts(Origin origin, List<AuditEvent> before, List<MessagePart> parts) {
        List<AuditEvent> earlier = before;
        Instant endOfHold = Instant.now().plus(settings.holdLifetime());
        for (MessagePart part : parts) {
            commit(origin, earlier, part, endOfHold);
            earlier = List.of();
        }
        tellHeld(origin, parts, endOfHold);
    }

    /** One notice for all who wait for a person, whatever the reasons: it names none. */
    private void tellHeld(Origin origin, List<MessagePart> parts, Instant endOfHold) {
        List<Mailbox> held = parts.stream()
                .filter(part -> part.protection() == Protection.HOLD)
                .filter(part -> origin.tellsOfLimits() || !isHeldByLimits(part))
                .flatMap(part -> part.mailboxes().stream())
                .toList();
        if (!held.isEmpty()) {
            notices.held(origin.accepted(), held, endOfHold);
        }
    }

    private void commit(Origin origin, List<AuditEvent> before, MessagePart part, Instant endOfHold) {
        UUID attempt = TimeOrderedUuid.next();
        List<AuditEvent> all = new ArrayList<>(before);
        switch (part.protection()) {
            case PLAIN, TLS, VERIFIED_TLS, SMIME -> send(origin, all, attempt, part);
            case PORTAL -> keep(origin, all, attempt, part);
            case HOLD -> hold(origin, all, attempt, part, endOfHold);
            case REJECT -> refuse(origin, all, attempt, part, Refusals.reply(part.decision()));
        }
    }

    private void send(Origin origin, List<AuditEvent> all, UUID attempt, MessagePart part) {
        if (part.first().reached() instanceof Reached.Impossible(Reply reply)) {
            refuse(origin, all, attempt, part, reply);
            return;
        }
        Instant expires = origin.expires(settings.lifetime());
        all.addAll(intents(origin, attempt, part, IntendedAction.QUEUE));
        QueuedPart waiting = queued(origin, part, QueuedPart.State.QUEUED, waitsFor(part), expires);
        if (wasTried(part)) {
            Instant next = backoff.next(0, expires);
            waiting = waiting.triedOnce(next);
            all.add(event(
                    origin,
                    attempt,
                    new MessageEvent.Deferred(
                            events.pseudonyms(origin.practice(), part.mailboxes()),
                            part.first().reached().nextHop(),
                            Optional.empty(),
                            waiting.why(),
                            next)));
        }
        audit.append(all);
        queue.add(waiting, origin.original());
    }

    /** Whether its next hop was asked for a connection just now, in vain: asking again at once would only cost. */
    private static boolean wasTried(MessagePart part) {
        return switch (part.first().reached()) {
            case Reached.Away away -> away.tried();
            case Reached.Unproven unproven -> true;
            case Reached.Open open -> false;
            case Reached.NotWanted notWanted -> false;
            case Reached.Impossible impossible -> false;
        };
    }

    private void keep(Origin origin, List<AuditEvent> all, UUID attempt, MessagePart part) {
        all.addAll(intents(origin, attempt, part, IntendedAction.PORTAL));
        audit.append(all);
        addresses.goes(origin.practice(), part);
        for (DecidedRecipient one : part.recipients()) {
            portal.keep(origin.practice(), origin.message(), attempt, one, origin.envelope(), origin.original());
        }
        notices.keptInPortal(origin.accepted(), part.mailboxes());
    }

    private void hold(Origin origin, List<AuditEvent> all, UUID attempt, MessagePart part, Instant expires) {
        all.addAll(intents(origin, attempt, part, IntendedAction.HOLD));
        for (MessagePart alike : part.bySummary()) {
            all.add(event(
                    origin,
                    attempt,
                    new MessageEvent.Held(
                            events.pseudonyms(origin.practice(), alike.mailboxes()),
                            alike.decision().summary(),
                            expires)));
        }
        audit.append(all);
        String why = part.decision().summary();
        queue.add(queued(origin, part, QueuedPart.State.HELD, why, expires), origin.original());
    }

    private void refuse(Origin origin, List<AuditEvent> all, UUID attempt, MessagePart part, Reply reply) {
        all.addAll(intents(origin, attempt, part, IntendedAction.REFUSE));
        for (MessagePart alike : part.bySummary()) {
            all.add(event(
                    origin,
                    attempt,
                    new MessageEvent.Refused(
                            events.pseudonyms(origin.practice(), alike.mailboxes()),
                            Optional.empty(),
                            Optional.of(Evidence.of(reply)),
                            alike.decision().summary())));
        }
        audit.append(all);
        notices.failed(
                origin.accepted(),
                reply.text(),
                part.mailboxes().stream()
                        .map(one -> new RecipientReply(one, reply))
                        .toList());
    }

    private List<AuditEvent> intents(Origin origin, UUID attempt, MessagePart part, IntendedAction action) {
        return events.decided(origin.practice(), origin.message(), attempt, part, action);
    }

    private static AuditEvent event(Origin origin, UUID attempt, MessageEvent data) {
        return AuditEvent.of(origin.practice(), origin.message(), attempt, data);
    }

    private static String waitsFor(MessagePart part) {
        return switch (part.first().reached()) {
            case Reached.Away away -> away.why();
            case Reached.Unproven unproven -> unproven.why();
            case Reached.Open open -> "it waits for its first attempt";
            case Reached.NotWanted notWanted -> "it waits for its first attempt";
            case Reached.Impossible impossible -> "there is no mail server for this address";
        };
    }

    static QueuedPart queued(Origin origin, MessagePart part, QueuedPart.State state, String why, Instant expires) {
        return new QueuedPart(
                UUID.randomUUID(),
                origin.practice(),
                origin.message(),
                QueuedPart.Kind.ORDINARY,
                origin.form(),
                state,
                origin.envelope().to(part.mailboxes()),
                origin.level(part.protection()),
                part.route(),
                Optional.empty(),
                why,
                origin.original().size(),
                0,
                origin.created(),
                Instant.now(),
                expires,
                origin.releasedBy(state),
                origin.delayTold(),
                origin.rerouted(),
                Optional.empty(),
                origin.heldFor(part));
    }
}
