package org.sealpost.smtp.server;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReversePath;
import org.sealpost.smtp.Line;

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
        Optional<String> text = line.utf8();
        if (text.isEmpty()) {
            return new Command.Invalid(Replies.NOT_UTF8);
        }
        if (text.get().chars().anyMatch(Character::isISOControl)) {
            return new Command.Invalid(Replies.CONTROL_CHARACTER);
        }
        int space = text.get().indexOf(' ');
        String verb = (space < 0 ? text.get() : text.get().substring(0, space)).toUpperCase(Locale.ROOT);
        String argument = space < 0 ? "" : text.get().substring(space + 1);
        if (line.octets().length() > maxLine(verb)) {
            return new Command.Invalid(Replies.LINE_TOO_LONG);
        }
        try {
            return command(verb, argument, space >= 0);
        } catch (CommandFault fault) {
            return new Command.Invalid(fault.reply());
        }
    }

    private static int maxLine(String verb) {
        return switch (verb) {
            case "MAIL", "RCPT" -> MAX_LINE_WITH_PARAMETERS;
            case "AUTH" -> MAX_LINE - 2;
            default -> MAX_PLAIN_LINE;
        };
    }

    private static Command command(String verb, String argument, boolean hasArgument) throws CommandFault {
        return switch (verb) {
            case "EHLO" -> new Command.Hello(helloName(argument), true);
            case "HELO" -> new Command.Hello(helloName(argument), false);
            case "MAIL" -> mail(PathArgument.parse(argument, "FROM", Replies.BAD_MAIL));
            case "RCPT" -> recipient(PathArgument.parse(argument, "TO", Replies.BAD_RCPT));
            case "DATA" -> alone(new Command.Data(), hasArgument);
            case "RSET" -> alone(new Command.Reset(), hasArgument);
            case "QUIT" -> alone(new Command.Quit(), hasArgument);
            case "STARTTLS" -> alone(new Command.StartTls(), hasArgument);
            case "NOOP" -> new Command.Noop();
            case "HELP" -> new Command.Help();
            case "VRFY" -> verify(argument);
            case "AUTH" -> auth(argument);
            case "EXPN", "TURN", "ETRN", "SEND", "SOML", "SAML" -> new Command.Invalid(Replies.NOT_OFFERED);
            case "BDAT" -> chunk(argument);
            default -> unknown(verb);
        };
    }

    private static Command unknown(String verb) {
        return OTHER_PROTOCOLS.contains(verb)
                ? new Command.Fatal(Replies.OTHER_PROTOCOL)
                : new Command.Invalid(Replies.UNKNOWN_COMMAND);
    }

    private static Command alone(Command command, boolean hasArgument) throws CommandFault {
        if (hasArgument) {
            throw new CommandFault(Replies.NO_ARGUMENT);
        }
        return command;
    }

    /** A chunk whose length is unknown closes: nobody could tell its octets from commands. */
    private static Command chunk(String argument) {
        int space = argument.indexOf(' ');
        String size = space < 0 ? argument : argument.substring(0, space);
        boolean last = space >= 0 && argument.substring(space + 1).equalsIgnoreCase("LAST");
        boolean valid = !size.isEmpty() && size.length() <= 18 && size.chars().allMatch(c -> c >= '0' && c <= '9');
        return valid && (last || space < 0)
                ? new Command.Chunk(Long.parseLong(size), last)
                : new Command.Fatal(Replies.BAD_CHUNK);
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
                throw new CommandFault(Replies.NOT_ASCII);
            }
            return new Command.Mail(ReversePath.of(sender), parameters);
        } catch (InvalidMailboxException invalid) {
            throw new CommandFault(Replies.badSender(faultOf(invalid)));
        }
    }

    private static Command recipient(PathArgument path) throws CommandFault {
        RecipientRequest request = ParameterReader.recipient(path.parameters());
        try {
            return new Command.Recipient(Mailbox.parse(path.address()), request);
        } catch (InvalidMailboxException invalid) {
            throw new CommandFault(Replies.badRecipient(faultOf(invalid)));
        }
    }

    private static String faultOf(InvalidMailboxException invalid) {
        return String.valueOf(invalid.getMessage());
    }
}
