package org.sealpost.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Domain;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.RawMessage;

/**
 * One Authentication-Results field (RFC 8601 section 2.2), read far enough to know who wrote it and whether it says
 * {@code dmarc=pass}.
 *
 * @param authservId who says it, in lower case
 * @param results what follows, one result each, without comments
 */
record AuthenticationResults(String authservId, List<String> results) {

    /** The field's name. */
    static final String NAME = "Authentication-Results";

    /** Brackets, escapes: some readers take them off. */
    private static final String IN_NO_NAME = "\\<>[]{}@%&";

    /** How one begins (RFC 2047), which some readers decode wherever it stands. */
    private static final String ENCODED_WORD = "=?";

    private static final String DMARC_PASS = "dmarc=pass";
    private static final String HEADER_FROM = "header.from=";

    /** @return nothing when it is not written as RFC 8601 has it */
    static Optional<AuthenticationResults> parse(HeaderField field) {
        Optional<List<String>> statements = statements(field.value());
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        // A version may stand behind the name.
        String name = statements.get().getFirst().strip().split("\\s+")[0];
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new AuthenticationResults(
                        name.toLowerCase(Locale.ROOT),
                        statements.get().subList(1, statements.get().size())));
    }

    /**
     * Whether a field claims to be by that server, or whatever reads it might take it so (section 5): when nobody can
     * read it, when its name is no ASCII or written as no server is named, and when the name is the server's with
     * anything but a label behind it, spaces left aside.
     */
    static boolean claims(HeaderField field, String authservId) {
        return field.is(NAME)
                && statements(field.value())
                        .map(statements -> isLike(statements.getFirst(), authservId))
                        .orElse(true);
    }

    /** Whether what stands where a server's name is expected is that server's, or could be taken for it. */
    static boolean isLike(String name, String authservId) {
        String written = name.replaceAll("[\\s_]+", "").toLowerCase(Locale.ROOT);
        String own = authservId.toLowerCase(Locale.ROOT);
        return written.isEmpty()
                || written.chars().anyMatch(c -> c <= ' ' || c > '~' || IN_NO_NAME.indexOf(c) >= 0)
                || written.contains(ENCODED_WORD)
                || written.startsWith(own) && !written.substring(own.length()).matches("\\.[a-z0-9].*");
    }

    /** The domain of From that the topmost field by one of those servers has found authentic by DMARC (RFC 7489). */
    static Optional<Domain> dmarcPass(RawMessage message, Set<String> authservIds) {
        return message.fields(NAME).stream()
                .flatMap(field -> parse(field).stream())
                .filter(read -> authservIds.contains(read.authservId()))
                .findFirst()
                .flatMap(AuthenticationResults::dmarcPass);
    }

    private Optional<Domain> dmarcPass() {
        for (String result : results) {
            List<String> words = List.of(result.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\s*=\\s*", "=")
                    .split("\\s+"));
            if (words.getFirst().equals(DMARC_PASS)) {
                return words.stream()
                        .filter(word -> word.startsWith(HEADER_FROM))
                        .findFirst()
                        .flatMap(word -> domain(word.substring(HEADER_FROM.length())));
            }
        }
        return Optional.empty();
    }

    private static Optional<Domain> domain(String text) {
        try {
            return Optional.of(Domain.parse(text.substring(text.lastIndexOf('@') + 1)));
        } catch (InvalidMailboxException none) {
            return Optional.empty();
        }
    }

    /** What stands between semicolons, without comments and quotes; nothing when these do not close. */
    static Optional<List<String>> statements(String value) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int comments = 0;
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && (quoted || comments > 0)) {
                i++;
                if (quoted && i < value.length()) {
                    statement.append(value.charAt(i));
                }
            } else if (quoted && c == '"') {
                quoted = false;
            } else if (quoted) {
                // What is quoted is one word, whatever it holds.
                statement.append(Character.isWhitespace(c) || c == '=' ? '_' : c);
            } else if (c == '(') {
                comments++;
            } else if (c == ')') {
                if (--comments < 0) {
                    return Optional.empty();
                }
                statement.append(' ');
            } else if (comments > 0) {
                continue;
            } else if (c == '"') {
                quoted = true;
            } else if (c == ';') {
                statements.add(statement.toString());
                statement.setLength(0);
            } else {
                statement.append(c);
            }
        }
        statements.add(statement.toString());
        return quoted || comments > 0 ? Optional.empty() : Optional.of(statements);
    }
}
