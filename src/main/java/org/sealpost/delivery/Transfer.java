package org.sealpost.delivery;

import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.OutgoingTransaction;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.RecipientReply;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;
import org.sealpost.smtp.client.TlsProof;

/** One message over one connection: begin, recipients, body, gate, dot. */
public final class Transfer {

    private static final int CLOSING = 421;
    /** How many servers more are tried within one attempt when the first says "later". */
    private static final int FURTHER = 3;

    private final Connections connections;
    private final Destination destination;
    private final TlsLevel taken;
    private final TlsLevel needed;
    private Optional<SmtpConnection> carrier = Optional.empty();

    /**
     * @param destination whose connection it is
     * @param taken the level with which the connection was taken; it may have proven more
     * @param needed what the decision rests on: a connection that replaces a stale one proves it anew
     */
    public Transfer(Connections connections, Destination destination, TlsLevel taken, TlsLevel needed) {
        this.connections = connections;
        this.destination = destination;
        this.taken = taken;
        this.needed = needed.compareTo(taken) > 0 ? needed : taken;
    }

    /**
     * Sends the message and gives the connection back. A kept connection that the next hop has closed meanwhile, or on
     * which it begins no further message, is replaced by a new one once, and a server that takes nothing for now by
     * those behind it (RFC 5321 section 5.1), as long as nothing was sent. Each proves what the first one did.
     *
     * @param requireTls whether REQUIRETLS is asked for
     * @throws GateClosedException when the gate did not open: the connection is dropped and no dot was sent
     */
    public TransferOutcome send(
            SmtpConnection connection, Envelope envelope, RawMessage message, boolean requireTls, Gate gate)
            throws GateClosedException {
        TransferOutcome first = sendThere(connection, envelope, message, requireTls, gate);
        if (!first.isNotNow()) {
            return first;
        }
        Optional<SmtpConnection> said = carrier;
        for (NextHop next : behind(connection.nextHop())) {
            Optional<TransferOutcome> outcome =
                    sendAnew(next, asProven(connection.tls()), envelope, message, requireTls, gate);
            // What another server says against the message may be its own matter: the best one has said "later".
            if (outcome.isPresent() && outcome.get().isSent()) {
                return outcome.get();
            }
        }
        carrier = said;
        return first;
    }

    /** The next servers: one that says "later" says so at all of its addresses. */
    private List<NextHop> behind(NextHop first) {
        List<NextHop> all =
                destination.peers().stream().map(Peer::nextHop).distinct().toList();
        return all.stream().skip(all.indexOf(first) + 1L).limit(FURTHER).toList();
    }

    /** Nothing when it does not answer or does not prove enough: nothing was sent. */
    private Optional<TransferOutcome> sendAnew(
            NextHop server, TlsLevel level, Envelope envelope, RawMessage message, boolean requireTls, Gate gate)
            throws GateClosedException {
        try {
            SmtpConnection fresh = connections.takeNew(destination, server, level);
            return Optional.of(attempt(fresh, level, envelope, message, requireTls, gate));
        } catch (SmtpFailure unreached) {
            return Optional.empty();
        }
    }

    private TransferOutcome sendThere(
            SmtpConnection connection, Envelope envelope, RawMessage message, boolean requireTls, Gate gate)
            throws GateClosedException {
        boolean reused = connection.wasUsed();
        try {
            TransferOutcome outcome = attempt(connection, taken, envelope, message, requireTls, gate);
            if (!reused || !isOfTheConnection(outcome, connection)) {
                return outcome;
            }
        } catch (SmtpFailure.Unreachable stale) {
            if (!reused) {
                return new TransferOutcome.Failed(String.valueOf(stale.getMessage()));
            }
        } catch (SmtpFailure failure) {
            throw new IllegalStateException("an open connection failed in an impossible way", failure);
        }
        try {
            TlsLevel level = asProven(connection.tls());
            SmtpConnection fresh = connections.replace(destination, connection, level);
            return attempt(fresh, level, envelope, message, requireTls, gate);
        } catch (SmtpFailure failure) {
            return new TransferOutcome.Failed(String.valueOf(failure.getMessage()));
        }
    }

    /**
     * The connection that carried the message, or on which was said that it is not taken, which is another than the one that
     * was decided upon when that was stale: what went over it is recorded with what it proved.
     */
    public SmtpConnection carrier() {
        return carrier.orElseThrow(() -> new IllegalStateException("nothing was sent yet"));
    }

    /**
     * What a server says on a kept connection that it closes (RFC 5321 section 3.8) is nothing about this message, nor
     * need a temporary refusal of MAIL be: it may take only so many messages in one connection.
     */
    private static boolean isOfTheConnection(TransferOutcome outcome, SmtpConnection connection) {
        return outcome instanceof TransferOutcome.Refused(Reply reply)
                && (reply.code() == CLOSING || connection.isSpent());
    }

    /** No less than the stale connection proved: the decision, and what the audit says of it, rest on that. */
    private TlsLevel asProven(TlsProof stale) {
        TlsLevel proven = switch (stale) {
            case TlsProof.Clear clear -> TlsLevel.NONE;
            case TlsProof.Unverified unverified -> TlsLevel.REQUIRED;
            case TlsProof.Verified verified -> TlsLevel.VERIFIED;
        };
        return proven.compareTo(needed) > 0 ? proven : needed;
    }

    private TransferOutcome attempt(
            SmtpConnection connection,
            TlsLevel level,
            Envelope envelope,
            RawMessage message,
            boolean requireTls,
            Gate gate)
            throws GateClosedException, SmtpFailure {
        carrier = Optional.of(connection);
        try (OutgoingTransaction transaction = connection.begin()) {
            return run(transaction, envelope, message, requireTls, gate);
        } finally {
            connections.giveBack(destination, connection, level);
        }
    }

    private static TransferOutcome run(
            OutgoingTransaction transaction, Envelope envelope, RawMessage message, boolean requireTls, Gate gate)
            throws GateClosedException, SmtpFailure {
        List<RecipientReply> replies;
        try {
            replies = transaction.start(envelope, message, requireTls);
            if (replies.stream().noneMatch(one -> one.reply().isPositive())) {
                return new TransferOutcome.NobodyAccepted(replies);
            }
            transaction.body(message);
        } catch (SmtpFailure.Refused refused) {
            return new TransferOutcome.Refused(refused.reply());
        }
        gate.open(replies);
        try {
            return new TransferOutcome.Answered(replies, transaction.commit());
        } catch (SmtpFailure.LostAfterDot lost) {
            return new TransferOutcome.InDoubt(replies);
        }
    }
}
