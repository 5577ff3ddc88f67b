package org.sealpost.smtp.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.smtp.Line;
import org.sealpost.smtp.LineReader;
import org.sealpost.smtp.Reply;

/**
 * The dialogue with one client, from greeting to goodbye (RFC 5321 section 3). One command is read, done and answered
 * before the next is looked at. What a command does stands in {@link Transactions}, {@link TlsUpgrade},
 * {@link Authentication} and {@link Extensions}; this is the loop around them.
 */
final class Session implements Runnable {

    private static final Logger LOG = Logger.getLogger(Session.class);

    /** How many times the recipients of a message may be named without one. */
    private static final int RECIPIENT_COMMANDS = 10;

    private final Wire wire;
    private final ServerSettings settings;
    private final boolean implicitTls;
    private final BooleanSupplier stopping;
    private final MailReceiver receiver;
    private final Dialogue dialogue;
    private final Transactions transactions;
    private final TlsUpgrade tlsUpgrade;
    private final Authentication authentication;
    private final Rest rest = new Rest();
    private int idleCommands;
    private int recipients;

    /** @param stopping whether the server takes no more transactions */
    Session(
            Wire wire,
            ServerSettings settings,
            MailReceiver receiver,
            IncomingRoom room,
            boolean implicitTls,
            BooleanSupplier stopping) {
        this.wire = wire;
        this.settings = settings;
        this.receiver = receiver;
        this.implicitTls = implicitTls;
        this.stopping = stopping;
        this.dialogue = new Dialogue(wire, settings.session());
        this.authentication = new Authentication(dialogue, settings, receiver.accounts());
        this.transactions = new Transactions(dialogue, settings, receiver, room, authentication);
        this.tlsUpgrade = new TlsUpgrade(dialogue, settings);
    }

