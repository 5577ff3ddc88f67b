package org.sealpost.smtp.server;

import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Reply;

/** MAIL, RCPT, DATA and BDAT of one session: one transaction at a time (RFC 5321 section 3.3). */
final class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);

    private final Dialogue dialogue;
    private final ServerSettings settings;
    private final MailReceiver receiver;
    private final IncomingRoom room;
    private final Authentication authentication;
    private Optional<OpenTransaction> transaction = Optional.empty();
    private Optional<ChunkedMessage> chunks = Optional.empty();
    /** Whether what comes now may have been sent along with a MAIL that was refused. */
    private boolean behindRefusedMail;

    Transactions(
            Dialogue dialogue,
            ServerSettings settings,
            MailReceiver receiver,
            IncomingRoom room,
            Authentication authentication) {
        this.authentication = authentication;
        this.dialogue = dialogue;
        this.settings = settings;
        this.receiver = receiver;
        this.room = room;
    }

    /** Whether MAIL was accepted and its transaction has not ended. */
    boolean isOpen() {
        return transaction.isPresent();
    }

    /** Says how long the next command may take to begin: a message that has begun holds memory, and its rate goes on. */
    void awaitCommand() {
        chunks.ifPresentOrElse(
                begun -> begun.await(dialogue.wire()),
                () -> dialogue.wire().await(Patience.within(settings.timeouts().idle())));
    }

    /** Ends an open transaction without a message. */
    void end() {
        Optional<OpenTransaction> ending = transaction;
        transaction = Optional.empty();
        chunks.ifPresent(ChunkedMessage::close);
        chunks = Optional.empty();
        ending.ifPresent(OpenTransaction::abort);
    }

    void mail(Command.Mail mail) throws IOException {
        begin(mail);
        behindRefusedMail = transaction.isEmpty();
    }

    /** MAIL was refused before it was looked at. */
    void refusedMail() {
        behindRefusedMail = transaction.isEmpty();
    }

    /** The client knows by now that its MAIL was refused. */
    void forgetRefusedMail() {
        behindRefusedMail = false;
    }

    private void begin(Command.Mail mail) throws IOException {
        if (dialogue.hello().isEmpty()) {
            dialogue.fault(Replies.HELLO_FIRST);
            return;
        }
        if (transaction.isPresent()) {
            dialogue.fault(Replies.NESTED_MAIL);
            return;
        }
        boolean offered = Requests.areOffered(mail.parameters(), receiver.honoursRequests(), isUnderTls())
                && (authentication.isAnnounced() || !mail.parameters().namesSubmitter());
        if (!offered) {
            dialogue.fault(Replies.UNKNOWN_PARAMETER);
            return;
        }
        MessageLimits limits = settings.message();
        if (mail.parameters().size().orElse(0) > limits.maxSize()) {
            dialogue.answer(Replies.TOO_LARGE);
            return;
        }
        Client client = client(dialogue.hello().get());
        switch (OpenTransaction.begin(() -> receiver.begin(client, mail.from(), mail.parameters()))) {
            case Begin.Accepted accepted -> {
                transaction = Optional.of(
                        new OpenTransaction(accepted.transaction(), mail.parameters(), limits.maxRecipients()));
                dialogue.answer(Replies.SENDER_OK);
            }
            case Begin.Refused refused ->
                dialogue.answer(
                        Replies.passedOn(refused.reply(), mail.parameters().smtpUtf8()));
        }
    }

    private Client client(Command.Hello hello) {
        Wire wire = dialogue.wire();
        return new Client(
                wire.address(), wire.port(), hello.name(), hello.extended(), wire.tls(), authentication.account());
    }

    /**
     * @param mailbox none for the postmaster, without a domain
     * @param needsUtf8 whether a parameter is beyond ASCII: without SMTPUTF8 there is another spelling for that (RFC
     *     6533 section 3)
     */
    void recipient(Optional<Mailbox> mailbox, RecipientRequest request, boolean needsUtf8) throws IOException {
        if (transaction.isEmpty()) {
            outOfSequence(Replies.MAIL_FIRST, behindRefusedMail);
            return;
        }
        if (chunks.isPresent()) {
            dialogue.fault(Replies.WITHIN_CHUNKS);
            return;
        }
        if (!receiver.honoursRequests() && !request.equals(RecipientRequest.none())) {
            dialogue.fault(Replies.UNKNOWN_PARAMETER);
            return;
        }
        OpenTransaction open = transaction.get();
        if (needsUtf8 && !open.parameters().smtpUtf8()) {
            dialogue.fault(Replies.PARAMETER_NOT_ASCII);
            return;
        }
        dialogue.answer(mailbox.or(open::postmaster)
                .map(recipient -> open.recipient(recipient, request))
                .orElse(Replies.NO_POSTMASTER));
    }

    private boolean isUnderTls() {
        return dialogue.wire().tls().isPresent();
    }

    /** @return whether a message was given to the receiver */
    boolean data() throws IOException {
        if (transaction.isEmpty()) {
            refuseData(Replies.MAIL_FIRST, behindRefusedMail);
            return false;
        }
        if (chunks.isPresent()) {
            refuseData(Replies.WITHIN_CHUNKS, false);
            return false;
        }
        if (!transaction.get().hasRecipients()) {
            refuseData(Replies.NO_RECIPIENTS, true);
            return false;
        }
        long size = transaction.get().parameters().size().orElse(DataReader.FIRST_RESERVATION);
        Optional<MemoryBudget.Reservation> reserved = reserve(size);
        if (reserved.isEmpty()) {
            refuseData(Replies.NO_MEMORY, true);
            return false;
        }
        return conclude(readData(size, reserved.get()), reserved.get());
    }

    /** Whatever goes wrong, also when the heap is at its end, the room is given back. */
    private DataOutcome readData(long size, MemoryBudget.Reservation reserved) throws IOException {
        boolean read = false;
        try {
            Wire wire = dialogue.wire();
            wire.write(Replies.GO_AHEAD);
            wire.flush();
            wire.await(Patience.forMessage(settings.timeouts(), size));
            DataOutcome outcome =
                    new DataReader(wire.in(), settings.message(), lineEnds()).read(reserved, room.promise(size));
            read = true;
            return outcome;
        } finally {
            if (!read) {
                reserved.close();
            }
        }
    }

    /**
     * Takes a chunk of a message. Its octets follow the command without waiting for an answer, so all of them are read
     * whatever the answer will be; one refused chunk ends the transaction, and what the client sent behind it in good
     * faith is refused with 503.
     *
     * @return whether a message was given to the receiver
     */
    boolean chunk(Command.Chunk chunk) throws IOException {
        if (chunk.size() > DataReader.PATIENCE * settings.message().maxSize()) {
            end();
            dialogue.close(Replies.TOO_LARGE);
            return false;
        }
        Optional<Reply> refusal = transaction.isPresent() ? roomForChunks(chunk) : Optional.of(Replies.MAIL_FIRST);
        if (refusal.isPresent()) {
            end();
            dialogue.wire().await(Patience.forMessage(settings.timeouts(), 0));
            ChunkedMessage.skip(dialogue.wire().in(), chunk.size());
            dialogue.answer(refusal.get());
            return false;
        }
        ChunkedMessage message = chunks.orElseThrow();
        Optional<DataOutcome> refused = message.read(dialogue.wire(), chunk.size());
        if (refused.isEmpty() && !chunk.last()) {
            dialogue.answer(Replies.chunkTaken(chunk.size()));
            return false;
        }
        DataOutcome outcome = refused.orElseGet(message::end);
        chunks = Optional.empty();
        return conclude(outcome, message.room());
    }

    /** Makes room for the message at its first chunk, or says why it cannot be had. */
    private Optional<Reply> roomForChunks(Command.Chunk first) {
        OpenTransaction open = transaction.orElseThrow();
        if (chunks.isPresent()) {
            return Optional.empty();
        }
        if (!open.hasRecipients()) {
            return Optional.of(Replies.NO_RECIPIENTS);
        }
        long declared = open.parameters().size().orElse(Math.max(first.size(), DataReader.FIRST_RESERVATION));
        long size = Math.min(declared, settings.message().maxSize());
        Optional<MemoryBudget.Reservation> reserved = reserve(size);
        if (reserved.isEmpty()) {
            return Optional.of(Replies.NO_MEMORY);
        }
        chunks = Optional.of(new ChunkedMessage(
                reserved.get(),
                room.promise(size),
                settings.message(),
                lineEnds(),
                Patience.forMessage(settings.timeouts(), size)));
        return Optional.empty();
    }

    private Optional<MemoryBudget.Reservation> reserve(long size) {
        return room.reserve(dialogue.wire().address(), size);
    }

    private LineEnds lineEnds() {
        return settings.clients().normalized().test(dialogue.wire().address()) ? LineEnds.NORMALIZE : LineEnds.REFUSE;
    }

    private boolean conclude(DataOutcome outcome, MemoryBudget.Reservation reserved) throws IOException {
        return switch (outcome) {
            case DataOutcome.Whole whole -> {
                OpenTransaction ending = transaction.orElseThrow();
                transaction = Optional.empty();
                dialogue.answer(ending.data(new ReceivedMessage(whole.message(), reserved)));
                yield true;
            }
            case DataOutcome.Refused refused -> {
                reserved.close();
                end();
                dialogue.answer(refused.reply());
                yield false;
            }
            case DataOutcome.RefusedAndClosed refused -> {
                reserved.close();
                end();
                LOG.warnf(
                        "Refused a message from %s and closed: %s",
                        dialogue.wire().address(), refused.reply());
                dialogue.close(refused.reply());
                yield false;
            }
        };
    }

    /** Refuses a line that begins with DATA and goes on as it should not. */
    void wrongData(Reply reply) throws IOException {
        refuseData(reply, false);
    }

    /**
     * Refuses DATA before 354, and stays in the same state (RFC 5321 section 4.1.4): the client may name other recipients,
     * or say DATA again when there is room. A client that sent more without waiting may have sent the body, which must not
     * be read as commands; nothing may follow DATA in a pipelined group (RFC 2920 section 3.1).
     *
     * @param goodFaith whether the client did nothing wrong
     */
    private void refuseData(Reply reply, boolean goodFaith) throws IOException {
        if (dialogue.wire().hasMore()) {
            dialogue.close(reply);
            return;
        }
        if (chunks.isPresent()) {
            // What state follows is not defined (RFC 3030 section 2), and what has come so far is no message.
            end();
        }
        outOfSequence(reply, goodFaith);
    }

    /** What a client sends along with MAIL and its recipients is no error of its own when these are refused (RFC 2920). */
    private void outOfSequence(Reply reply, boolean goodFaith) throws IOException {
        if (goodFaith) {
            dialogue.answer(reply);
        } else {
            dialogue.fault(reply);
        }
    }
}
