package org.sealpost.delivery;

import io.vertx.core.http.HttpClientOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;

/**
 * Where servers that DNS names may stand. Whoever publishes an address chooses what this machine connects to, so inside
 * addresses are not followed (RFC 8461 section 10.3; CWE-918). Only tests put another in its place: it is no setting.
 */
@Singleton
public class Internet {

    private final List<AddressBlock> internal;

    @Inject
    public Internet(DeliverySettings settings) {
        this.internal = settings.internalNetworks().stream()
                .flatMap(all -> Arrays.stream(all.split(",", -1)))
                .map(String::strip)
                .map(AddressBlock::parse)
                .toList();
    }

    /** The port of mail exchangers (RFC 5321 section 4.5.4.2). */
    public int smtpPort() {
        return 25;
    }

    /** The port of policy hosts (RFC 8461 section 3.3). */
    public int httpsPort() {
        return 443;
    }

    /** What proves a policy host: the authorities that the JDK trusts. */
    public HttpClientOptions https() {
        return new HttpClientOptions();
    }

    /** Whether a mail exchanger may stand there: a public address, or one in a network that the operator named. */
    public boolean mayTakeMail(InetAddress address) {
        return isPublic(address) || isInternal(address);
    }

    /** Whether a policy host may stand there: public addresses alone. */
    public boolean mayPublishPolicy(InetAddress address) {
        return isPublic(address);
    }

    /** Whether it is this machine, and the operator did not say that another mail server stands there. */
    public boolean isOwn(InetAddress address) {
        try {
            return !isInternal(address)
                    && (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null);
        } catch (SocketException unknown) {
            return false;
        }
    }

    private boolean isInternal(InetAddress address) {
        return internal.stream().anyMatch(block -> block.contains(address));
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet6Address six ? isPublic(six) : isPublic(address.getAddress());
    }

    private static boolean isPublic(Inet6Address address) {
        byte[] octets = address.getAddress();

        // Global unicast is 2000::/3; what is embedded in 6to4 (2002::/16) or Teredo (2001::/32) is not looked into.
        boolean global = (octets[0] & 0xe0) == 0x20;
        boolean tunnelled =
                octets[0] == 0x20 && (octets[1] == 0x02 || (octets[1] == 0x01 && octets[2] == 0 && octets[3] == 0));
        return global && !tunnelled;
    }

    private static boolean isPublic(byte[] octets) {
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        boolean thisNetwork = first == 0;
        boolean carrierGrade = first == 100 && (second & 0xc0) == 64;
        boolean protocols = first == 192 && second == 0 && octets[2] == 0;
        boolean benchmark = first == 198 && (second & 0xfe) == 18;
        boolean reserved = first >= 240;
        return !thisNetwork && !carrierGrade && !protocols && !benchmark && !reserved;
    }
}
