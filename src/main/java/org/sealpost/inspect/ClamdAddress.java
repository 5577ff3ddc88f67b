package org.sealpost.inspect;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.util.Optional;

/** Where clamd listens: {@code host:port}, {@code [address]:port}, or {@code unix:/path}. */
public final class ClamdAddress {

    private static final String UNIX = "unix:";

    private final String host;
    private final int port;
    private final Optional<UnixDomainSocketAddress> local;

    private ClamdAddress(String host, int port, Optional<UnixDomainSocketAddress> local) {
        this.host = host;
        this.port = port;
        this.local = local;
    }

    /** @return nothing when it follows none of the forms */
    public static Optional<ClamdAddress> parse(String text) {
        return text.startsWith(UNIX) ? ofPath(text.substring(UNIX.length())) : ofPort(text);
    }

    /** The address now: a name is looked up each time, since the scanner may move. */
    SocketAddress resolve() {
        return local.<SocketAddress>map(address -> address).orElseGet(() -> new InetSocketAddress(host, port));
    }

    private static Optional<ClamdAddress> ofPath(String path) {
        try {
            return path.startsWith("/")
                    ? Optional.of(new ClamdAddress("", 0, Optional.of(UnixDomainSocketAddress.of(path))))
                    : Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static Optional<ClamdAddress> ofPort(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        String port = text.substring(colon + 1);
        boolean number = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = number ? Integer.parseInt(port) : 0;
        return host.isBlank() || host.contains("/") || value < 1 || value > 0xffff
                ? Optional.empty()
                : Optional.of(new ClamdAddress(host, value, Optional.empty()));
    }

    @Override
    public String toString() {
        return local.map(address -> UNIX + address.getPath()).orElse(host + ":" + port);
    }
}
