package org.sealpost.certificate;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.AddressBlock;
import org.sealpost.mail.PublicAddress;

/**
 * Which URLs of a certificate are asked. Whoever makes a certificate chooses what this machine would connect to, so only
 * public addresses, the ports of HTTP and names that lead nowhere else are (CWE-918); more by the operator's word alone.
 */
final class FetchGuard {

    private static final int LDAP = 389;

    /** Allowed for HTTP, which is no word for speaking another protocol there. */
    private static final Set<Integer> WEB = Set.of(80, 443);

    private final Set<Integer> ports;
    private final List<AddressBlock> networks;
    private final Resolver resolver;

    /** Finds a host's addresses. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * @param ports that may be connected to
     * @param networks that may be, though they are not public
     */
    FetchGuard(Set<Integer> ports, List<AddressBlock> networks, Resolver resolver) {
        this.ports = Set.copyOf(ports);
        this.networks = List.copyOf(networks);
        this.resolver = resolver;
    }

    /**
     * What may be connected to.
     *
     * @param path with the query
     * @param addresses each of which was checked; the connection goes to one of these and to no other
     */
    record Allowed(String host, int port, boolean tls, String path, List<InetAddress> addresses) {

        Allowed {
            addresses = List.copyOf(addresses);
        }
    }

    /** @throws RevocationUnknownException when the URL is not to be asked */
    Allowed check(URI url) throws RevocationUnknownException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http")) {
            throw new RevocationUnknownException("its URL is no HTTP URL");
        }
        String host = host(url);
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        if (!ports.contains(port)) {
            throw new RevocationUnknownException("its URL's port " + port + " is not allowed");
        }
        return new Allowed(host, port, tls, path(url), addresses(host));
    }

    /**
     * The same for a directory: LDAP's own port, or one that the operator allowed.
     *
     * @throws RevocationUnknownException when the URL is not to be asked
     */
    Allowed checkLdap(URI url) throws RevocationUnknownException {
        if (!LdapList.isOne(url)) {
            throw new RevocationUnknownException("its URL is no LDAP URL");
        }
        String host = host(url);
        int port = url.getPort() >= 0 ? url.getPort() : LDAP;
        if (port != LDAP && (!ports.contains(port) || WEB.contains(port))) {
            throw new RevocationUnknownException("its URL's port " + port + " is not allowed");
        }
        return new Allowed(host, port, false, path(url), addresses(host));
    }

    private static String host(URI url) throws RevocationUnknownException {
        @Nullable String host = url.getHost();
        if (host == null || host.isEmpty() || url.getRawUserInfo() != null) {
            throw new RevocationUnknownException("its URL names no host");
        }
        return host;
    }

    private List<InetAddress> addresses(String host) throws RevocationUnknownException {
        try {
            List<InetAddress> addresses = Arrays.asList(resolver.addresses(bare(host)));
            if (addresses.isEmpty()) {
                throw new RevocationUnknownException(host + " has no address");
            }
            // One that leads inside makes the name suspect, whichever would be connected to.
            if (!addresses.stream().allMatch(this::isAllowed)) {
                throw new RevocationUnknownException(host + " has an address that is not allowed");
            }
            return addresses;
        } catch (UnknownHostException none) {
            throw new RevocationUnknownException(host + " has no address");
        }
    }

    private boolean isAllowed(InetAddress address) {
        return PublicAddress.is(address) || networks.stream().anyMatch(network -> network.contains(address));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String path(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
