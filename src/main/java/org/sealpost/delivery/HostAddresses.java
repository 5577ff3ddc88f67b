package org.sealpost.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of a host that the operator named, in the order in which they are tried; none when it has none now. */
@FunctionalInterface
interface HostAddresses {

    /** Those of {@code host}, a name or an address. */
    List<InetAddress> of(String host);

    /** As the machine's own resolver gives them; no more than are tried of a mail exchanger. */
    static HostAddresses ofTheMachine() {
        return host -> {
            try {
                return Stream.of(InetAddress.getAllByName(host))
                        .limit(ExchangerHosts.ADDRESSES)
                        .toList();
            } catch (UnknownHostException unknown) {
                return List.of();
            }
        };
    }
}
