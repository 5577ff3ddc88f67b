package org.sealpost.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sealpost.mail.HostName;
import org.sealpost.smtp.client.Approach;
import org.sealpost.smtp.client.ClientSettings;
import org.sealpost.smtp.client.ConnectionPool;
import org.sealpost.smtp.client.Identity;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.Peer;
import org.sealpost.smtp.client.RelayCredentials;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;
import org.sealpost.smtp.client.TlsTrust;

/** Connections to next hops, kept for reuse. The relay's credentials go to the relay only. */
@Singleton
public final class Connections {

    private final TlsPolicy policy;
    private final ConnectionPool toRelay;
    private final ConnectionPool toOthers;
    private final RestingDestinations resting;
    private final HostAddresses addresses;
    /** For each reply of the last server that there is before a transaction. */
    private final Duration patience;
    /** The same for one behind which there is another: whoever accepts connections and says nothing is passed over. */
    private final Duration haste;

    @Inject
    Connections(
            RelaySettings relay,
            DeliverySettings delivery,
            RestingDestinations resting,
            @ConfigProperty(name = "sealpost.smtp.hostname") Optional<String> hostname) {
        this(relay, delivery, resting, hostname, HostAddresses.ofTheMachine());
    }

    Connections(
            RelaySettings relay,
            DeliverySettings delivery,
            RestingDestinations resting,
            Optional<String> hostname,
            HostAddresses addresses) {
        this.resting = resting;
        this.addresses = addresses;
        this.patience = delivery.replyTimeout();
        this.haste = delivery.connectTimeout().compareTo(patience) < 0 ? delivery.connectTimeout() : patience;
        this.policy = TlsPolicy.parse(relay.tls());
        List<X509Certificate> anchors = relay.trust().map(Connections::anchors).orElse(List.of());
        ClientSettings settings = settings(delivery, HostName.of(hostname));
        this.toOthers = new ConnectionPool(settings.withTrust(TlsTrust.ofTheJdkAnd(anchors)));
        TlsTrust ofRelay = anchors.isEmpty() ? TlsTrust.ofTheJdk() : TlsTrust.of(anchors);
        this.toRelay = new ConnectionPool(withCredentials(settings.withTrust(ofRelay), relay));
    }

    /**
     * Tries the settings without connecting to anything.
     *
     * @throws IllegalArgumentException in one sentence, when one is wrong
     */
    public static void check(RelaySettings relay, DeliverySettings delivery) {
        new Connections(relay, delivery, new RestingDestinations(delivery), Optional.of("localhost")).close();
        relay.host().ifPresent(host -> new NextHop(host, relay.port()));
        NameServers.validating(delivery);
        new Internet(delivery);
        new ExchangerIdentity(delivery);
    }

    /** What the operator demands of every connection to such a next hop, whatever is decided. */
    public TlsLevel least(Destination.Kind kind) {
        return policy.least(kind);
    }

