package org.sealpost.smtp.server;

import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Reply;

/** One command of a client (RFC 5321 section 4.1.1), as {@link CommandParser} reads it. */
sealed interface Command {

    record Hello(String name, boolean extended) implements Command {}

    record StartTls() implements Command {}

    record Mail(ReversePath from, MailParameters parameters) implements Command {}

    /** @param needsUtf8 whether a parameter is beyond ASCII as it stands, whoever the recipient is */
    record Recipient(Mailbox mailbox, RecipientRequest request, boolean needsUtf8) implements Command {}

    /** {@code RCPT TO:<postmaster>}, without a domain (RFC 5321 section 4.5.1). */
    record Postmaster(RecipientRequest request, boolean needsUtf8) implements Command {}

    record Data() implements Command {}

    /** BDAT (RFC 3030): so many octets follow at once, behind the CRLF of the command. */
    record Chunk(long size, boolean last) implements Command {}

    /**
     * AUTH (RFC 4954).
     *
     * @param initial the initial response in base64, {@code =} for an empty one
     */
    record Auth(String mechanism, Optional<String> initial) implements Command {

        /** Without the response, which may hold a password. */
        @Override
        public String toString() {
            return "Auth[" + mechanism + "]";
        }
    }

    record Reset() implements Command {}

    record Noop() implements Command {}

    record Verify() implements Command {}

    record Help() implements Command {}

    record Quit() implements Command {}

    /**
     * The line is wrong.
     *
     * @param reply what to answer
     */
    record Invalid(Reply reply) implements Command {}

    /**
     * A wrong line that begins with MAIL: what was sent along with it in good faith has no transaction.
     *
     * @param reply what to answer
     */
    record WrongMail(Reply reply) implements Command {}

    /**
     * A wrong line that begins with DATA: what follows may be a body.
     *
     * @param reply what to answer
     */
    record WrongData(Reply reply) implements Command {}

    /**
     * The line is wrong and what follows may be anything, so the connection must be closed: another protocol
     * (cross-protocol attacks), or a BDAT of unknown length, whose octets would be taken for commands.
     *
     * @param reply the last answer
     */
    record Fatal(Reply reply) implements Command {}
}
