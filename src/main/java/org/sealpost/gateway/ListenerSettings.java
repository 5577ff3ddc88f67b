package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sealpost.mail.HostName;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.practice.Network;
import org.sealpost.smtp.server.ClientTrust;
import org.sealpost.smtp.server.KnownClients;
import org.sealpost.smtp.server.MessageLimits;
import org.sealpost.smtp.server.SelfSignedCertificate;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.ServerTls;
import org.sealpost.smtp.server.SessionLimits;
import org.sealpost.smtp.server.Timeouts;

/** The receiving listener as the operator set it: the protocol's package knows no settings file. */
@Singleton
final class ListenerSettings {

    private final SmtpSettings settings;
    private final OwnHostname hostname;
    private final Path home;

    ListenerSettings(
            SmtpSettings settings,
            OwnHostname hostname,
            @ConfigProperty(name = "sealpost.home", defaultValue = "data") Path home) {
        this.settings = settings;
        this.hostname = hostname;
        this.home = home;
    }

    /**
     * Reads them, and makes a certificate when there is none.
     *
     * @throws ServerStartException when one makes no sense, in a sentence
     */
    ServerSettings read() throws ServerStartException, IOException {
        checkHostname();
        Optional<ClientTrust> clients = clientTrust();
        ServerTls tls = certificate(clients);
        try {
            return new ServerSettings(
                    settings.host(),
                    settings.port(),
                    settings.tlsPort(),
                    hostname.value(),
                    Optional.of(tls),
                    message(),
                    session(),
                    timeouts(),
                    new KnownClients(
                            networks("proxy-clients", settings.proxyClients()),
                            networks("normalize-clients", settings.normalizeClients()),
                            clients));
        } catch (IllegalArgumentException wrong) {
            throw new ServerStartException("sealpost.smtp: " + wrong.getMessage(), wrong);
        }
    }

    /** What is no name would be refused by each next hop, and every message would wait in vain. */
    private void checkHostname() throws ServerStartException {
        try {
            if (settings.hostname().isPresent()) {
                HostName.parse(settings.hostname().get());
            }
        } catch (InvalidMailboxException wrong) {
            throw new ServerStartException(
                    "sealpost.smtp.hostname: " + wrong.getMessage()
                            + ": write this server's name, such as gateway.practice.example.",
                    wrong);
        }
    }

    private MessageLimits message() {
        return new MessageLimits(
                settings.maxMessageSize().asLongValue(),
                (int) Math.min(settings.maxHeaderSize().asLongValue(), Integer.MAX_VALUE),
                settings.maxRecipients(),
                settings.maxReceived());
    }

    private SessionLimits session() {
        return new SessionLimits(
                settings.maxConnections(),
                settings.maxConnectionsPerClient(),
                settings.maxErrors(),
                settings.maxCommands());
    }

    private Timeouts timeouts() {
        return new Timeouts(
                settings.idleTimeout(),
                settings.commandTimeout(),
                settings.dataTimeout(),
                Timeouts.defaults().dataStart(),
                settings.minDataRate().asLongValue(),
                settings.handshakeTimeout());
    }

    private static Predicate<InetAddress> networks(String setting, Optional<List<String>> listed)
            throws ServerStartException {
        try {
            List<Network> networks = listed.orElse(List.of()).stream()
                    .map(String::strip)
                    .map(Network::parse)
                    .toList();
            return address -> networks.stream().anyMatch(network -> network.contains(address));
        } catch (IllegalArgumentException wrong) {
            throw new ServerStartException("sealpost.smtp." + setting + ": " + wrong.getMessage(), wrong);
        }
    }

    private Optional<ClientTrust> clientTrust() throws ServerStartException {
        return settings.tls().clientTrust().isEmpty()
                ? Optional.empty()
                : Optional.of(ClientTrust.load(settings.tls().clientTrust().get()));
    }

    private ServerTls certificate(Optional<ClientTrust> clients) throws ServerStartException, IOException {
        SmtpSettings.Tls tls = settings.tls();
        if (tls.certificate().isPresent() != tls.key().isPresent()) {
            throw new ServerStartException(
                    "sealpost.smtp.tls.certificate and sealpost.smtp.tls.key go together: set both, or neither.");
        }
        Path certificate = tls.certificate().orElse(home.resolve("smtp-certificate.pem"));
        Path key = tls.key().orElse(home.resolve("smtp-key.pem"));
        if (tls.certificate().isEmpty()) {
            SelfSignedCertificate.createIfMissing(certificate, key, hostname.value());
        }
        return ServerTls.load(certificate, key, clients);
    }
}
