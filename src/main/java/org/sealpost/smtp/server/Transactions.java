package org.sealpost.smtp.server;

import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.Reply;

/** MAIL, RCPT and DATA of one session: one transaction at a time (RFC 5321 section 3.3). */
final class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);

    private final Dialogue dialogue;
    private final ServerSettings settings;
    private final MailReceiver receiver;
    private final MemoryBudget memory;
    private Optional<OpenTransaction> transaction = Optional.empty();

    Transactions(Dialogue dialogue, ServerSettings settings, MailReceiver receiver, MemoryBudget memory) {
        this.dialogue = dialogue;
        this.settings = settings;
        this.receiver = receiver;
        this.memory = memory;
    }

    /** Whether MAIL was accepted and its transaction has not ended. */
    boolean isOpen() {
        return transaction.isPresent();
    }

    /** Ends an open transaction without a message. */
    void end() {
        Optional<OpenTransaction> ending = transaction;
        transaction = Optional.empty();
        ending.ifPresent(OpenTransaction::abort);
    }

    void mail(Command.Mail mail) throws IOException {
        if (dialogue.hello().isEmpty()) {
            dialogue.fault(Replies.HELLO_FIRST);
            return;
        }
        if (transaction.isPresent()) {
            dialogue.fault(Replies.NESTED_MAIL);
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
            case Begin.Refused refused -> dialogue.answer(Replies.passedOn(refused.reply()));
        }
    }

    private Client client(Command.Hello hello) {
        Wire wire = dialogue.wire();
        return new Client(wire.address(), wire.port(), hello.name(), hello.extended(), wire.tls());
    }

    void recipient(Command.Recipient recipient) throws IOException {
        if (transaction.isEmpty()) {
            dialogue.fault(Replies.MAIL_FIRST);
            return;
        }
        dialogue.answer(transaction.get().recipient(recipient.mailbox()));
    }

    /** @return whether a message was given to the receiver */
    boolean data() throws IOException {
        if (transaction.isEmpty()) {
            refuseData(Replies.MAIL_FIRST);
            return false;
        }
        if (!transaction.get().hasRecipients()) {
            refuseData(Replies.NO_RECIPIENTS);
            return false;
        }
        long size = transaction.get().parameters().size().orElse(DataReader.FIRST_RESERVATION);
        Optional<MemoryBudget.Reservation> room = memory.reserve(size);
        if (room.isEmpty()) {
            refuseData(Replies.NO_MEMORY);
            return false;
        }
        Wire wire = dialogue.wire();
        wire.write(Replies.GO_AHEAD);
        wire.flush();
        wire.await(Patience.forMessage(settings.timeouts()));
        return conclude(readData(size, room.get()), room.get());
    }

    private DataOutcome readData(long size, MemoryBudget.Reservation room) throws IOException {
        try {
            return new DataReader(dialogue.wire().in(), settings.message()).read(room, size);
        } catch (IOException | RuntimeException lost) {
            room.close();
            throw lost;
        }
    }

    private boolean conclude(DataOutcome outcome, MemoryBudget.Reservation room) throws IOException {
        return switch (outcome) {
            case DataOutcome.Whole whole -> {
                OpenTransaction ending = transaction.orElseThrow();
                transaction = Optional.empty();
                dialogue.answer(ending.data(new ReceivedMessage(whole.message(), room)));
                yield true;
            }
            case DataOutcome.Refused refused -> {
                room.close();
                end();
                dialogue.answer(refused.reply());
                yield false;
            }
            case DataOutcome.RefusedAndClosed refused -> {
                room.close();
                end();
                LOG.warnf(
                        "Refused a message from %s and closed: %s",
                        dialogue.wire().address(), refused.reply());
                dialogue.close(refused.reply());
                yield false;
            }
        };
    }

    /**
     * Refuses DATA before 354, and forgets the transaction. A client that sent more without waiting may have sent the
     * body, which must not be read as commands; nothing may follow DATA in a pipelined group (RFC 2920 section 3.1).
     */
    private void refuseData(Reply reply) throws IOException {
        end();
        if (dialogue.wire().hasMore()) {
            dialogue.close(reply);
        } else if (reply.isTemporary()) {
            dialogue.answer(reply);
        } else {
            dialogue.fault(reply);
        }
    }
}