    /**
     * A connection to the first of the servers, at the first of its addresses, that answers and has what is wanted. One
     * that rests is passed over, and none but the last is waited for as long as RFC 5321 allows a server to be silent.
     *
     * @param level what it must at least be
     * @param wanted what decisions may rest on: servers that lack it are passed over as long as there is another. When
     *     no server has it, it is the first that answered
     * @param tried is told each server before it is connected to
     * @throws SmtpFailure.Unproven when every server answered and none can be what the level demands
     * @throws SmtpFailure.Unreachable when one that might have what is wanted does not answer now, or none answers
     */
    public SmtpConnection take(Destination destination, TlsLevel level, Wanted wanted, Consumer<Peer> tried)
            throws SmtpFailure {
        ServersInTurn search = new ServersInTurn(wanted, one -> giveBack(destination, one, level));
        for (Peer server : destination.peers()) {
            Optional<SmtpConnection> found = pool(destination)
                    .takeKept(server, level, wanted::isMetBy)
                    .filter(search::isEndedBy)
                    .or(() -> search(destination, server, level, wanted, tried, search));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return search.best();
    }

    /** Asks one server at each of its addresses for what is wanted. */
    private Optional<SmtpConnection> search(
            Destination destination,
            Peer server,
            TlsLevel level,
            Wanted wanted,
            Consumer<Peer> tried,
            ServersInTurn search) {
        Peer asked = server;
        try {
            boolean lastServer = server.equals(destination.peers().getLast());
            List<Peer> peers = addressed(server, tried);
            for (Peer peer : peers) {
                asked = peer;
                boolean last = lastServer && peer.equals(peers.getLast());
                Approach approach = new Approach(level, last ? patience : haste, wanted == Wanted.NOTHING);
                try {
                    SmtpConnection connection = take(destination, server, peer, approach, tried);
                    if (search.isEndedBy(connection)) {
                        return Optional.of(connection);
                    }
                } catch (SmtpFailure.CredentialsRefused refused) {
                    throw refused;
                } catch (SmtpFailure failure) {
                    search.failed(peer, failure);
                }
            }
        } catch (SmtpFailure failure) {
            search.failed(asked, failure);
        }
        return Optional.empty();
    }

    private SmtpConnection take(
            Destination destination, Peer server, Peer peer, Approach approach, Consumer<Peer> tried)
            throws SmtpFailure {
        Optional<SmtpConnection> kept = pool(destination).takeKept(peer, approach.level());
        if (kept.isPresent()) {
            return kept.get();
        }
        if (resting.rests(peer)) {
            throw leftAlone(peer);
        }
        tried.accept(peer);
        return open(destination, server, peer, approach);
    }

    /** @param server whose address the peer is, or the peer itself */
    private SmtpConnection open(Destination destination, Peer server, Peer peer, Approach approach) throws SmtpFailure {
        try {
            SmtpConnection connection = pool(destination).takeNew(peer, approach);
            resting.answered(peer);
            resting.answered(server);
            return connection;
        } catch (SmtpFailure.CredentialsRefused refused) {
            // The address is alive; what is wrong is wrong at each of them.
            resting.answered(peer);
            resting.failed(server);
            throw refused;
        } catch (SmtpFailure.Unreachable silent) {
            resting.failed(peer);
            throw silent;
        } catch (SmtpFailure answer) {
            resting.answered(peer);
            throw answer;
        }
    }

    /**
     * A kept connection to the server that would be tried first, if there is one that has what is wanted, or no other machine
     * that might.
     *
     * @param wanted as for {@link #take}
     */
    public Optional<SmtpConnection> takeKept(Destination destination, TlsLevel level, Wanted wanted) {
        Peer first = destination.peers().getFirst();
        boolean alone = destination.peers().size() == 1 && first.address().isPresent();
        return alone
                ? pool(destination).takeKept(first, level)
                : pool(destination).takeKept(first, level, wanted::isMetBy);
    }

    /**
     * A new connection to that server, at the first of its addresses that does not rest, answers and proves enough.
     *
     * @throws SmtpFailure what the last of the addresses came to
     */
    public SmtpConnection takeNew(Destination destination, NextHop server, TlsLevel level) throws SmtpFailure {
        List<Peer> peers = destination.peers().stream()
                .filter(peer -> peer.nextHop().equals(server))
                .toList();
        return takeNew(destination, peers, level, Optional.empty());
    }

    /**
     * A new connection in place of a kept one that turned out to be stale: to the same machine, or else to another address
     * of its host as {@link #takeNew} does.
     *
     * @throws SmtpFailure what the last of the addresses came to
     */
    public SmtpConnection replace(Destination destination, SmtpConnection stale, TlsLevel level) throws SmtpFailure {
        Peer same = stale.peer();
        List<Peer> servers = destination.peers().stream()
                .filter(peer -> peer.nextHop().equals(same.nextHop()))
                .toList();
        Peer server = servers.stream()
                .filter(one -> one.address().isEmpty())
                .findFirst()
                .orElse(same);
        boolean alone = servers.equals(List.of(same));
        try {
            return open(destination, server, same, new Approach(level, alone ? patience : haste, false));
        } catch (SmtpFailure.CredentialsRefused refused) {
            throw refused;
        } catch (SmtpFailure failure) {
            return takeNew(destination, servers, level, Optional.of(new Tried(same, failure)));
        }
    }

    private record Tried(Peer peer, SmtpFailure failure) {}

    private SmtpConnection takeNew(Destination destination, List<Peer> servers, TlsLevel level, Optional<Tried> before)
            throws SmtpFailure {
        Optional<SmtpFailure> last = before.map(Tried::failure);
        for (Peer server : servers) {
            for (Iterator<Peer> peers = addressed(server, peer -> {}).iterator(); peers.hasNext(); ) {
                Peer peer = peers.next();
                if (before.isPresent() && before.get().peer().equals(peer)) {
                    continue;
                }
                if (resting.rests(peer)) {
                    last = last.or(() -> Optional.of(leftAlone(peer)));
                    continue;
                }
                boolean more = peers.hasNext() || !server.equals(servers.getLast());
                try {
                    return open(destination, server, peer, new Approach(level, more ? haste : patience, false));
                } catch (SmtpFailure.CredentialsRefused refused) {
                    throw refused;
                } catch (SmtpFailure failure) {
                    last = Optional.of(failure);
                }
            }
        }
        throw last.orElseThrow();
    }

    /**
     * Each address of a server that the operator named as one to try: what answers at the first may be a machine that is
     * busy or set up wrongly (RFC 5321 section 5.1). The resolver is asked only when its turn has come, and not about a
     * host that rests.
     *
     * @param tried is told the host before it is looked up
     * @throws SmtpFailure.Unreachable when it rests or has no address now
     */
    private List<Peer> addressed(Peer server, Consumer<Peer> tried) throws SmtpFailure.Unreachable {
        boolean named = server.address().isEmpty() && server.identity() instanceof Identity.OwnName;
        if (!named) {
            return List.of(server);
        }
        if (resting.rests(server)) {
            throw leftAlone(server);
        }
        tried.accept(server);
        List<Peer> all =
                addresses.of(server.nextHop().host()).stream().map(server::at).toList();
        if (all.isEmpty()) {
            resting.failed(server);
            throw new SmtpFailure.Unreachable(
                    "no connection to " + server.nextHop() + ": the host's name has no address");
        }
        return all;
    }

    private static SmtpFailure.Unreachable leftAlone(Peer peer) {
        return new SmtpFailure.Unreachable(peer.nextHop() + " has not answered lately and is left alone a while");
    }

    /** Takes a connection back when its transaction is over. */
    public void giveBack(Destination destination, SmtpConnection connection, TlsLevel level) {
        pool(destination).giveBack(connection, level);
    }

    @PreDestroy
    void close() {
        toRelay.close();
        toOthers.close();
    }

    private ConnectionPool pool(Destination destination) {
        return destination.kind() == Destination.Kind.RELAY ? toRelay : toOthers;
    }

    private static ClientSettings settings(DeliverySettings delivery, String hostname) {
        ClientSettings defaults = ClientSettings.defaults(hostname);
        return new ClientSettings(
                hostname,
                delivery.connectTimeout(),
                delivery.replyTimeout(),
                defaults.finalReplyTimeout(),
                defaults.bodyTimeout(),
                Optional.empty(),
                defaults.trust());
    }

    private static ClientSettings withCredentials(ClientSettings settings, RelaySettings relay) {
        if (relay.username().isEmpty() != relay.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "sealpost.relay.username and sealpost.relay.password go together: set both, or neither.");
        }
        return relay.username().isEmpty()
                ? settings
                : settings.withCredentials(new RelayCredentials(
                        relay.username().orElseThrow(), relay.password().orElseThrow()));
    }

    private static List<X509Certificate> anchors(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> anchors = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (anchors.isEmpty()) {
                throw new CertificateException("no certificate");
            }
            return anchors;
        } catch (IOException | CertificateException unusable) {
            throw new IllegalArgumentException(
                    "sealpost.relay.trust (" + pem + ") holds no certificates in PEM: correct it.", unusable);
        }
    }
}
