package org.sealpost.smtp.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealpost.mail.Alarm;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.DotStuffedOutput;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.UnsafeLineEndException;
import org.sealpost.smtp.client.SmtpFailure.LostAfterDot;
import org.sealpost.smtp.client.SmtpFailure.Refused;
import org.sealpost.smtp.client.SmtpFailure.Unreachable;

/**
 * One message on its way out: {@link #start}, {@link #body}, then {@link #commit} or {@link #abort}.
 *
 * <p>Guarantee: before {@link #commit} the next hop has not seen the end of the data, so whatever happens until then it
 * has not taken the message.
 */
public final class OutgoingTransaction implements AutoCloseable {

    /** Commands written before their replies are read: so few that neither side's buffers fill up. */
    private static final int BATCH = 100;

    private enum State {
        NEW,
        STARTED,
        BODY,
        OVER
    }

    private final SmtpConnection connection;
    private final Wire wire;
    private final ClientSettings settings;
    private final DotStuffedOutput data;
    private State state = State.NEW;

    OutgoingTransaction(SmtpConnection connection, Wire wire, ClientSettings settings) {
        this.connection = connection;
        this.wire = wire;
        this.settings = settings;
        this.data = new DotStuffedOutput(wire.out());
    }

    /**
     * Sends MAIL, every RCPT and DATA, pipelined if the next hop offers it (RFC 2920).
     *
     * @param requireTls ask for REQUIRETLS (RFC 8689); only if the next hop offers it
     * @return one reply for each recipient, in order. When all are refused the transaction is over
     * @throws Refused when the next hop refuses the message as a whole, or cannot take it as it is
     * @throws Unreachable when the connection is lost
     */
    public List<RecipientReply> start(Envelope envelope, RawMessage message, boolean requireTls) throws SmtpFailure {
        expect(State.NEW);
        MessageNeeds needs = MessageNeeds.of(envelope, message, requireTls);
        Optional<Reply> impossible = needs.refusal(connection.capabilities());
        if (impossible.isPresent()) {
            over(true);
            throw new Refused(impossible.get());
        }
        EnvelopeCommands commands = new EnvelopeCommands(envelope, needs, connection.capabilities());
        try {
            List<Mailbox> all = envelope.recipients();
            int some = Math.min(all.size(), connection.capabilities().limits().rcptMax());
            List<RecipientReply> replies = connection.capabilities().pipelining()
                    ? startPipelined(commands, all.subList(0, some))
                    : startOneByOne(commands, all.subList(0, some));
            return Stream.concat(replies.stream(), all.stream().skip(some).map(OutgoingTransaction::oneTooMany))
                    .toList();
        } catch (IOException lost) {
            throw lost("before the data", lost);
        }
    }

    /**
     * Asks whether the next hop would take mail from there for that recipient: MAIL, RCPT and RSET, and no data. The
     * transaction is over then.
     *
     * @return what it said of the recipient, or of the sender when it takes nothing from there
     * @throws Unreachable when the connection is lost
     */
    public Reply ask(ReversePath from, Mailbox recipient) throws SmtpFailure {
        expect(State.NEW);
        Envelope envelope = new Envelope(from, List.of(recipient), BodyType.SEVEN_BIT, false);
        MessageNeeds needs = MessageNeeds.of(envelope, RawMessage.of(new byte[0]), false);
        Optional<Reply> impossible = needs.refusal(connection.capabilities());
        if (impossible.isPresent()) {
            over(true);
            return impossible.get();
        }
        EnvelopeCommands commands = new EnvelopeCommands(envelope, needs, connection.capabilities());
        try {
            Reply answer = asAnswer(toMail(wire.ask(commands.mail(), settings.replyTimeout())));
            if (answer.isPositive()) {
                answer = asAnswer(wire.ask(commands.rcpt(recipient), settings.replyTimeout()));
            }
            over(answer.code() != 421 && reset());
            return answer;
        } catch (IOException lost) {
            throw lost("before the data", lost);
        }
    }

    /**
     * Sends the whole message but the final dot.
     *
     * @throws Refused 550 5.6.0 when it holds a bare CR, a bare LF or NUL, which no server may be sent; or what the
     *     next hop said against it before it was told the end
     * @throws Unreachable when the connection is lost, or the next hop spoke out of turn
     */
    public void body(RawMessage message) throws SmtpFailure {
        expect(State.STARTED);
        try (Wire.Progress progress = wire.progress(settings.bodyTimeout())) {
            message.writeTo(data);
            data.endLine();
            wire.flush();
            if (wire.hasSpoken()) {
                throw outOfTurn();
            }
            state = State.BODY;
        } catch (UnsafeLineEndException unsafe) {
            over(false);
            throw new Refused(Reply.of(550, "5.6.0", String.valueOf(unsafe.getMessage())));
        } catch (IOException lost) {
            throw lost("in the data", lost);
        }
    }

    /**
     * Whatever the next hop said, the reply to the dot could not be told from it, so that none is sent and it has not
     * taken the message. A refusal counts, as of a server that does not hear all of a message that is too large for it.
     */
    private Refused outOfTurn() throws IOException {
        Reply reply = reply();
        if (!reply.isTemporary() && !reply.isPermanent()) {
            throw new IOException("the next hop spoke out of turn");
        }
        over(false);
        return new Refused(reply);
    }

    /**
     * Sends the final dot and waits for the reply that says whether the next hop took the message.
     *
     * @return 2xx, 4xx or 5xx
     * @throws LostAfterDot when no reply came: in doubt
     */
    public Reply commit() throws SmtpFailure {
        expect(State.BODY);
        try (Alarm guard = wire.guard(settings.finalReplyTimeout())) {
            data.end();
            wire.flush();
            Reply reply = wire.reply(settings.finalReplyTimeout());
            if (reply.isIntermediate()) {
                throw new IOException("the next hop answered the final dot with " + reply.code());
            }
            over(reply.code() != 421);
            return reply;
        } catch (IOException lost) {
            over(false);
            throw new LostAfterDot(lost);
        }
    }

