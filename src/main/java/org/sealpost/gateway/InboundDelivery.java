package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.AuditUnavailableException;
import org.sealpost.audit.InboundEvent;
import org.sealpost.delivery.Connections;
import org.sealpost.delivery.Destination;
import org.sealpost.delivery.Evidence;
import org.sealpost.delivery.GateClosedException;
import org.sealpost.delivery.Transfer;
import org.sealpost.delivery.TransferOutcome;
import org.sealpost.delivery.Wanted;
import org.sealpost.gateway.InboundReading.Unread;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smime.SmimeReading;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.RecipientReply;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;

/**
 * Hands a message to the practice's own server while its client waits. All of its recipients or none: each was asked for
 * before, and one that is refused all the same is told at the next attempt.
 */
@Singleton
final class InboundDelivery {

    private static final Logger LOG = Logger.getLogger(InboundDelivery.class);

    private static final Reply AWAY =
            Reply.of(451, "4.4.1", "The practice's mail server does not answer now, try again later");
    private static final Reply IN_DOUBT =
            Reply.of(451, "4.4.2", "The practice's mail server did not say whether it took the message, send it again");
    private static final Reply NOT_ALL =
            Reply.of(451, "4.5.3", "The practice's mail server does not take it for all recipients now, send it again");

    private final Connections connections;
    private final InboundNextHops nextHops;
    private final InboundHeader header;
    private final AuditLog audit;
    private final InboundEvents events;

    InboundDelivery(
            Connections connections,
            InboundNextHops nextHops,
            InboundHeader header,
            AuditLog audit,
            InboundEvents events) {
        this.connections = connections;
        this.nextHops = nextHops;
        this.header = header;
        this.audit = audit;
        this.events = events;
    }

    /** What the practice's server says of a recipient. */
    Reply ask(Destination destination, ReversePath from, Mailbox recipient) {
        try {
            SmtpConnection connection = open(destination);
            boolean kept = connection.wasUsed();
            try {
                Reply answer = ask(destination, connection, from, recipient);
                if (!kept || !connection.isSpent()) {
                    return answer;
                }
            } catch (SmtpFailure.Unreachable stale) {
                if (!kept) {
                    throw stale;
                }
            }
            return ask(
                    destination, connections.replace(destination, connection, TlsLevel.OPPORTUNISTIC), from, recipient);
        } catch (SmtpFailure away) {
            LOG.warnf("Mail to a practice waits: %s", away.getMessage());
            return AWAY;
        }
    }

    private Reply ask(Destination destination, SmtpConnection connection, ReversePath from, Mailbox recipient)
            throws SmtpFailure {
        try {
            return connection.begin().ask(from, recipient);
        } finally {
            connections.giveBack(destination, connection, TlsLevel.OPPORTUNISTIC);
        }
    }

    /** Delivers; what was decrypted goes on as it came to a server that proves nothing, or cannot take its content. */
    Reply deliver(IncomingMessage incoming, InboundReading reading) {
        Optional<Destination> destination = nextHops.of(incoming.practice());
        if (destination.isEmpty()) {
            return AWAY;
        }
        try {
            SmtpConnection connection = open(destination.get());
            boolean readsAlong = nextHops.mayReadAlong(connection.address(), connection.tls());
            InboundReading passed = reading.decryption().isPresent() && !readsAlong
                    ? reading.sealed(Unread.NEXT_HOP_UNPROVEN)
                    : reading;
            return deliver(incoming, passed, destination.get(), connection);
        } catch (SmtpFailure away) {
            LOG.warnf("Message %s to a practice waits: %s", incoming.id(), away.getMessage());
            return AWAY;
        }
    }

