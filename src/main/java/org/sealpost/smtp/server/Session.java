package org.sealpost.smtp.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.smtp.Line;
import org.sealpost.smtp.LineReader;
import org.sealpost.smtp.Reply;

/**
 * The dialogue with one client, from greeting to goodbye (RFC 5321 section 3). One command is read, done and answered
 * before the next is looked at; one transaction is open at a time.
 */
final class Session implements Runnable {

    private static final Logger LOG = Logger.getLogger(Session.class);

    private final Wire wire;
    private final ServerSettings settings;
    private final MailReceiver receiver;
    private final MemoryBudget memory;
    private final boolean implicitTls;
    private final BooleanSupplier stopping;
    private final Rest rest = new Rest();

    private Optional<Command.Hello> hello = Optional.empty();
    private Optional<OpenTransaction> transaction = Optional.empty();
    private int errors;
    private int idleCommands;
    private boolean open = true;

    /** @param stopping whether the server takes no more transactions */
    Session(
            Wire wire,
            ServerSettings settings,
            MailReceiver receiver,
            MemoryBudget memory,
            boolean implicitTls,
            BooleanSupplier stopping) {
        this.wire = wire;
        this.settings = settings;
        this.receiver = receiver;
        this.memory = memory;
        this.implicitTls = implicitTls;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        try {
            if (implicitTls) {
                wire.startTls(settings.tls().orElseThrow().get());
            }
            wire.write(Reply.plain(220, settings.hostname() + " ESMTP Sealpost"));
            while (open) {
                serveOne();
            }
        } catch (SocketTimeoutException slow) {
            sayLast(Replies.TOO_SLOW);
        } catch (IOException lost) {
            LOG.debugf("A connection from %s was lost", wire.address());
        } catch (RuntimeException fault) {
            sayLast(Faults.answer(fault));
        } finally {
            endTransaction();
            wire.closeAfterFarewell();
        }
    }

    /** Sends the client away if it rests between two transactions. Called by another thread. */
    void dismissIfResting() {
        if (rest.dismiss()) {
            wire.dismiss(Replies.STOPPING);
        }
    }

    private void serveOne() throws IOException {
        boolean resting = transaction.isEmpty();
        if (resting) {
            rest.begin();
        }
        if (resting && stopping.getAsBoolean() && rest.end()) {
            close(Replies.STOPPING);
            return;
        }
        Optional<Line> line = readLine();
        if (resting && !rest.end()) {
            open = false;
            return;
        }
        if (line.isEmpty()) {
            close(Replies.OTHER_PROTOCOL);
            return;
        }
        switch (line.get()) {
            case Line.Complete complete -> execute(CommandParser.parse(complete));
            case Line.TooLong tooLong -> fault(Replies.LINE_TOO_LONG);
            case Line.BareLineEnd bare -> close(Replies.BARE_LINE_END);
            case Line.End end -> open = false;
        }
    }

    /** Waits for a line; nothing when a client that never said hello begins with what is no command at all. */
    private Optional<Line> readLine() throws IOException {
        wire.await(Patience.within(settings.timeouts().idle()));
        if (!wire.in().await()) {
            return Optional.of(new Line.End());
        }
        if (hello.isEmpty() && !isLetter(wire.in().peek())) {
            return Optional.empty();
        }
        wire.await(Patience.within(settings.timeouts().command()));
        return Optional.of(new LineReader(wire.in(), CommandParser.MAX_LINE).read());
    }

    private static boolean isLetter(int octet) {
        return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z');
    }

    private void execute(Command command) throws IOException {
        if (!(command instanceof Command.Recipient)
                && ++idleCommands > settings.session().maxIdleCommands()) {
            close(Replies.TOO_MANY_COMMANDS);
            return;
        }
        switch (command) {
            case Command.Hello said -> hello(said);
            case Command.StartTls startTls -> startTls();
            case Command.Mail mail -> mail(mail);
            case Command.Recipient recipient -> recipient(recipient);
            case Command.Data data -> data();
            case Command.Reset reset -> reset();
            case Command.Noop noop -> wire.write(Replies.OK);
            case Command.Verify verify -> wire.write(Replies.CANNOT_VERIFY);
            case Command.Help help -> wire.write(Replies.HELP);
            case Command.Quit quit -> close(Replies.BYE);
            case Command.Invalid invalid -> refuse(invalid.reply());
            case Command.Fatal fatal -> close(fatal.reply());
        }
    }

    /** EHLO and HELO, which also forget an open transaction (RFC 5321 section 4.1.4). */
    private void hello(Command.Hello said) throws IOException {
        endTransaction();
        hello = Optional.of(said);
        wire.write(said.extended() ? extensions() : Reply.plain(250, settings.hostname()));
    }

    private Reply extensions() {
        List<String> lines = new ArrayList<>(List.of(
                settings.hostname(),
                "PIPELINING",
                "SIZE " + settings.message().maxSize(),
                "8BITMIME",
                "SMTPUTF8",
                "ENHANCEDSTATUSCODES"));
        if (settings.tls().isPresent() && wire.tls().isEmpty()) {
            lines.add("STARTTLS");
        }
        lines.add("HELP");
        return Reply.plain(250, lines.toArray(String[]::new));
    }

