package org.sealpost.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sealpost.mail.HostName;
import org.sealpost.smtp.client.Approach;
import org.sealpost.smtp.client.ClientSettings;
import org.sealpost.smtp.client.ConnectionPool;
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
        Optional<SmtpConnection> second = Optional.empty();
        Optional<SmtpFailure.Unproven> unproven = Optional.empty();
        Map<Peer, SmtpFailure> silent = new LinkedHashMap<>();
        Set<NextHop> answered = new HashSet<>();
        List<Peer> peers = addressed(destination.peers());
        for (Peer peer : peers) {
            try {
                boolean last = peer.equals(peers.getLast());
                SmtpConnection connection = take(destination, peer, level, wanted, last, tried);
                answered.add(peer.nextHop());
                if (wanted.isMetBy(connection)) {
                    second.ifPresent(one -> giveBack(destination, one, level));
                    return connection;
                }
                if (second.isPresent()) {
                    giveBack(destination, connection, level);
                } else {
                    second = Optional.of(connection);
                }
            } catch (SmtpFailure.Unproven failure) {
                answered.add(peer.nextHop());
                boolean better = unproven.isEmpty() || (!unproven.get().offersTls() && failure.offersTls());
                unproven = better ? Optional.of(failure) : unproven;
            } catch (SmtpFailure failure) {
                silent.put(peer, failure);
            }
        }
        // Temporary is not infeasible: whoever did not answer might have it. A host that answered at another of its
        // addresses has said what it has.
        Optional<SmtpFailure> awaited = silent.entrySet().stream()
                .filter(one -> wanted.isPossibleAt(one.getKey())
                        && !answered.contains(one.getKey().nextHop()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (second.isPresent() && awaited.isEmpty()) {
            return second.get();
        }
        second.ifPresent(one -> giveBack(destination, one, level));
        if (awaited.isPresent()) {
            throw awaited.get();
        }
        if (unproven.isPresent()) {
            throw unproven.get();
        }
        throw silent.values().iterator().next();
    }

    private SmtpConnection take(
            Destination destination, Peer peer, TlsLevel level, Wanted wanted, boolean last, Consumer<Peer> tried)
            throws SmtpFailure {
        Optional<SmtpConnection> kept = pool(destination).takeKept(peer, level);
        return kept.isPresent() ? kept.get() : takeNew(destination, peer, level, wanted, last, tried);
    }

    private SmtpConnection takeNew(
            Destination destination, Peer peer, TlsLevel level, Wanted wanted, boolean last, Consumer<Peer> tried)
            throws SmtpFailure {
        if (resting.rests(peer)) {
            throw new SmtpFailure.Unreachable(peer.nextHop() + " has not answered lately and is left alone a while");
        }
        tried.accept(peer);
        try {
            SmtpConnection connection = pool(destination)
                    .takeNew(peer, new Approach(level, last ? patience : haste, wanted == Wanted.NOTHING));
            resting.answered(peer);
            return connection;
        } catch (SmtpFailure.Unreachable silent) {
            resting.failed(peer);
            throw silent;
        } catch (SmtpFailure answer) {
            resting.answered(peer);
            throw answer;
        }
    }

    /**
     * A kept connection to the server that would be tried first, if there is one.
     *
     * @param wanted as for {@link #take}
     */
    public Optional<SmtpConnection> takeKept(Destination destination, TlsLevel level, Wanted wanted) {
        Optional<SmtpConnection> kept =
                pool(destination).takeKept(destination.peers().getFirst(), level);
        boolean another = destination.peers().size() > 1;
        if (kept.isPresent() && another && !wanted.isMetBy(kept.get())) {
            giveBack(destination, kept.get(), level);
            return Optional.empty();
        }
        return kept;
    }

    /**
     * A new connection to that server, at the first of its addresses that answers and proves enough, for when a kept one
     * turned out to be stale.
     *
     * @throws SmtpFailure what the last of the addresses came to
     */
    public SmtpConnection takeNew(Destination destination, NextHop server, TlsLevel level) throws SmtpFailure {
        Iterator<Peer> peers = addressed(destination.peers().stream()
                        .filter(peer -> peer.nextHop().equals(server))
                        .toList())
                .iterator();
        while (true) {
            Peer peer = peers.next();
            Approach approach = new Approach(level, peers.hasNext() ? haste : patience, false);
            try {
                return pool(destination).takeNew(peer, approach);
            } catch (SmtpFailure failure) {
                if (!peers.hasNext()) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Each address of each server as one to try: what answers at the first may be a machine that is busy or set up wrongly
     * (RFC 5321 section 5.1).
     */
    private List<Peer> addressed(List<Peer> servers) {
        return servers.stream()
                .flatMap(server -> server.address().isPresent() ? Stream.of(server) : addressed(server))
                .toList();
    }

    private Stream<Peer> addressed(Peer named) {
        List<InetAddress> all = addresses.of(named.nextHop().host());
        // Without one, connecting says so.
        return all.isEmpty() ? Stream.of(named) : all.stream().map(named::at);
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
