package org.sealpost.smtp.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.sealpost.smtp.Keyword;

/**
 * What the next hop offered in its answer to EHLO (RFC 5321 section 4.1.1.1).
 *
 * @param dsn whether it tells senders what they ask with RET, ENVID, NOTIFY and ORCPT (RFC 3461)
 * @param size largest message in octets (RFC 1870), absent when it named none
 * @param auth AUTH mechanisms in upper case (RFC 4954)
 * @param limits what it takes at a time (RFC 9422)
 */
public record Capabilities(
        boolean pipelining,
        boolean eightBitMime,
        boolean smtpUtf8,
        boolean startTls,
        boolean requireTls,
        boolean dsn,
        OptionalLong size,
        boolean sizeParameter,
        Set<String> auth,
        AnnouncedLimits limits) {

    public Capabilities {
        auth = Set.copyOf(auth);
    }

    /** Of a server that knows only HELO. */
    public static Capabilities none() {
        return parse(List.of());
    }

    /** Reads the lines of the reply behind its first; what is not known here is passed over. */
    static Capabilities parse(List<String> lines) {
        Set<String> keywords = new HashSet<>();
        Set<String> auth = new HashSet<>();
        OptionalLong size = OptionalLong.empty();
        AnnouncedLimits limits = AnnouncedLimits.none();
        for (String line : lines) {
            String[] words = Keyword.upper(line.strip()).split("[ =]+", -1);
            keywords.add(words[0]);
            if (words[0].equals("AUTH")) {
                auth.addAll(Arrays.asList(words).subList(1, words.length));
            } else if (words[0].equals("SIZE") && words.length > 1 && words[1].matches("[1-9][0-9]{0,17}")) {
                size = OptionalLong.of(Long.parseLong(words[1]));
            } else if (words[0].equals("LIMITS")) {
                limits = AnnouncedLimits.parse(line.strip());
            }
        }
        return new Capabilities(
                keywords.contains("PIPELINING"),
                keywords.contains("8BITMIME"),
                keywords.contains("SMTPUTF8"),
                keywords.contains("STARTTLS"),
                keywords.contains("REQUIRETLS"),
                keywords.contains("DSN"),
                size,
                keywords.contains("SIZE"),
                auth,
                limits);
    }
}