    /**
     * STARTTLS (RFC 3207). What a client, or someone in its name, sent in clear behind the command closes the connection
     * (section 4.2; CVE-2011-0411), and all that was said in clear is forgotten.
     */
    private void startTls() throws IOException {
        if (wire.tls().isPresent()) {
            fault(Replies.TLS_ACTIVE);
            return;
        }
        Optional<Supplier<SSLContext>> contexts = settings.tls();
        if (contexts.isEmpty()) {
            fault(Replies.NOT_OFFERED);
            return;
        }
        endTransaction();
        if (wire.hasMore()) {
            LOG.warnf("A client at %s sent something behind STARTTLS, closing the connection", wire.address());
            close(Replies.BEHIND_STARTTLS);
            return;
        }
        wire.write(Replies.READY_FOR_TLS);
        wire.flush();
        hello = Optional.empty();
        wire.startTls(contexts.get().get());
    }

    private void mail(Command.Mail mail) throws IOException {
        if (hello.isEmpty()) {
            fault(Replies.HELLO_FIRST);
            return;
        }
        if (transaction.isPresent()) {
            fault(Replies.NESTED_MAIL);
            return;
        }
        MessageLimits limits = settings.message();
        if (mail.parameters().size().orElse(0) > limits.maxSize()) {
            wire.write(Replies.TOO_LARGE);
            return;
        }
        Client client = new Client(
                wire.address(), wire.port(), hello.get().name(), hello.get().extended(), wire.tls());
        switch (OpenTransaction.begin(() -> receiver.begin(client, mail.from(), mail.parameters()))) {
            case Begin.Accepted accepted -> {
                transaction = Optional.of(
                        new OpenTransaction(accepted.transaction(), mail.parameters(), limits.maxRecipients()));
                wire.write(Replies.SENDER_OK);
            }
            case Begin.Refused refused -> answer(Replies.passedOn(refused.reply()));
        }
    }

    private void recipient(Command.Recipient recipient) throws IOException {
        if (transaction.isEmpty()) {
            fault(Replies.MAIL_FIRST);
            return;
        }
        answer(transaction.get().recipient(recipient.mailbox()));
    }

    private void data() throws IOException {
        if (transaction.isEmpty()) {
            refuseData(Replies.MAIL_FIRST);
            return;
        }
        if (!transaction.get().hasRecipients()) {
            refuseData(Replies.NO_RECIPIENTS);
            return;
        }
        long size = transaction.get().parameters().size().orElse(DataReader.FIRST_RESERVATION);
        Optional<MemoryBudget.Reservation> room = memory.reserve(size);
        if (room.isEmpty()) {
            refuseData(Replies.NO_MEMORY);
            return;
        }
        wire.write(Replies.GO_AHEAD);
        wire.flush();
        wire.await(Patience.forMessage(settings.timeouts()));
        conclude(readData(size, room.get()), room.get());
    }

    private DataOutcome readData(long size, MemoryBudget.Reservation room) throws IOException {
        try {
            return new DataReader(wire.in(), settings.message()).read(room, size);
        } catch (IOException | RuntimeException lost) {
            room.close();
            throw lost;
        }
    }

    private void conclude(DataOutcome outcome, MemoryBudget.Reservation room) throws IOException {
        switch (outcome) {
            case DataOutcome.Whole whole -> {
                OpenTransaction ending = transaction.orElseThrow();
                transaction = Optional.empty();
                idleCommands = 0;
                answer(ending.data(new ReceivedMessage(whole.message(), room)));
            }
            case DataOutcome.Refused refused -> {
                room.close();
                endTransaction();
                answer(refused.reply());
            }
            case DataOutcome.RefusedAndClosed refused -> {
                room.close();
                endTransaction();
                LOG.warnf("Refused a message from %s and closed: %s", wire.address(), refused.reply());
                close(refused.reply());
            }
        }
    }

    /**
     * Refuses DATA before 354, and forgets the transaction. A client that sent more without waiting may have sent the
     * body, which must not be read as commands; nothing may follow DATA in a pipelined group (RFC 2920 section 3.1).
     */
    private void refuseData(Reply reply) throws IOException {
        endTransaction();
        if (wire.hasMore()) {
            close(reply);
        } else if (reply.isTemporary()) {
            wire.write(reply);
        } else {
            fault(reply);
        }
    }

    private void reset() throws IOException {
        endTransaction();
        wire.write(Replies.RESET);
    }

    private void endTransaction() {
        Optional<OpenTransaction> ending = transaction;
        transaction = Optional.empty();
        ending.ifPresent(OpenTransaction::abort);
    }

    /** Answers; 421 closes, whoever says it (RFC 5321 section 3.8). */
    private void answer(Reply reply) throws IOException {
        wire.write(reply);
        open = reply.code() != 421;
    }

    /** Answers a wrong line. A wrong address is no error of the protocol: a long list may hold many. */
    private void refuse(Reply reply) throws IOException {
        if (reply.code() == 553) {
            wire.write(reply);
        } else {
            fault(reply);
        }
    }

    /** Answers an error of the protocol; the last that is borne closes. */
    private void fault(Reply reply) throws IOException {
        if (++errors >= settings.session().maxErrors()) {
            close(Replies.TOO_MANY_ERRORS);
        } else {
            wire.write(reply);
        }
    }

    private void close(Reply reply) throws IOException {
        wire.write(reply);
        open = false;
    }

    private void sayLast(Reply reply) {
        try {
            wire.write(reply);
        } catch (IOException gone) {
            LOG.debugf("A client at %s left before it was sent away", wire.address());
        }
    }
}
