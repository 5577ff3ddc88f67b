package org.sealpost.delivery;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.sealpost.mail.Domain;
import org.sealpost.smtp.client.NextHop;

/** Finds the destination of a recipient: a rule's route, else the relay, else the domain's MX. */
@Singleton
public final class NextHops {

    private final Optional<NextHop> relay;
    private final MailExchangers exchangers;

    NextHops(RelaySettings settings, MailExchangers exchangers) {
        this.relay = settings.host().map(host -> new NextHop(host, settings.port()));
        this.exchangers = exchangers;
    }

    /**
     * The destination of mail for the domain.
     *
     * @param route the next hop that a rule or a person names; the relay stays the relay whoever names it
     * @param byPerson whether a person named it, who says nothing about whose server it is
     * @param wantsProof whether a decision may rest on proven TLS, so that what could prove it is looked for
     */
    public Lookup find(Domain domain, Optional<NextHop> route, boolean byPerson, boolean wantsProof) {
        if (route.isPresent() && !route.equals(relay)) {
            Destination.Kind kind = byPerson ? Destination.Kind.REROUTE : Destination.Kind.ROUTE;
            return new Lookup.Found(Destination.named(kind, route.get()));
        }
        if (relay.isPresent()) {
            return new Lookup.Found(Destination.named(Destination.Kind.RELAY, relay.get()));
        }
        return exchangers.of(domain, wantsProof);
    }
}
