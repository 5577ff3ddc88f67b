package org.sealpost.smtp.client;

import java.util.Locale;

/**
 * Where a message goes next. However its name is spelt, it is one next hop: whoever names the relay names the relay.
 *
 * @param host name or address, in lower case and without the dot at the end; the name is what a certificate must prove
 * @param port 1 to 65535
 */
public record NextHop(String host, int port) {

    /** Where TLS comes before the greeting (RFC 8314 section 3.3). */
    private static final int SUBMISSIONS = 465;

    /** @throws IllegalArgumentException when it is no address to connect to */
    public NextHop {
        String folded = host.toLowerCase(Locale.ROOT);
        host = folded.endsWith(".") ? folded.substring(0, folded.length() - 1) : folded;
        boolean printable = host.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (host.isEmpty() || !printable || port < 1 || port > 65535) {
            throw new IllegalArgumentException("a next hop is HOST:PORT");
        }
    }

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static NextHop parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("a next hop is HOST:PORT");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new NextHop(
                bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(text.substring(colon + 1)));
    }

    /** Whether TLS comes first there, instead of by STARTTLS: both sides would wait for the other's first word. */
    boolean speaksTlsAtOnce() {
        return port == SUBMISSIONS;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
