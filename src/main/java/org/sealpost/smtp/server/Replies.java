package org.sealpost.smtp.server;

import java.util.List;
import java.util.Optional;
import org.sealpost.smtp.EnhancedCode;
import org.sealpost.smtp.Reply;

/** What the server itself says, apart from greeting and EHLO. Every reply has an enhanced status code (RFC 2034). */
final class Replies {

    static final Reply OK = Reply.of(250, "2.0.0", "OK");
    static final Reply RESET = Reply.of(250, "2.0.0", "Forgotten");
    static final Reply SENDER_OK = Reply.of(250, "2.1.0", "Sender OK");
    static final Reply RECIPIENT_OK = Reply.of(250, "2.1.5", "Recipient OK");
    static final Reply GO_AHEAD = Reply.plain(354, "End the message with a dot on a line of its own");
    static final Reply BYE = Reply.of(221, "2.0.0", "Goodbye");
    static final Reply READY_FOR_TLS = Reply.of(220, "2.0.0", "Ready to start TLS");
    static final Reply CANNOT_VERIFY = Reply.of(252, "2.5.0", "Cannot say, but will take the message");
    static final Reply HELP =
            Reply.of(214, "2.0.0", "EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT (RFC 5321)");

    static final Reply OVERLOADED = Reply.of(421, "4.7.0", "Too many connections, try again later");
    static final Reply TOO_MANY_FROM_CLIENT =
            Reply.of(421, "4.7.0", "Too many connections from your address, close some or try again later");
    static final Reply TOO_MANY_ERRORS = Reply.of(421, "4.7.0", "Too many errors, closing the connection");
    static final Reply TOO_MANY_COMMANDS = Reply.of(421, "4.7.0", "Too many commands without a message");
    static final Reply OTHER_PROTOCOL = Reply.of(421, "4.7.0", "This is an SMTP server, closing the connection");
    static final Reply TOO_SLOW = Reply.of(421, "4.4.2", "Waited too long, closing the connection");
    static final Reply STOPPING = Reply.of(421, "4.3.2", "The server is stopping, try again later");
    static final Reply FAULT = Reply.of(451, "4.3.0", "A fault in the server, try again later");
    static final Reply NO_MEMORY = Reply.of(452, "4.3.1", "No room for the message now, try again later");
    static final Reply TOO_MANY_RECIPIENTS =
            Reply.of(452, "4.5.3", "Too many recipients, send the message to the others separately");
    static final Reply TLS_UNAVAILABLE = Reply.of(454, "4.7.0", "TLS is not available now, try again later");
    static final Reply BEHIND_STARTTLS =
            Reply.of(421, "4.7.0", "Nothing may follow STARTTLS in clear, closing the connection");

