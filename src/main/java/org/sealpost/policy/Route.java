package org.sealpost.policy;

import java.util.Optional;
import java.util.regex.Pattern;
import org.sealpost.mail.Domain;
import org.sealpost.mail.InvalidMailboxException;

/**
 * The next hop that a rule names with {@code via}, instead of the one that settings or MX records give.
 *
 * @param host a host name or an IPv4 address, in lower case
 * @param port 1 to 65535
 * @param rule the rule that says so
 */
public record Route(String host, int port, Origin.Rule rule) {

    private static final Origin.Rule BY_PERSON = new Origin.Rule("reroute", 0);

    /** Four numbers up to 255, without leading zeros, which some read as octal. */
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /** Reads {@code host:port}; nothing when it is something else. */
    public static Optional<Route> parse(String text, Origin.Rule rule) {
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        if (colon <= 0
                || digits.isEmpty()
                || digits.length() > 5
                || !digits.chars().allMatch(Route::isDigit)) {
            return Optional.empty();
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (IPV4.matcher(host).matches()) {
            return Optional.of(new Route(host, port, rule));
        }
        try {
            return Optional.of(new Route(Domain.parse(host).toAscii(), port, rule));
        } catch (InvalidMailboxException noHost) {
            return Optional.empty();
        }
    }

    /** The next hop that a person named for a message that waits; rules have lines, and this has none. */
    public static Route byPerson(String host, int port) {
        return new Route(host, port, BY_PERSON);
    }

    /** Whether a person named it, who says nothing about whose server it is. */
    public boolean isByPerson() {
        return rule.equals(BY_PERSON);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
