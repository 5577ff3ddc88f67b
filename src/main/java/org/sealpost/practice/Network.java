package org.sealpost.practice;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A network in CIDR notation, such as {@code 10.20.0.0/16}.
 *
 * @param address its first address
 * @param prefix bits that its addresses share
 */
public record Network(InetAddress address, int prefix) {

    /**
     * Reads a network; an address alone is a network of one. Host names are not looked up.
     *
     * @throws IllegalArgumentException in one sentence, when it is none
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (!host.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw notANetwork(text);
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            int bits = address.getAddress().length * 8;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw notANetwork(text);
            }
            Network network = new Network(address, prefix);
            if (!network.contains(address)
                    || !Arrays.equals(network.masked(address.getAddress()), address.getAddress())) {
                throw new IllegalArgumentException(
                        text + " has bits behind its prefix: write the network's first address.");
            }
            return network;
        } catch (UnknownHostException | NumberFormatException wrong) {
            throw notANetwork(text);
        }
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
