package org.sealpost.mail;

import java.util.List;
import java.util.Optional;

/**
 * The one author of a message: From is there once and names one mailbox (RFC 5322 section 3.6.2), in a form that nobody
 * can read otherwise. For whatever speaks of an author's identity, no guess is good enough.
 */
public final class OneAuthor {

    private final String value;
    private final StringBuilder outside = new StringBuilder();
    private Optional<String> bracketed = Optional.empty();
    private int at;

    private OneAuthor(String value) {
        this.value = value;
    }

    /** The author's mailbox; nothing when From is missing, is there twice, names several, or cannot be read. */
    public static Optional<Mailbox> of(RawMessage message) {
        List<HeaderField> fields = message.fields("From");
        return fields.size() == 1 ? new OneAuthor(fields.getFirst().value()).mailbox() : Optional.empty();
    }

    private Optional<Mailbox> mailbox() {
        while (at < value.length()) {
            char c = value.charAt(at);
            boolean read = switch (c) {
                case '"' -> skipQuoted();
                case '(' -> skipComment();
                case '<' -> bracketed.isEmpty() && readBrackets();
                // Lists, groups, routes, and brackets that do not match.
                case ',', ';', ':', '>', ')', '\\' -> false;
                default -> plain(c);
            };
            if (!read) {
                return Optional.empty();
            }
        }
        String name = outside.toString().strip();
        if (bracketed.isEmpty()) {
            return parse(name);
        }
        // An address in a name is there to deceive, or is a second author.
        return name.contains("@") ? Optional.empty() : parse(bracketed.get());
    }

    private boolean plain(char c) {
        outside.append(c);
        at++;
        // Behind the brackets stands nothing but comments.
        return bracketed.isEmpty() || c == ' ' || c == '\t';
    }

    private boolean skipQuoted() {
        for (at++; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                at++;
                // A quoted local part is no mailbox here, and a name ends before the brackets.
                return at >= value.length() || value.charAt(at) != '@';
            }
        }
        return false;
    }

    private boolean skipComment() {
        int depth = 0;
        for (; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                at++;
                return true;
            }
        }
        return false;
    }

    private boolean readBrackets() {
        int end = value.indexOf('>', at);
        if (end < 0) {
            return false;
        }
        bracketed = Optional.of(value.substring(at + 1, end).strip());
        at = end + 1;
        return true;
    }

    private static Optional<Mailbox> parse(String address) {
        try {
            return Optional.of(Mailbox.parse(address));
        } catch (InvalidMailboxException none) {
            return Optional.empty();
        }
    }
}