    /** Hangs up, so that the next hop does not take the message. Harmless when the transaction is over. */
    public void abort() {
        if (state != State.OVER) {
            over(state == State.NEW);
        }
    }

    /** The same as {@link #abort}. */
    @Override
    public void close() {
        abort();
    }

    private List<RecipientReply> startPipelined(EnvelopeCommands commands, List<Mailbox> recipients)
            throws IOException, SmtpFailure {
        wire.command(commands.mail());
        sendBatch(commands, recipients, 0);
        Optional<Reply> refusedMail = Optional.of(toMail(reply())).filter(reply -> !reply.isPositive());
        try {
            List<RecipientReply> replies = new ArrayList<>(recipients.size());
            for (int from = 0; from < recipients.size(); from += BATCH) {
                if (from > 0) {
                    sendBatch(commands, recipients, from);
                }
                for (Mailbox recipient : batch(recipients, from)) {
                    replies.add(new RecipientReply(recipient, asAnswer(reply())));
                }
            }
            return started(refusedMail, replies, reply());
        } catch (IOException lost) {
            if (refusedMail.isPresent()) {
                // It refused the message and hung up: the refusal is what counts.
                over(false);
                throw new Refused(asRefusal(refusedMail.get()));
            }
            throw lost;
        }
    }

    private void sendBatch(EnvelopeCommands commands, List<Mailbox> recipients, int from) throws IOException {
        for (Mailbox recipient : batch(recipients, from)) {
            wire.command(commands.rcpt(recipient));
        }
        if (from + BATCH >= recipients.size()) {
            wire.command("DATA");
        }
        wire.flush(settings.replyTimeout());
    }

    private static List<Mailbox> batch(List<Mailbox> recipients, int from) {
        return recipients.subList(from, Math.min(from + BATCH, recipients.size()));
    }

    private List<RecipientReply> startOneByOne(EnvelopeCommands commands, List<Mailbox> recipients)
            throws IOException, SmtpFailure {
        Reply mailReply = toMail(wire.ask(commands.mail(), settings.replyTimeout()));
        if (!mailReply.isPositive()) {
            throw refused(mailReply);
        }
        List<RecipientReply> replies = new ArrayList<>(recipients.size());
        for (Mailbox recipient : recipients) {
            replies.add(new RecipientReply(
                    recipient, asAnswer(wire.ask(commands.rcpt(recipient), settings.replyTimeout()))));
        }
        if (replies.stream().noneMatch(one -> one.reply().isPositive())) {
            over(reset());
            return replies;
        }
        return started(Optional.empty(), replies, wire.ask("DATA", settings.replyTimeout()));
    }

    private List<RecipientReply> started(Optional<Reply> refusedMail, List<RecipientReply> replies, Reply dataReply)
            throws IOException, SmtpFailure {
        boolean anyone = refusedMail.isEmpty()
                && replies.stream().anyMatch(one -> one.reply().isPositive());
        if (dataReply.code() == 354 && anyone) {
            state = State.STARTED;
            return replies.stream().map(RecipientReply::besideAccepted).toList();
        }
        if (dataReply.code() == 354) {
            // RFC 2920 section 3.1: nobody was accepted, yet data is expected: an empty message, taken by nobody.
            data.end();
            wire.flush();
            dataReply = reply();
        }
        boolean clean = dataReply.code() != 421 && (anyone || !dataReply.isPositive());
        over(clean && reset());
        if (refusedMail.isPresent()) {
            throw new Refused(asRefusal(refusedMail.get()));
        }
        if (anyone) {
            throw new Refused(asRefusal(dataReply));
        }
        return replies;
    }

    private Refused refused(Reply reply) {
        over(reply.code() != 421 && reset());
        return new Refused(asRefusal(reply));
    }

    /** "Not now" may be meant of the connection: no other message has to hear it. */
    private Reply toMail(Reply reply) {
        if (!reply.isPositive() && !reply.isPermanent()) {
            connection.spend();
        }
        return reply;
    }

    /** Of whom the next hop is not asked in this transaction, as it would say it itself (RFC 9422 RCPTMAX). */
    private static RecipientReply oneTooMany(Mailbox recipient) {
        return new RecipientReply(
                recipient, Reply.of(452, "4.5.3", "The next mail server takes fewer recipients at a time"));
    }

    private static Reply asAnswer(Reply reply) {
        return reply.isPositive() ? reply : asRefusal(reply);
    }

    /** A reply that makes no sense here counts as "not now". */
    private static Reply asRefusal(Reply reply) {
        return reply.isTemporary() || reply.isPermanent()
                ? reply
                : Reply.of(451, "4.5.0", "The next mail server gave an answer out of turn");
    }

    /** Makes the connection as new; one that cannot be is dropped, but what the next hop said before still counts. */
    private boolean reset() {
        try {
            return wire.ask("RSET", settings.replyTimeout()).isPositive();
        } catch (IOException lost) {
            return false;
        }
    }

    private Reply reply() throws IOException {
        return wire.reply(settings.replyTimeout());
    }

    private Unreachable lost(String where, IOException cause) {
        over(false);
        return new Unreachable("the connection to " + connection.nextHop() + " was lost " + where, cause);
    }

    private void over(boolean reusable) {
        state = State.OVER;
        if (reusable) {
            connection.release();
        } else {
            connection.abandon();
        }
    }

    private void expect(State expected) {
        if (state != expected) {
            throw new IllegalStateException("the transaction is " + state + ", not " + expected);
        }
    }
}
