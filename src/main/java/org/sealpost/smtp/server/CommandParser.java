package org.sealpost.smtp.server;

import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Characters;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Keyword;
import org.sealpost.smtp.Line;
import org.sealpost.smtp.Reply;

/** Reads command lines by the strict grammar of RFC 5321 section 4.1: what is not in it is refused, never repaired. */
final class CommandParser {

    /** Octets of the longest line with CRLF: that of AUTH (RFC 4954 section 4). */
    static final int MAX_LINE = Authentication.MAX_LINE;

    /** Octets of MAIL and RCPT without CRLF: 510, and what the extensions add. */
    private static final int MAX_LINE_WITH_PARAMETERS = 2046;

    /** Octets of a command that has no parameters, without CRLF (RFC 5321 section 4.5.3.1.4). */
    private static final int MAX_PLAIN_LINE = 510;

    private static final Set<String> OTHER_PROTOCOLS =
            Set.of("GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "PRI", "PROXY");

    private CommandParser() {}

    /** The command of a line; never throws. */
    static Command parse(Line.Complete line) {
        String verb = verb(line.octets());
        try {
            return command(verb, argument(line, verb));
        } catch (CommandFault fault) {
            return refused(verb, fault.reply());
        }
    }

    /** What becomes of a line that is too long for any command; never throws. */
    static Command parse(Line.TooLong line) {
        return refused(verb(line.beginning()), Replies.LINE_TOO_LONG);
    }

    /** The letters that the line begins with, known whatever else is wrong with it. */
    private static String verb(String octets) {
        int end = 0;
        while (end < octets.length() && isLetter(octets.charAt(end))) {
            end++;
        }
        return Keyword.upper(octets.substring(0, end));
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** What stands behind the verb and a space; nothing when the line is the verb alone. */
    private static Optional<String> argument(Line.Complete line, String verb) throws CommandFault {
        String text = line.utf8().orElseThrow(() -> new CommandFault(Replies.NOT_UTF8));
        if (Characters.haveControl(text)) {
            throw new CommandFault(Replies.CONTROL_CHARACTER);
        }
        if (line.octets().length() > maxLine(verb)) {
            throw new CommandFault(Replies.LINE_TOO_LONG);
        }
        if (text.length() > verb.length() && text.charAt(verb.length()) != ' ') {
            throw new CommandFault(Replies.UNKNOWN_COMMAND);
        }
        // Behind BDAT the octets follow at once, whatever is answered, so nothing in it is tolerated.
        String command = verb.equals("BDAT") ? text : withoutSpaceAtEnd(text);
        return command.length() > verb.length() ? Optional.of(command.substring(verb.length() + 1)) : Optional.empty();
    }

    /** Space at the end is to be tolerated (RFC 5321 section 4.1.1). */
    private static String withoutSpaceAtEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    /** What follows a wrong line may be no command: the octets of a chunk, a body, or the words of another protocol. */
    private static Command refused(String verb, Reply reply) {
        return switch (verb) {
            case "BDAT" -> new Command.Fatal(Replies.BAD_CHUNK);
            case "DATA" -> new Command.WrongData(reply);
            case "MAIL" -> new Command.WrongMail(reply);
            // As of every line of the exchange (RFC 4954 section 6).
            case "AUTH" -> new Command.Invalid(reply == Replies.LINE_TOO_LONG ? Replies.AUTH_LINE_TOO_LONG : reply);
            default ->
                OTHER_PROTOCOLS.contains(verb) ? new Command.Fatal(Replies.OTHER_PROTOCOL) : new Command.Invalid(reply);
        };
    }

    private static int maxLine(String verb) {
        return switch (verb) {
            case "MAIL", "RCPT" -> MAX_LINE_WITH_PARAMETERS;
            case "AUTH" -> MAX_LINE - 2;
            default -> MAX_PLAIN_LINE;
        };
    }

    private static Command command(String verb, Optional<String> behind) throws CommandFault {
        String argument = behind.orElse("");
        return switch (verb) {
            case "EHLO" -> new Command.Hello(helloName(argument), true);
            case "HELO" -> new Command.Hello(helloName(argument), false);
            case "MAIL" -> mail(PathArgument.parse(argument, "FROM", Replies.BAD_MAIL));
            case "RCPT" -> recipient(PathArgument.parse(argument, "TO", Replies.BAD_RCPT));
            case "DATA" -> alone(new Command.Data(), behind);
            case "RSET" -> alone(new Command.Reset(), behind);
            case "QUIT" -> alone(new Command.Quit(), behind);
            case "STARTTLS" -> alone(new Command.StartTls(), behind);
            case "NOOP" -> new Command.Noop();
            case "HELP" -> new Command.Help();
            case "VRFY" -> verify(argument);
            case "AUTH" -> auth(argument);
            case "EXPN", "TURN", "ETRN", "SEND", "SOML", "SAML" -> throw new CommandFault(Replies.NOT_OFFERED);
            case "BDAT" -> chunk(argument);
            default -> throw new CommandFault(Replies.UNKNOWN_COMMAND);
        };
    }

    private static Command alone(Command command, Optional<String> behind) throws CommandFault {
        if (behind.isPresent()) {
            throw new CommandFault(Replies.NO_ARGUMENT);
        }
        return command;
    }

    private static Command chunk(String argument) throws CommandFault {
        int space = argument.indexOf(' ');
        String size = space < 0 ? argument : argument.substring(0, space);
        boolean last = space >= 0 && Keyword.isSame(argument.substring(space + 1), "LAST");
        boolean valid = size.length() <= 18 && Characters.areDigits(size);
        if (!valid || !(last || space < 0)) {
            throw new CommandFault(Replies.BAD_CHUNK);
        }
        return new Command.Chunk(Long.parseLong(size), last);
    }

    private static Command auth(String argument) throws CommandFault {
        String[] words = argument.split(" ", -1);
        if (words[0].isEmpty() || words.length > 2 || words[words.length - 1].isEmpty()) {
            throw new CommandFault(Replies.BAD_AUTH);
        }
        return new Command.Auth(words[0], words.length == 2 ? Optional.of(words[1]) : Optional.empty());
    }

    private static Command verify(String argument) throws CommandFault {
        if (argument.isEmpty()) {
            throw new CommandFault(Replies.ARGUMENT_MISSING);
        }
        return new Command.Verify();
    }

    /** A domain or an address literal; the underscores of Windows host names are let through, it is only a name. */
    private static String helloName(String argument) throws CommandFault {
        boolean name = !argument.isEmpty()
                && argument.length() <= 255
                && argument.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || ".-_:[]".indexOf(c) >= 0);
        if (!name) {
            throw new CommandFault(Replies.BAD_HELLO);
        }
        return argument;
    }

    private static Command mail(PathArgument path) throws CommandFault {
        MailParameters parameters = ParameterReader.mail(path.parameters());
        if (path.address().isEmpty()) {
            return new Command.Mail(ReversePath.none(), parameters);
        }
        try {
            Mailbox sender = Mailbox.parse(path.address());
            if (!sender.isAscii() && !parameters.smtpUtf8()) {
                throw new CommandFault(Replies.SENDER_NOT_ASCII);
            }
            return new Command.Mail(ReversePath.of(sender), parameters);
        } catch (InvalidMailboxException invalid) {
            throw new CommandFault(Replies.badSender(faultOf(invalid)));
        }
    }

    private static Command recipient(PathArgument path) throws CommandFault {
        RecipientRequest request = ParameterReader.recipient(path.parameters());
        if (Keyword.isSame(path.address(), "postmaster")) {
            return new Command.Postmaster(request, !path.parameters().areAscii());
        }
        try {
            return new Command.Recipient(
                    Mailbox.parse(path.address()), request, !path.parameters().areAscii());
        } catch (InvalidMailboxException invalid) {
            throw new CommandFault(Replies.badRecipient(faultOf(invalid)));
        }
    }

    private static String faultOf(InvalidMailboxException invalid) {
        return String.valueOf(invalid.getMessage());
    }
}