    private Reply deliver(
            IncomingMessage incoming, InboundReading reading, Destination destination, SmtpConnection connection) {
        RawMessage message = header.stamped(reading, incoming);
        if (reading.decryption().isPresent()
                && connection.refusal(incoming.envelope(), message).isPresent()) {
            // What its sender sent can be taken, or is refused for what the sender knows of it.
            return deliver(incoming, reading.sealed(Unread.UNSENDABLE), destination, connection);
        }
        Transfer transfer = new Transfer(
                connections,
                destination,
                TlsLevel.OPPORTUNISTIC,
                reading.decryption().isPresent() && connection.tls().isVerified() ? TlsLevel.VERIFIED : TlsLevel.NONE);
        try {
            TransferOutcome outcome = transfer.send(
                    connection, incoming.envelope(), message, false, replies -> record(incoming, reading, replies));
            return answer(incoming, reading, transfer, outcome);
        } catch (GateClosedException closed) {
            LOG.warnf("Message %s to a practice was not passed on: %s", incoming.id(), closed.getMessage());
            return closed.getCause() == null ? NOT_ALL : Refusals.notNow();
        }
    }

    /** Makes durable what came and what is done with it, before the dot. */
    private void record(IncomingMessage incoming, InboundReading reading, List<RecipientReply> replies)
            throws GateClosedException {
        if (!replies.stream().allMatch(one -> one.reply().isPositive())) {
            throw new GateClosedException("the next hop took it for some recipients only");
        }
        try {
            audit.commit(List.of(events.received(incoming, reading)));
        } catch (AuditUnavailableException away) {
            throw new GateClosedException("its event could not be recorded", away);
        }
    }

    private Reply answer(IncomingMessage incoming, InboundReading reading, Transfer transfer, TransferOutcome outcome) {
        return switch (outcome) {
            case TransferOutcome.Answered(var recipients, Reply reply)
            when reply.isPositive() -> {
                audit.commitEventually(List.of(events.delivered(incoming, reading, transfer.carrier(), reply)));
                yield Replies.delivered(incoming.id());
            }
            case TransferOutcome.Answered(var recipients, Reply reply) -> refuse(incoming, reading, reply, true);
            case TransferOutcome.NobodyAccepted(List<RecipientReply> recipients) -> {
                Reply said = recipients.stream()
                        .map(RecipientReply::reply)
                        .filter(Reply::isTemporary)
                        .findFirst()
                        .orElseGet(() -> recipients.getFirst().reply());
                yield refuse(incoming, reading, said, false);
            }
            case TransferOutcome.Refused(Reply reply) -> refuse(incoming, reading, reply, false);
            case TransferOutcome.Failed(String why) -> {
                LOG.warnf("Message %s to a practice waits: %s", incoming.id(), why);
                yield AWAY;
            }
            case TransferOutcome.InDoubt inDoubt -> IN_DOUBT;
        };
    }

    /**
     * The practice's server's own word, for now or for good: the sender's server keeps the message, or writes the bounce.
     *
     * @param recorded whether it is on record already that it came
     */
    private Reply refuse(IncomingMessage incoming, InboundReading reading, Reply reply, boolean recorded) {
        if (!reply.isPermanent()) {
            return reply;
        }
        AuditEvent refused = refused(incoming, reply, "the practice's mail server refused it");
        return recorded(recorded ? List.of(refused) : List.of(events.received(incoming, reading), refused), reply);
    }

    /**
     * Sealpost's own refusal of a message that was not read.
     *
     * @param why for the audit, without anything of the message
     */
    Reply refuse(IncomingMessage incoming, Reply reply, String why) {
        InboundReading unread = InboundReading.asItCame(incoming.message(), SmimeReading.Left.NOTHING);
        return recorded(List.of(events.received(incoming, unread), refused(incoming, reply, why)), reply);
    }

    private AuditEvent refused(IncomingMessage incoming, Reply reply, String why) {
        return events.of(incoming, new InboundEvent.Refused(events.recipients(incoming), Evidence.of(reply), why));
    }

    private Reply recorded(List<AuditEvent> what, Reply reply) {
        try {
            audit.commit(what);
            return reply;
        } catch (AuditUnavailableException away) {
            return Refusals.notNow();
        }
    }

    private SmtpConnection open(Destination destination) throws SmtpFailure {
        return connections.take(destination, TlsLevel.OPPORTUNISTIC, Wanted.PROOF, peer -> {});
    }
}
