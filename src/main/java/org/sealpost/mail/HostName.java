package org.sealpost.mail;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * What this server calls itself, as every server reads it: a domain in ASCII (A-labels, RFC 6531 section 3.7.1), or an
 * address literal where it has no name (RFC 5321 section 4.1.3).
 */
public final class HostName {

    private static final String SIX = "[IPv6:";

    private HostName() {}

    /**
     * Reads a name that somebody chose.
     *
     * @throws InvalidMailboxException when it is neither a domain nor an address literal, with the fault in words
     */
    public static String parse(String text) throws InvalidMailboxException {
        return isLiteral(text) ? text : Domain.parse(text).toAscii();
    }

    /** The name that was chosen, else the machine's; so too for a name that is none, with which no server starts. */
    public static String of(Optional<String> chosen) {
        return chosen.flatMap(HostName::read).orElseGet(HostName::ofMachine);
    }

    private static Optional<String> read(String text) {
        try {
            return Optional.of(parse(text));
        } catch (InvalidMailboxException none) {
            return Optional.empty();
        }
    }

    private static String ofMachine() {
        try {
            InetAddress own = InetAddress.getLocalHost();
            return of(own.getCanonicalHostName(), own);
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** A machine without a name in DNS gets its address for one, and some have names that are no domains. */
    static String of(String name, InetAddress address) {
        return read(name).orElseGet(() -> AddressLiteral.of(address));
    }

    private static boolean isLiteral(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return false;
        }
        boolean six = text.startsWith(SIX);
        String address = text.substring(six ? SIX.length() : 1, text.length() - 1);
        try {
            InetAddress read = InetAddress.ofLiteral(address);
            // An IPv4 address may be written short, and a zone may stand behind the other; neither is for others to
            // read.
            return six
                    ? read instanceof Inet6Address && address.indexOf('%') < 0
                    : read.getHostAddress().equals(address) && !(read instanceof Inet6Address);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
