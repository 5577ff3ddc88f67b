package org.sealpost.gateway;

import jakarta.inject.Singleton;
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
import org.sealpost.audit.MessageEvent;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.delivery.Evidence;
import org.sealpost.inspect.StructureFault;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.TimeOrderedUuid;
import org.sealpost.policy.Protection;
import org.sealpost.practice.Account;
import org.sealpost.smime.SmimeException;
import org.sealpost.smtp.Reply;

/**
 * The message's path: identify, inspect, reach, decide, protect, deliver. A message goes through its stations once, and
 * its reply is the end of it.
 */
@Singleton
final class MessagePath {

    private static final Logger LOG = Logger.getLogger(MessagePath.class);

    private final SenderCheck senders;
    private final Consideration consideration;
    private final SendingLimits limits;
    private final Deciding deciding;
    private final Protecting protecting;
    private final CutThrough cutThrough;
    private final Dispatch dispatch;
    private final AuditLog audit;
    private final Events events;
    private final DeliverySettings settings;
    private final KeptDecisions kept;

    MessagePath(
            SenderCheck senders,
            Consideration consideration,
            SendingLimits limits,
            Deciding deciding,
            Protecting protecting,
            CutThrough cutThrough,
            Dispatch dispatch,
            AuditLog audit,
            Events events,
            DeliverySettings settings,
            KeptDecisions kept) {
        this.senders = senders;
        this.consideration = consideration;
        this.limits = limits;
        this.deciding = deciding;
        this.protecting = protecting;
        this.cutThrough = cutThrough;
        this.dispatch = dispatch;
        this.audit = audit;
        this.events = events;
        this.settings = settings;
        this.kept = kept;
    }

    /**
     * Takes a message through.
     *
     * @param done run once when nobody needs the message's memory any more, also after this call has returned
     * @return the one reply to the client's dot
     */
    Reply take(IncomingMessage incoming, Runnable done) {
        Instant deadline = Instant.now().plus(settings.cutThroughBudget());
        boolean handed = false;
        try {
            MessageContent content = consideration.inspect(incoming.practice(), incoming.message());
            Optional<StructureFault> fault = content.findings().fault();
            if (fault.isPresent()) {
                return refuse(
                        incoming,
                        Reply.of(550, "5.6.0", fault.get().text()),
                        "the message's structure can be read in several ways");
            }
            Optional<Reply> foreign = senders.refusal(incoming.practice(), incoming.account(), incoming.message());
            if (foreign.isPresent()) {
                return refuse(incoming, foreign.get(), "its header says that it is from someone else");
            }
            List<Considered> considered = consideration.consider(
                    incoming.practice(),
                    incoming.envelope().from(),
                    incoming.envelope().recipients(),
                    incoming.message(),
                    content);
            List<Considered> asked = limits
                    .apply(
                            incoming.practice(),
                            incoming.envelope().from(),
                            incoming.account().map(Account::id),
                            considered)
                    .stream()
                    .map(one -> one.asked(incoming.envelope()))
                    .toList();
            List<DecidedRecipient> decided = deciding.decide(incoming.practice(), asked, deadline);
            kept.keep(incoming.practice(), incoming.envelope().from(), decided);
            Prepared prepared = prepare(incoming, decided);
            if (prepared.toSend().isPresent()) {
                handed = true;
                Sendable one = prepared.toSend().get();
                return cutThrough.deliver(incoming, one.part(), one.open(), one.octets(), deadline, done);
            }
            return commit(incoming, prepared.parts());
        } catch (RuntimeException failure) {
            LOG.warnf(
                    "Message %s was not accepted (%s).",
                    incoming.id(), failure.getClass().getSimpleName());
            return Refusals.notNow();
        } finally {
            if (!handed) {
                done.run();
            }
        }
    }

    /** A single part whose connection is open and whose octets are ready. */
    private record Sendable(MessagePart part, Reached.Open open, RawMessage octets) {}

