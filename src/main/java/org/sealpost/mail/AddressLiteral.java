package org.sealpost.mail;

import java.net.Inet6Address;
import java.net.InetAddress;

/** An IP address in place of a domain (RFC 5321 section 4.1.3). */
public final class AddressLiteral {

    private AddressLiteral() {}

    /** {@code [192.0.2.7]} or {@code [IPv6:2001:db8:0:0:0:0:0:7]}, without the zone that only this machine knows. */
    public static String of(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return (address instanceof Inet6Address ? "[IPv6:" : "[") + (zone < 0 ? text : text.substring(0, zone)) + "]";
    }
}
