package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.smtp.client.NextHop;

/** Names destinations by the settings: the relay is one destination, whoever names it and whatever the domain. */
@Singleton
final class DestinationNames {

    /** No domain has a space. */
    static final DestinationName RELAY = new DestinationName("the relay");

    private final Optional<NextHop> relay;

    DestinationNames(RelaySettings relay) {
        this.relay = relay.host().map(host -> new NextHop(host, relay.port()));
    }

    /** Of a part for those recipients, who share their next hop. */
    DestinationName of(QueuedPart part, List<Mailbox> recipients) {
        return of(recipients.getFirst().domain(), part.route());
    }

    DestinationName of(QueuedPart part) {
        return of(part, part.envelope().recipients());
    }

    /** @param route the next hop that a rule or a person names */
    DestinationName of(Domain domain, Optional<NextHop> route) {
        boolean toRelay = relay.isPresent() && (route.isEmpty() || route.equals(relay));
        return toRelay
                ? RELAY
                : new DestinationName(route.map(NextHop::toString).orElseGet(domain::toAscii));
    }

    /** Of a next hop that somebody names. */
    DestinationName of(NextHop nextHop) {
        return relay.equals(Optional.of(nextHop)) ? RELAY : new DestinationName(nextHop.toString());
    }
}