    static final Reply UNKNOWN_COMMAND = Reply.of(500, "5.5.1", "Unknown command");
    static final Reply LINE_TOO_LONG = Reply.of(500, "5.5.2", "The command line is too long");
    static final Reply BARE_LINE_END =
            Reply.of(500, "5.5.2", "A command ends with CRLF; a bare CR or LF is refused, closing the connection");
    static final Reply CONTROL_CHARACTER = Reply.of(500, "5.5.2", "The command holds a control character");
    static final Reply NOT_UTF8 = Reply.of(500, "5.5.2", "The command is not valid UTF-8");
    static final Reply BAD_CHUNK = Reply.of(501, "5.5.4", "The syntax is BDAT size [LAST], closing the connection");
    static final Reply NO_ARGUMENT = Reply.of(501, "5.5.4", "The command takes no argument");
    static final Reply ARGUMENT_MISSING = Reply.of(501, "5.5.4", "The command needs an argument");
    static final Reply BAD_HELLO = Reply.of(501, "5.5.4", "Say who you are: a host name or an address literal");
    static final Reply BAD_MAIL = Reply.of(501, "5.5.2", "The syntax is MAIL FROM:<address>, without spaces in it");
    static final Reply BAD_RCPT = Reply.of(501, "5.5.2", "The syntax is RCPT TO:<address>, without spaces in it");
    static final Reply BAD_PARAMETERS = Reply.of(501, "5.5.4", "The parameters are not written as they should be");
    static final Reply BAD_PARAMETER_VALUE = Reply.of(501, "5.5.4", "A parameter has a value that is not accepted");
    static final Reply PARAMETER_NOT_ASCII =
            Reply.of(501, "5.5.4", "A parameter beyond ASCII needs SMTPUTF8 in the MAIL command");
    static final Reply NO_BINARY =
            Reply.of(555, "5.5.4", "BINARYMIME is not offered, encode the message and declare BODY=8BITMIME or 7BIT");
    static final Reply UNKNOWN_PARAMETER = Reply.of(555, "5.5.4", "A parameter is not known here");
    static final Reply BAD_AUTH = Reply.of(501, "5.5.4", "The syntax is AUTH mechanism [initial-response]");
    static final Reply NOT_BASE64 = Reply.of(501, "5.5.2", "The response is not base64");
    static final Reply BAD_RESPONSE = Reply.of(501, "5.5.2", "The response does not follow the mechanism");
    static final Reply SIGN_IN_CANCELLED = Reply.of(501, "5.7.0", "Signing in was cancelled");
    static final Reply AUTH_LINE_TOO_LONG = Reply.of(500, "5.5.6", "The response is too long");
    static final Reply NO_SUCH_MECHANISM = Reply.of(504, "5.5.4", "The mechanism is not offered");
    static final Reply TLS_FOR_AUTH = Reply.of(538, "5.7.11", "Signing in needs TLS: say STARTTLS first");
    static final Reply SIGNED_IN_ALREADY = Reply.of(503, "5.5.1", "You have signed in already");
    static final Reply SIGNED_IN = Reply.of(235, "2.7.0", "Signed in");
    static final Reply NOT_SIGNED_IN = Reply.of(535, "5.7.8", "Login or password is wrong");
    static final Reply CANNOT_SIGN_IN_NOW = Reply.of(454, "4.7.0", "Cannot check accounts now, try again later");
    static final Reply SIGN_IN_LATER = Reply.of(454, "4.7.0", "Too many wrong passwords, try again later");
    static final Reply TOO_MANY_FAILURES = Reply.of(421, "4.7.0", "Too many wrong passwords, closing the connection");
    static final Reply NOT_OFFERED = Reply.of(502, "5.5.1", "The command is not offered");
    static final Reply HELLO_FIRST = Reply.of(503, "5.5.1", "Say EHLO first");
    static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "Say MAIL first");
    static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "A transaction is open already");
    static final Reply WITHIN_CHUNKS =
            Reply.of(503, "5.5.1", "The message has begun with BDAT: go on with BDAT, or say RSET");
    static final Reply TLS_ACTIVE = Reply.of(503, "5.5.1", "TLS is active already");
    // Another code for each command (RFC 6531 section 3.5).
    static final Reply SENDER_NOT_ASCII =
            Reply.of(550, "5.6.7", "An address beyond ASCII needs SMTPUTF8 in the MAIL command");
    static final Reply NOT_ASCII = Reply.of(553, "5.6.7", "An address beyond ASCII needs SMTPUTF8 in the MAIL command");
    static final Reply NO_RECIPIENTS = Reply.of(554, "5.5.1", "No valid recipients");
    static final Reply TOO_LARGE = Reply.of(552, "5.3.4", "The message is larger than the server accepts");
    static final Reply HEADER_TOO_LARGE =
            Reply.of(552, "5.3.4", "The message's header is larger than the server accepts");
    static final Reply LOOP = Reply.of(554, "5.4.6", "Too many Received fields, the message goes in a loop");
    static final Reply NO_POSTMASTER =
            Reply.of(550, "5.1.1", "Nobody is postmaster here for this sender: name the postmaster's domain");

    private Replies() {}

    /** Whether it says of a command that its address is wrong, and not the command. */
    static boolean isOfAddress(Reply reply) {
        return reply.code() == 553 || reply == SENDER_NOT_ASCII;
    }

    static Reply chunkTaken(long octets) {
        return Reply.of(250, "2.0.0", octets + " octets taken");
    }

    static Reply forbiddenOctet(ForbiddenOctet octet) {
        return Reply.of(550, "5.6.0", "The message holds " + octet.words() + "; a bare CR or LF, or NUL, is refused");
    }

    static Reply badSender(String fault) {
        return Reply.of(553, "5.1.7", "The sender's address is not accepted: " + fault);
    }

    static Reply badRecipient(String fault) {
        return Reply.of(553, "5.1.3", "The recipient's address is not accepted: " + fault);
    }

    /**
     * A receiver's reply as this server sends it: with an enhanced status code, which a next hop's reply may lack, and
     * in lines that are short enough. A receiver cannot say 3xx; that is a fault.
     *
     * @param utf8 whether the client declared SMTPUTF8; else the text is put into ASCII
     */
    static Reply passedOn(Reply reply, boolean utf8) {
        if (reply.isIntermediate()) {
            return FAULT;
        }
        EnhancedCode code = reply.enhanced().orElseGet(() -> new EnhancedCode(reply.code() / 100, 0, 0));
        List<String> lines = reply.lines().stream()
                .flatMap(line -> ReplyText.lines(line, utf8).stream())
                .toList();
        return new Reply(reply.code(), Optional.of(code), lines);
    }
}
