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
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sealpost.smtp.client.ClientSettings;
import org.sealpost.smtp.client.ConnectionPool;
import org.sealpost.smtp.client.NextHop;
import org.sealpost.smtp.client.RelayCredentials;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.SmtpFailure;
import org.sealpost.smtp.client.TlsLevel;
import org.sealpost.smtp.client.TlsTrust;

/** Connections to next hops, kept for reuse. The relay's credentials go to the relay only. */
@Singleton
public final class Connections {

    private final TlsLevel least;
    private final ConnectionPool toRelay;
    private final ConnectionPool toOthers;

    Connections(
            RelaySettings relay,
            DeliverySettings delivery,
            @ConfigProperty(name = "sealpost.smtp.hostname") Optional<String> hostname) {
        this.least = level(relay.tls());
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
    }

    /** What the operator demands of every connection, whatever is decided. */
    public TlsLevel least() {
        return least;
    }

    /**
     * A connection to the first of the hops that answers.
     *
     * @throws SmtpFailure.Unproven when one answered and cannot be what the level demands
     * @throws SmtpFailure.Unreachable when none answers
     */
    public SmtpConnection take(Destination destination, TlsLevel level) throws SmtpFailure {
        SmtpFailure.Unreachable last = null;
        for (NextHop hop : destination.hops()) {
            try {
                return pool(destination).take(hop, level);
            } catch (SmtpFailure.Unreachable unreachable) {
                last = unreachable;
            }
        }
        throw last == null ? new SmtpFailure.Unreachable("there is no next hop") : last;
    }

    /** A kept connection to the hop that would be tried first, if there is one. */
    public Optional<SmtpConnection> takeKept(Destination destination, TlsLevel level) {
        return pool(destination).takeKept(destination.first(), level);
    }

    /** A new connection to that hop, for when a kept one turned out to be stale. */
    public SmtpConnection takeNew(Destination destination, NextHop hop, TlsLevel level) throws SmtpFailure {
        return pool(destination).takeNew(hop, level);
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

    private static TlsLevel level(String setting) {
        return switch (setting.strip().toLowerCase(Locale.ROOT)) {
            case "none" -> TlsLevel.NONE;
            case "opportunistic" -> TlsLevel.OPPORTUNISTIC;
            case "required" -> TlsLevel.REQUIRED;
            case "verified" -> TlsLevel.VERIFIED;
            case "dane", "mta-sts" ->
                throw new IllegalArgumentException(
                        "This version has no DANE and no MTA-STS: set sealpost.relay.tls to verified, or to a weaker level.");
            default ->
                throw new IllegalArgumentException(
                        "sealpost.relay.tls is none of none, opportunistic, required and verified: correct it.");
        };
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
