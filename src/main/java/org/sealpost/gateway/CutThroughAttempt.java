package org.sealpost.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.sealpost.audit.AuditUnavailableException;
import org.sealpost.certificate.Fingerprint;
import org.sealpost.delivery.GateClosedException;
import org.sealpost.delivery.Lease;
import org.sealpost.delivery.LeaseKeeper;
import org.sealpost.delivery.LeaseLostException;
import org.sealpost.delivery.Outcomes;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.delivery.Settlement;
import org.sealpost.delivery.Transfer;
import org.sealpost.delivery.TransferOutcome;
import org.sealpost.delivery.Verdict;
import org.sealpost.mail.Alarm;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.RecipientReply;
import org.sealpost.smtp.client.SmtpConnection;

/**
 * One message under way to its next hop while its client waits. Two threads meet here: the attempt's, and the client's,
 * which may lose patience and hand the message over to the queue. Whoever has the lock decides what the client is told;
 * the other finds that it is decided.
 */
final class CutThroughAttempt {

    private static final Logger LOG = Logger.getLogger(CutThroughAttempt.class);
    /** Pause between two tries to hand over what cannot be called back. */
    private static final Duration NEXT_TRY = Duration.ofSeconds(2);

    private final IncomingMessage incoming;
    private final MessagePart part;
    private final RawMessage octets;
    private final AttemptRecord record;
    private final Takeover takeover;
    private final Settlement settlement;
    private final Outcomes outcomes;
    private final LeaseKeeper leases;
    private final Journaling journaling;
    /** Of the queue's row, if there will be one: the same however often it must be tried, and so stored once. */
    private final UUID row = UUID.randomUUID();

    /** Wakes the client's thread: one time too often does no harm. */
    private final Semaphore news = new Semaphore(0);
    /** What the client is told; set once. */
    private Optional<Reply> reply = Optional.empty();
    /** The queue's row, once the client has lost patience, whose thread then asks for it without the lock. */
    private volatile Optional<Takeover.Queued> queued = Optional.empty();
    /** Whether the queue may have that row though it could not say so. */
    private boolean inDoubt;
    /** When the queue was asked for that row first: its lease may have begun then. */
    private Optional<Instant> asked = Optional.empty();
    /** Keeps that row's lease while the attempt runs on. */
    private Optional<LeaseKeeper.Kept> keptLease = Optional.empty();
    /** Recipients whose fate is this attempt's. */
    private List<Mailbox> pending;
    /** Whether refused or deferred recipients were taken care of before the dot, so that the client must get 250. */
    private boolean promised;
    /** Whether the database could not take the message over: the client keeps it, so nothing may be sent any more. */
    private boolean abandoned;
    /** Whether the dot may be on its way: from then on only the next hop's answer says what became of the message. */
    private boolean sent;

    CutThroughAttempt(
            IncomingMessage incoming,
            MessagePart part,
            RawMessage octets,
            AttemptRecord record,
            Takeover takeover,
            Settlement settlement,
            Outcomes outcomes,
            LeaseKeeper leases,
            Journaling journaling) {
        this.incoming = incoming;
        this.part = part;
        this.octets = octets;
        this.record = record;
        this.takeover = takeover;
        this.settlement = settlement;
        this.outcomes = outcomes;
        this.leases = leases;
        this.journaling = journaling;
        this.pending = part.mailboxes();
    }

    /** Transfers, on the attempt's own thread. */
    void run(Transfer transfer, SmtpConnection connection, boolean requireTls) {
        Supplier<String> nextHop = () -> transfer.carrier().nextHop().toString();
        Envelope envelope = incoming.envelope().to(part.mailboxes());
        try {
            TransferOutcome outcome = journaling.send(
                    new Journaling.Sent(
                            incoming.practice(), incoming.id(), envelope, part, nextHop, incoming.message(), octets),
                    gate -> transfer.send(connection, envelope, octets, requireTls, gate),
                    replies -> gate(nextHop.get(), replies));
            Settlement.Delivery delivery = Settlement.Delivery.over(
                    transfer.carrier(), part.protection().key(), fingerprints(), octets);
            finish(nextHop.get(), delivery, Verdict.of(envelope, outcome));
        } catch (GateClosedException closed) {
            // What was handed over is tried again when its lease ends.
            LOG.warnf("Message %s was not sent: %s", incoming.id(), closed.getMessage());
            tell(Refusals.notNow());
            withdrawAbandoned();
        } catch (RuntimeException | Error fault) {
            LOG.errorf(
                    "The attempt at message %s failed (%s).",
                    incoming.id(), fault.getClass().getSimpleName());
            tell(Refusals.notNow());
            withdrawAbandoned();
        } finally {
            letLeaseGo();
        }
    }

