package org.sealpost.inspect;

import com.google.re2j.Pattern;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/**
 * From, Sender or one of their Resent fields, read strictly (RFC 5322 section 3.4): what a mail program might take for an
 * address and this class cannot read makes the whole field unreadable.
 *
 * @param authors the addresses, also those of groups
 * @param shown every domain that stands behind an at sign anywhere in it, as people see it: encoded words decoded
 */
public record AuthorField(List<Author> authors, List<Domain> shown) {

    private static final Pattern SPACE_AROUND_SIGNS = Pattern.compile("[ \\t]*([@.])[ \\t]*");

    /**
     * One author.
     *
     * @param mailbox absent when the local part is one that no envelope could hold
     */
    public record Author(Domain domain, Optional<Mailbox> mailbox) {}

    /** @return nothing when an address in it cannot be read */
    public static Optional<AuthorField> parse(String value) {
        Optional<List<String>> addresses = addresses(value);
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        List<Author> authors = new ArrayList<>();
        for (String address : addresses.get()) {
            if (address.contains("@")) {
                Optional<Author> author = author(address);
                if (author.isEmpty()) {
                    return Optional.empty();
                }
                authors.add(author.get());
            }
        }
        return Optional.of(new AuthorField(authors, shown(value)));
    }

    /** The addresses without names and comments, apart from each other; nothing when brackets or quotes do not match. */
    private static Optional<List<String>> addresses(String value) {
        List<String> addresses = new ArrayList<>();
        StringBuilder address = new StringBuilder();
        int comments = 0;
        boolean quoted = false;
        boolean inBrackets = false;
        boolean behindBrackets = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escaped = c == '\\' && (quoted || comments > 0);
            if (escaped && i + 1 == value.length()) {
                return Optional.empty();
            }
            if (comments > 0) {
                comments += escaped ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
                i += escaped ? 1 : 0;
            } else if (quoted) {
                address.append(c);
                if (escaped) {
                    address.append(value.charAt(++i));
                }
                quoted = escaped || c != '"';
            } else if (c == '(') {
                comments++;
            } else if (c == '<' && !inBrackets && !behindBrackets) {
                // What stood before is a name.
                address.setLength(0);
                inBrackets = true;
            } else if (c == '>' && inBrackets) {
                inBrackets = false;
                behindBrackets = true;
            } else if (c == ':' && !inBrackets && !behindBrackets) {
                // What stood before is the name of a group.
                address.setLength(0);
            } else if ((c == ',' || c == ';') && !inBrackets) {
                addresses.add(address.toString());
                address.setLength(0);
                behindBrackets = false;
            } else if (c == '<' || c == '>' || (behindBrackets && c != ' ' && c != '\t')) {
                return Optional.empty();
            } else {
                quoted = c == '"';
                address.append(c);
            }
        }
        addresses.add(address.toString());
        return quoted || comments > 0 || inBrackets ? Optional.empty() : Optional.of(addresses);
    }

    private static Optional<Author> author(String text) {
        String address = withoutSpaceAroundSigns(text.strip());
        int at = address.lastIndexOf('@');
        String local = address.substring(0, at);
        boolean quoted = local.length() > 1 && local.startsWith("\"") && local.endsWith("\"");
        if (local.isEmpty()
                || (!quoted && local.chars().anyMatch(c -> c == '@' || c == '"' || c == ' ' || c == '\t'))) {
            return Optional.empty();
        }
        String domain = address.substring(at + 1);
        try {
            Domain read = Domain.parse(domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain);
            return Optional.of(new Author(
                    read, mailbox(quoted ? local.substring(1, local.length() - 1) : local, read)));
        } catch (InvalidMailboxException none) {
            return Optional.empty();
        }
    }

    private static String withoutSpaceAroundSigns(String text) {
        boolean hasSpace = text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0;
        return hasSpace ? SPACE_AROUND_SIGNS.matcher(text).replaceAll("$1") : text;
    }

    private static Optional<Mailbox> mailbox(String local, Domain domain) {
        try {
            return Optional.of(Mailbox.parse(local + "@" + domain));
        } catch (InvalidMailboxException notInEnvelopes) {
            return Optional.empty();
        }
    }

    /** Names are read as they look: an at sign that is none of ASCII's, and space or a comment behind it, deceive nobody. */
    private static List<Domain> shown(String value) {
        String text = Normalizer.normalize(EncodedWords.decode(value).text(), Normalizer.Form.NFKC);
        List<Domain> domains = new ArrayList<>();
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at + 1;
            while (start < text.length() && !isOfDomain(text.charAt(start)) && text.charAt(start) != '@') {
                start++;
            }
            int end = start;
            while (end < text.length() && isOfDomain(text.charAt(end))) {
                end++;
            }
            while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
                end--;
            }
            try {
                domains.add(Domain.parse(text.substring(start, end)));
            } catch (InvalidMailboxException none) {
                continue;
            }
        }
        return domains;
    }

    private static boolean isOfDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }
}
