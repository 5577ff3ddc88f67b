package org.sealpost.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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

    Connections(
            RelaySettings relay,
            DeliverySettings delivery,
            @ConfigProperty(name = "sealpost.smtp.hostname") Optional<String> hostname) {
        this.policy = TlsPolicy.parse(relay.tls());
        ClientSettings settings = settings(relay, delivery, hostname.orElseGet(HostName::own));
        this.toOthers = new ConnectionPool(settings);
        this.toRelay = new ConnectionPool(withCredentials(settings, relay));
    }

    /**
     * Tries the settings without connecting to anything.
     *
     * @throws IllegalArgumentException in one sentence, when one is wrong
     */
    public static void check(RelaySettings relay, DeliverySettings delivery) {
        new Connections(relay, delivery, Optional.of("localhost")).close();
        relay.host().ifPresent(host -> new NextHop(host, relay.port()));
        NameServers.validating(delivery);
        new Internet(delivery);
    }

    /** What the operator demands of every connection to such a next hop, whatever is decided. */
    public TlsLevel least(Destination.Kind kind) {
        return policy.least(kind);
    }

    /**
     * A connection to the first of the servers that answers and proves what is wanted.
     *
     * @param level what it must at least be
     * @param wantsProof whether a decision may rest on proven TLS: then servers that prove nothing are passed over as long
     *     as there is another. When no server proves it, it is the first that answered
     * @throws SmtpFailure.Unproven when every server answered and none can be what the level demands
     * @throws SmtpFailure.Unreachable when one that might prove it does not answer now, or none answers
     */
    public SmtpConnection take(Destination destination, TlsLevel level, boolean wantsProof) throws SmtpFailure {
        Optional<SmtpConnection> second = Optional.empty();
        Optional<SmtpFailure> unreachable = Optional.empty();
        Optional<SmtpFailure> unproven = Optional.empty();
        for (Peer peer : destination.peers()) {
            try {
                SmtpConnection connection = pool(destination).take(peer, level);
                if (!wantsProof || connection.tls().isVerified()) {
                    second.ifPresent(one -> giveBack(destination, one, level));
                    return connection;
                }
                if (second.isPresent()) {
                    giveBack(destination, connection, level);
                } else {
                    second = Optional.of(connection);
                }
            } catch (SmtpFailure.Unproven failure) {
                unproven = unproven.isPresent() ? unproven : Optional.of(failure);
            } catch (SmtpFailure failure) {
                unreachable = Optional.of(failure);
            }
        }
        if (second.isPresent() && unreachable.isEmpty()) {
            return second.get();
        }
        second.ifPresent(one -> giveBack(destination, one, level));
        // Temporary is not infeasible: whoever did not answer might prove it.
        throw unreachable.isPresent() ? unreachable.get() : unproven.orElseThrow();
    }

    /**
     * A kept connection to the server that would be tried first, if there is one.
     *
     * @param wantsProof as for {@link #take}
     */
    public Optional<SmtpConnection> takeKept(Destination destination, TlsLevel level, boolean wantsProof) {
        Optional<SmtpConnection> kept =
                pool(destination).takeKept(destination.peers().getFirst(), level);
        boolean another = destination.peers().size() > 1;
        if (kept.isPresent() && wantsProof && another && !kept.get().tls().isVerified()) {
            giveBack(destination, kept.get(), level);
            return Optional.empty();
        }
        return kept;
    }

    /** A new connection to that server, for when a kept one turned out to be stale. */
    public SmtpConnection takeNew(Destination destination, Peer peer, TlsLevel level) throws SmtpFailure {
        return pool(destination).takeNew(peer, level);
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

    private static ClientSettings settings(RelaySettings relay, DeliverySettings delivery, String hostname) {
        ClientSettings defaults = ClientSettings.defaults(hostname);
        TlsTrust trust = relay.trust().map(Connections::trust).orElseGet(TlsTrust::ofTheJdk);
        return new ClientSettings(
                hostname,
                delivery.connectTimeout(),
                delivery.replyTimeout(),
                defaults.finalReplyTimeout(),
                defaults.bodyTimeout(),
                Optional.empty(),
                trust);
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

    private static TlsTrust trust(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> anchors = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (anchors.isEmpty()) {
                throw new CertificateException("no certificate");
            }
            return TlsTrust.of(anchors);
        } catch (IOException | CertificateException unusable) {
            throw new IllegalArgumentException(
                    "sealpost.relay.trust (" + pem + ") holds no certificates in PEM: correct it.", unusable);
        }
    }
}
