package org.sealpost.smtp.server;

import org.sealpost.smtp.Parameters;
import org.sealpost.smtp.Reply;

/**
 * The argument of MAIL or RCPT: {@code <address>} and parameters, each behind one space (RFC 5321 section 4.1.2).
 *
 * @param address what stands between the angle brackets, not looked at yet
 */
record PathArgument(String address, Parameters parameters) {

    /**
     * Takes the argument apart.
     *
     * @param keyword {@code FROM} or {@code TO}
     * @param syntax the reply when there is no such path
     */
    static PathArgument parse(String argument, String keyword, Reply syntax) throws CommandFault {
        String prefix = keyword + ":<";
        if (!argument.regionMatches(true, 0, prefix, 0, prefix.length())) {
            throw new CommandFault(syntax);
        }
        int end = endOfPath(argument, prefix.length());
        if (end < 0 || (end + 1 < argument.length() && argument.charAt(end + 1) != ' ')) {
            throw new CommandFault(syntax);
        }
        String address = argument.substring(prefix.length(), end);
        if (end + 1 == argument.length()) {
            return new PathArgument(address, Parameters.none());
        }
        return new PathArgument(address, parameters(argument.substring(end + 2)));
    }

    private static Parameters parameters(String text) throws CommandFault {
        if (text.isEmpty()) {
            throw new CommandFault(Replies.BAD_PARAMETERS);
        }
        try {
            return Parameters.parse(text);
        } catch (IllegalArgumentException badSyntax) {
            throw new CommandFault(Replies.BAD_PARAMETERS);
        }
    }

    /** Where the path ends; a quoted local part may hold the bracket, and is refused by its right name later. */
    private static int endOfPath(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