    /**
     * Waits for the attempt until the deadline, then hands the message over to the queue. When the database cannot take
     * it and the dot may be on its way, there is nothing left but to wait: for what the next hop says, or for a database
     * that takes the message after all.
     */
    Reply answer(Instant deadline) {
        await(Duration.between(Instant.now(), deadline));
        boolean open = losePatience();
        while (open) {
            await(NEXT_TRY);
            open = tryAgain();
        }
        return conclusion();
    }

    private synchronized boolean losePatience() {
        if (reply.isEmpty()) {
            handOver();
        }
        abandoned = reply.isEmpty() && !sent;
        return isOpen();
    }

    private synchronized boolean tryAgain() {
        if (reply.isEmpty() && !Thread.currentThread().isInterrupted()) {
            handOver();
        }
        return isOpen();
    }

    private boolean isOpen() {
        return reply.isEmpty() && sent && !Thread.currentThread().isInterrupted();
    }

    private synchronized Reply conclusion() {
        abandoned |= reply.isEmpty();
        return reply.orElseGet(Refusals::notNow);
    }

    /** Whether the client was answered from the queue, and the attempt goes on without it. */
    boolean isHandedOver() {
        return queued.isPresent();
    }

    /** Waits for the attempt to end, for so long or until this thread is interrupted. */
    private void await(Duration limit) {
        try (Alarm late = Alarm.in(limit, news::release)) {
            news.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts the part into the queue, leased to this attempt, and answers; nothing when the database cannot take it. */
    private void handOver() {
        inDoubt = true;
        Instant first = asked.orElseGet(Instant::now);
        asked = Optional.of(first);
        try {
            Takeover.Queued taken = takeover.lease(incoming, part, pending, row, record.received());
            keptLease = Optional.of(leases.keep(taken.lease(), first));
            queued = Optional.of(taken);
            reply = Optional.of(Replies.accepted(incoming.id()));
            inDoubt = false;
        } catch (RuntimeException databaseAway) {
            LOG.debugf("Message %s could not be handed over to the queue.", incoming.id());
        }
    }

    /** Makes the intent durable before the dot, and takes care of recipients that the next hop did not accept. */
    private synchronized void gate(String nextHop, List<RecipientReply> replies) throws GateClosedException {
        if (abandoned) {
            throw new GateClosedException("its client was told to keep it");
        }
        boolean everyone = replies.stream().allMatch(one -> one.reply().isPositive());
        try {
            if (queued.isPresent() && !leases.holds(queued.get().lease())) {
                throw new GateClosedException("it was taken over by another instance");
            }
            if (everyone || queued.isPresent()) {
                record.intend(() -> queued.isPresent() ? record.putOff(nextHop, pending) : record.notSent());
            } else {
                takeover.others(
                        incoming, part, record.attempt(), record.received(), record.intents(), nextHop, replies);
                pending = replies.stream()
                        .filter(one -> one.reply().isPositive())
                        .map(RecipientReply::recipient)
                        .toList();
                promised = true;
            }
            sent = true;
        } catch (AuditUnavailableException | RuntimeException unavailable) {
            throw new GateClosedException("its intent could not be recorded", unavailable);
        }
    }

    private void finish(String nextHop, Settlement.Delivery delivery, Verdict whole) {
        Optional<Takeover.Queued> handedOver;
        Verdict verdict;
        synchronized (this) {
            if (abandoned) {
                withdraw();
            } else if (inDoubt && reply.isEmpty()) {
                // The row may be there though its commit seemed to fail, and would send the message once more.
                handOver();
            }
            handedOver = queued;
            verdict = whole.among(pending);
            if (handedOver.isEmpty()) {
                reply = Optional.of(conclude(nextHop, delivery, verdict));
                news.release();
                return;
            }
            news.release();
        }
        settle(handedOver.get(), nextHop, delivery, verdict);
    }

    private synchronized void withdrawAbandoned() {
        if (abandoned && !sent) {
            withdraw();
        }
    }

    /** The client keeps the message: the queue must not have it too, and nothing is put there any more. */
    private void withdraw() {
        if (!inDoubt) {
            return;
        }
        try {
            takeover.withdraw(incoming, row, sent ? List.of() : List.of(record.notSent()));
        } catch (RuntimeException databaseAway) {
            LOG.warnf(
                    "Message %s may be in the queue though its client keeps it (%s).",
                    incoming.id(), databaseAway.getClass().getSimpleName());
        }
    }

    /** What the attempt means for the client that still waits. */
    private Reply conclude(String nextHop, Settlement.Delivery delivery, Verdict verdict) {
        if (!verdict.delivered().isEmpty()) {
            record.delivered(verdict.delivered(), verdict.reply().orElseThrow(), delivery, nextHop, octets.size());
            confirm(delivery, verdict.delivered());
            return Replies.delivered(incoming.id());
        }
        if (abandoned) {
            return Refusals.notNow();
        }
        boolean refusedAlone = verdict.later().isEmpty() && verdict.doubtful().isEmpty() && !promised;
        if (refusedAlone) {
            return refuse(verdict);
        }
        try {
            takeover.waiting(
                    incoming,
                    part,
                    record.attempt(),
                    record.received(),
                    record.intents(),
                    nextHop,
                    delivery,
                    verdict,
                    promised);
            return Replies.accepted(incoming.id());
        } catch (RuntimeException databaseAway) {
            return Refusals.notNow();
        }
    }

    /** Tells the sender of the success, if they asked for it and the next hop does not tell them (RFC 3461 section 5.2.2). */
    private void confirm(Settlement.Delivery delivery, List<Mailbox> delivered) {
        if (delivery.confirms() || !incoming.accepted().asksForSuccess(delivered)) {
            return;
        }
        try {
            takeover.confirm(incoming, delivered);
        } catch (RuntimeException databaseAway) {
            // The message is delivered, which no missing confirmation changes.
            LOG.warnf("The sender of message %s could not be told of its delivery.", incoming.id());
        }
    }

    /** The next hop's own 5xx: the practice's server writes the bounce, and there is no backscatter. */
    private Reply refuse(Verdict verdict) {
        Reply refusal = verdict.refused().getFirst().reply();
        try {
            record.refused(refusal);
            return refusal;
        } catch (AuditUnavailableException away) {
            return Refusals.notNow();
        }
    }

    private void settle(Takeover.Queued handedOver, String nextHop, Settlement.Delivery delivery, Verdict verdict) {
        QueuedPart queuedPart = handedOver.part();
        Lease lease = handedOver.lease();
        try {
            outcomes.store(
                    incoming.id(),
                    () -> settlement.settle(
                            queuedPart,
                            lease,
                            new Settlement.Attempt(record.attempt(), Optional.of(nextHop), Optional.of(delivery)),
                            incoming.message(),
                            verdict));
        } catch (LeaseLostException taken) {
            LOG.warnf("Message %s was taken over by another instance.", incoming.id());
        }
    }

    private synchronized void tell(Reply what) {
        if (reply.isEmpty()) {
            reply = Optional.of(what);
            news.release();
        }
    }

    private synchronized void letLeaseGo() {
        keptLease.ifPresent(LeaseKeeper.Kept::close);
    }

    private List<String> fingerprints() {
        return part.first().certificate().map(Fingerprint::of).map(Fingerprint::value).stream()
                .toList();
    }
}
