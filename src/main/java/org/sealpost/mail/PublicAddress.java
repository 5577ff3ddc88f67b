package org.sealpost.mail;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Addresses that may be connected to because somebody else named them: in DNS, in a certificate. No others, or whoever
 * names them has this machine ask inside (CWE-918).
 */
public final class PublicAddress {

    /** Where a cloud's machines ask for their secrets, though the address is a public one. */
    private static final int AZURE_HOST = 0xa83f8110;

    private PublicAddress() {}

    /** Whether the address is one that the Internet routes to whoever owns it. */
    public static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet6Address six ? isGlobal(six) : isGlobal(address.getAddress());
    }

    private static boolean isGlobal(Inet6Address address) {
        byte[] octets = address.getAddress();

        // Global unicast is 2000::/3; what is embedded in 6to4 (2002::/16) or Teredo (2001::/32) is not looked into.
        boolean global = (octets[0] & 0xe0) == 0x20;
        boolean tunnelled =
                octets[0] == 0x20 && (octets[1] == 0x02 || (octets[1] == 0x01 && octets[2] == 0 && octets[3] == 0));
        return global && !tunnelled;
    }

    private static boolean isGlobal(byte[] octets) {
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        boolean thisNetwork = first == 0;
        boolean carrierGrade = first == 100 && (second & 0xc0) == 64;
        boolean protocols = first == 192 && second == 0 && octets[2] == 0;
        boolean benchmark = first == 198 && (second & 0xfe) == 18;
        boolean reserved = first >= 240;
        boolean cloud = ByteBuffer.wrap(octets).getInt() == AZURE_HOST;
        return !cloud && !thisNetwork && !carrierGrade && !protocols && !benchmark && !reserved;
    }
}