    /** The parts, and the one that can be sent within the client's transaction, if there is such a one. */
    private record Prepared(List<MessagePart> parts, Optional<Sendable> toSend) {}

    /** Splits and encrypts; gives back every connection but that of the part to send. */
    private Prepared prepare(IncomingMessage incoming, List<DecidedRecipient> decided) {
        boolean connectionInUse = false;
        try {
            List<MessagePart> parts = MessagePart.split(decided);
            if (parts.size() == 1
                    && parts.getFirst().protection().isSent()
                    && parts.getFirst().first().reached() instanceof Reached.Open open) {
                try {
                    RawMessage octets = protecting.protect(incoming.practice(), incoming.message(), parts.getFirst());
                    connectionInUse = true;
                    return new Prepared(parts, Optional.of(new Sendable(parts.getFirst(), open, octets)));
                } catch (SmimeException unencrypted) {
                    return new Prepared(stronger(incoming, parts.getFirst(), unencrypted), Optional.empty());
                }
            }
            return new Prepared(parts, Optional.empty());
        } finally {
            if (!connectionInUse) {
                deciding.release(decided);
            }
        }
    }

    /** What could not be encrypted is decided without S/MIME, which can only be stronger. */
    private List<MessagePart> stronger(IncomingMessage incoming, MessagePart part, SmimeException why) {
        return MessagePart.split(part.recipients().stream()
                .map(one -> deciding.withoutSmime(incoming.practice(), one, String.valueOf(why.getMessage())))
                .toList());
    }

    private Reply commit(IncomingMessage incoming, List<MessagePart> parts) {
        if (parts.stream().allMatch(MessagePath::isRefused)) {
            return refuse(incoming, parts);
        }
        dispatch.accept(incoming, parts);
        return Replies.accepted(incoming.id());
    }

    private static boolean isRefused(MessagePart part) {
        return part.protection() == Protection.REJECT
                || (part.protection().isSent() && part.first().reached() instanceof Reached.Impossible);
    }

    private static Reply refusal(MessagePart part) {
        return part.first().reached() instanceof Reached.Impossible(Reply reply)
                        && part.protection().isSent()
                ? reply
                : Refusals.reply(part.decision());
    }

    /** Everyone is refused: the practice's server hears it at once and writes the bounce itself. */
    private Reply refuse(IncomingMessage incoming, List<MessagePart> parts) {
        List<AuditEvent> all = new ArrayList<>(List.of(events.received(incoming)));
        for (MessagePart part : parts) {
            UUID attempt = TimeOrderedUuid.next();
            all.addAll(events.decided(incoming.practice(), incoming.id(), attempt, part, IntendedAction.REFUSE));
            for (MessagePart alike : part.bySummary()) {
                all.add(AuditEvent.of(
                        incoming.practice(),
                        incoming.id(),
                        attempt,
                        new MessageEvent.Refused(
                                events.pseudonyms(incoming.practice(), alike.mailboxes()),
                                Optional.empty(),
                                Optional.of(Evidence.of(refusal(part))),
                                alike.decision().summary())));
            }
        }
        Reply together =
                Refusals.together(parts.stream().map(MessagePath::refusal).toList());
        return recorded(all, Refusals.named(together, incoming.id()));
    }

    /** Refuses the message for all its recipients, before anything was decided for one. */
    private Reply refuse(IncomingMessage incoming, Reply reply, String why) {
        AuditEvent refused = AuditEvent.of(
                incoming.practice(),
                incoming.id(),
                new MessageEvent.Refused(
                        events.pseudonyms(
                                incoming.practice(), incoming.envelope().recipients()),
                        Optional.empty(),
                        Optional.of(Evidence.of(reply)),
                        why));
        return recorded(List.of(events.received(incoming), refused), Refusals.named(reply, incoming.id()));
    }

    private Reply recorded(List<AuditEvent> all, Reply reply) {
        try {
            audit.commit(all);
            return reply;
        } catch (AuditUnavailableException away) {
            return Refusals.notNow();
        }
    }
}
