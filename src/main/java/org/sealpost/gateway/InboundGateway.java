package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sealpost.delivery.Destination;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.practice.Network;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.practice.PracticeSettings;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Begin;
import org.sealpost.smtp.server.Client;
import org.sealpost.smtp.server.MailParameters;
import org.sealpost.smtp.server.MailReceiver;

/** Where the inbound listener hands mail over: from the practice's edge, or from anyone, to the practices and nobody else. */
@Singleton
final class InboundGateway implements MailReceiver {

    private static final Reply STRANGER =
            Reply.of(550, "5.7.1", "Mail comes here by the practice's own mail exchanger: send it there");

    private final Optional<List<Network>> trustedClients;
    private final PracticeDirectory practices;
    private final InboundNextHops nextHops;
    private final InboundDelivery delivery;
    private final InboundPath path;

    /** @throws IllegalArgumentException in one sentence, when a setting is wrong */
    InboundGateway(
            InboundSettings settings,
            PracticeDirectory practices,
            InboundNextHops nextHops,
            InboundDelivery delivery,
            InboundPath path) {
        this.trustedClients = settings.trustedClients()
                .map(all -> all.stream().map(InboundGateway::network).toList());
        this.practices = practices;
        this.nextHops = nextHops;
        this.delivery = delivery;
        this.path = path;
    }

    private static Network network(String text) {
        try {
            return Network.parse(text.strip());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("sealpost.inbound.trusted-clients: " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public Begin begin(Client client, ReversePath from, MailParameters parameters) {
        if (trustedClients.isPresent() && !isTrusted(client)) {
            return new Begin.Accepted(new RefusedTransaction(STRANGER));
        }
        return new Begin.Accepted(new InboundTransaction(this, path, client, from, parameters));
    }

    /** Whether it is the practice's edge, whose word counts. */
    boolean isTrusted(Client client) {
        return trustedClients
                .map(all -> all.stream().anyMatch(network -> network.contains(client.address())))
                .orElse(false);
    }

    /** Whose mail it is: only a domain that a practice has as its own is taken, so that this relays for nobody. */
    Optional<PracticeId> owner(Mailbox recipient) {
        return practices.ofDomain(recipient.domain());
    }

    /** Whom mail to {@code <postmaster>} is for; nothing where nobody can tell of which practice. */
    Optional<Mailbox> postmaster() {
        return postmaster(practices.all());
    }

    /** Of the one practice that mail is taken for: of its domains, which its server has all, the first by name. */
    static Optional<Mailbox> postmaster(List<PracticeSettings> practices) {
        List<PracticeSettings> taken =
                practices.stream().filter(one -> !one.domains().isEmpty()).toList();
        return taken.size() == 1
                ? taken.getFirst().domains().stream()
                        .min(Comparator.comparing(Domain::name))
                        .map(domain -> new Mailbox("postmaster", domain))
                : Optional.empty();
    }

    /** What the practice's own server says of a recipient, so that its answer is the sender's, and no bounce is written. */
    Reply ask(PracticeId practice, ReversePath from, Mailbox recipient) {
        Optional<Destination> destination = nextHops.of(practice);
        return destination
                .map(there -> delivery.ask(there, from, recipient))
                .orElseGet(() -> Reply.of(451, "4.3.5", "This practice's mail server is not set yet, try again later"));
    }
}
