package org.sealpost.practice;

import com.google.re2j.Pattern;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network in CIDR notation, such as {@code 10.20.0.0/16}.
 *
 * @param address its first address
 * @param prefix bits that its addresses share
 */
public record Network(InetAddress address, int prefix) {

    /** Four numbers without leading zeros, which some read as octal; or something with colons. */
    private static final Pattern ADDRESS =
            Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    /**
     * Reads a network; an address alone is a network of one. Host names are not looked up.
     *
     * @throws IllegalArgumentException in one sentence, when it is none
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(text, slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * 8;
        int prefix = slash < 0 ? bits : prefix(text, text.substring(slash + 1));
        if (prefix > bits) {
            throw notANetwork(text);
        }
        Network network = new Network(address, prefix);
        if (!Arrays.equals(network.masked(address.getAddress()), address.getAddress())) {
            throw new IllegalArgumentException(
                    "'" + text + "' has bits behind its prefix: write the network's first address.");
        }
        return network;
    }

    /** Whether the address is in it; an IPv4 address that came mapped into IPv6 counts as the IPv4 address it is. */
    public boolean contains(InetAddress other) {
        // Java gives a mapped address as Inet4Address already.
        byte[] octets = other.getAddress();
        return octets.length == address.getAddress().length
                && Arrays.equals(masked(octets), masked(address.getAddress()));
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }

    private static InetAddress address(String text, String literal) {
        if (!ADDRESS.matches(literal)) {
            throw notANetwork(text);
        }
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            // An IPv4 network in IPv6's clothes would have a prefix that counts from elsewhere.
            if (literal.contains(":") && !(address instanceof Inet6Address)) {
                throw notANetwork(text);
            }
            return address;
        } catch (IllegalArgumentException wrong) {
            throw notANetwork(text);
        }
    }

    private static int prefix(String text, String digits) {
        if (!PREFIX.matches(digits)) {
            throw notANetwork(text);
        }
        return Integer.parseInt(digits);
    }

    private byte[] masked(byte[] octets) {
        byte[] masked = octets.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.clamp(prefix - i * 8L, 0, 8);
            masked[i] &= (byte) (0xff << (8 - bits));
        }
        return masked;
    }

    private static IllegalArgumentException notANetwork(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no network: write it as 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32.");
    }
}