    @Override
    public void run() {
        try {
            if (implicitTls) {
                wire.startTls(
                        settings.tls().orElseThrow().get(),
                        settings.clients().certificates().isPresent());
            }
            wire.write(Reply.plain(220, settings.hostname() + " ESMTP Sealpost"));
            while (dialogue.isOpen()) {
                serveOne();
            }
        } catch (SocketTimeoutException slow) {
            dialogue.sayLast(stopping.getAsBoolean() ? Replies.STOPPING : Replies.TOO_SLOW);
        } catch (IOException lost) {
            LOG.debugf("A connection from %s was lost", wire.address());
        } catch (RuntimeException | Error fault) {
            dialogue.sayLast(Faults.answer(fault));
        } finally {
            transactions.end();
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
        boolean resting = !transactions.isOpen();
        if (resting) {
            rest.begin();
        }
        if (resting && stopping.getAsBoolean() && rest.end()) {
            dialogue.close(Replies.STOPPING);
            return;
        }
        Optional<Line> line = readLine();
        if (resting && !rest.end()) {
            dialogue.close();
            return;
        }
        if (line.isEmpty()) {
            dialogue.close(Replies.OTHER_PROTOCOL);
            return;
        }
        switch (line.get()) {
            case Line.Complete complete -> execute(CommandParser.parse(complete));
            case Line.TooLong tooLong -> execute(CommandParser.parse(tooLong));
            case Line.BareLineEnd bare -> dialogue.close(Replies.BARE_LINE_END);
            case Line.End end -> dialogue.close();
        }
    }

    /** Waits for a line; nothing when a client that never said hello begins with what is no command at all. */
    private Optional<Line> readLine() throws IOException {
        transactions.awaitCommand();
        if (!wire.in().await()) {
            return Optional.of(new Line.End());
        }
        if (dialogue.hello().isEmpty() && !isLetter(wire.in().peek())) {
            return Optional.empty();
        }
        wire.await(Patience.within(settings.timeouts().command()));
        return Optional.of(new LineReader(wire.in(), CommandParser.MAX_LINE).read());
    }

    private static boolean isLetter(int octet) {
        return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z');
    }

    private void execute(Command command) throws IOException {
        if (isOneTooMany(command)) {
            dialogue.close(Replies.TOO_MANY_COMMANDS);
            return;
        }
        if (!mayBeSentAlongWithMail(command)) {
            transactions.forgetRefusedMail();
        }
        switch (command) {
            case Command.Hello said -> hello(said);
            case Command.StartTls startTls -> tlsUpgrade.start(transactions::end);
            case Command.Auth auth -> authentication.start(auth, transactions.isOpen());
            case Command.Mail mail -> transactions.mail(mail);
            case Command.Recipient(Mailbox mailbox, RecipientRequest request, boolean needsUtf8) ->
                transactions.recipient(Optional.of(mailbox), request, needsUtf8);
            case Command.Postmaster(RecipientRequest request, boolean needsUtf8) ->
                transactions.recipient(Optional.empty(), request, needsUtf8);
            case Command.Data data -> countMessage(transactions.data());
            case Command.Chunk chunk -> countMessage(transactions.chunk(chunk));
            case Command.Reset reset -> reset();
            case Command.Noop noop -> dialogue.answer(Replies.OK);
            case Command.Verify verify -> dialogue.answer(Replies.CANNOT_VERIFY);
            case Command.Help help -> dialogue.answer(Replies.HELP);
            case Command.Quit quit -> dialogue.close(Replies.BYE);
            case Command.Invalid invalid -> refuse(invalid.reply());
            case Command.WrongMail(Reply reply) -> {
                transactions.refusedMail();
                refuse(reply);
            }
            case Command.WrongData(Reply reply) -> transactions.wrongData(reply);
            case Command.Fatal fatal -> dialogue.close(fatal.reply());
        }
    }

    /** What a client sends without waiting for the answer to MAIL (RFC 2920 section 3.1), wrong lines among it. */
    private static boolean mayBeSentAlongWithMail(Command command) {
        return switch (command) {
            case Command.Recipient recipient -> true;
            case Command.Postmaster postmaster -> true;
            case Command.Data data -> true;
            case Command.WrongData wrong -> true;
            case Command.Chunk chunk -> true;
            case Command.Invalid invalid -> true;
            case Command other -> false;
        };
    }

    /** EHLO and HELO, which also forget an open transaction (RFC 5321 section 4.1.4). */
    private void hello(Command.Hello said) throws IOException {
        transactions.end();
        dialogue.greet(said);
        dialogue.answer(
                said.extended()
                        ? Extensions.offered(settings, wire, receiver.honoursRequests(), authentication)
                        : Reply.plain(250, settings.hostname()));
    }

    /** No hello is that long: whoever begins so speaks another protocol (cross-protocol attacks). */
    private void refuse(Reply reply) throws IOException {
        boolean tooLong = reply == Replies.LINE_TOO_LONG || reply == Replies.AUTH_LINE_TOO_LONG;
        if (dialogue.hello().isEmpty() && tooLong) {
            dialogue.close(Replies.OTHER_PROTOCOL);
        } else {
            dialogue.refuse(reply);
        }
    }

    private void reset() throws IOException {
        transactions.end();
        dialogue.answer(Replies.RESET);
    }

    /** Commands that do not end in a message; recipients have a wider limit, and chunks the message's rate and size. */
    private boolean isOneTooMany(Command command) {
        return switch (command) {
            case Command.Recipient recipient -> ++recipients > maxRecipientCommands();
            case Command.Postmaster postmaster -> ++recipients > maxRecipientCommands();
            case Command.Invalid(Reply reply) when Replies.isOfAddress(reply) -> ++recipients > maxRecipientCommands();
            case Command.Chunk(long size, boolean last) when size > 0 && transactions.isOpen() -> false;
            case Command other -> ++idleCommands > settings.session().maxIdleCommands();
        };
    }

    /** A long list may hold many wrong addresses; whoever tries out names sends nothing else. */
    private int maxRecipientCommands() {
        return RECIPIENT_COMMANDS * settings.message().maxRecipients();
    }

    private void countMessage(boolean received) {
        if (received) {
            idleCommands = 0;
            recipients = 0;
            dialogue.forgetErrors();
        }
    }
}
