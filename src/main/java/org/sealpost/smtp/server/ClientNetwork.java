package org.sealpost.smtp.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Where a client is: its IPv4 address, or its IPv6 network of 64 bits, within which it may choose freely. */
record ClientNetwork(List<Byte> prefix) {

    static ClientNetwork of(InetAddress address) {
        byte[] octets = address.getAddress();
        int length = address instanceof Inet6Address ? 8 : octets.length;
        Byte[] prefix = new Byte[length];
        Arrays.setAll(prefix, i -> octets[i]);
        return new ClientNetwork(List.of(prefix));
    }
}
