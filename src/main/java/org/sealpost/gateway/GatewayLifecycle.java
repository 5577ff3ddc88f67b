package org.sealpost.gateway;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.sealpost.delivery.DeliveryWorker;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.seal.KeyCheck;
import org.sealpost.seal.SealException;
import org.sealpost.smtp.server.MessageLimits;
import org.sealpost.smtp.server.SelfSignedCertificate;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.ServerTls;
import org.sealpost.smtp.server.SessionLimits;
import org.sealpost.smtp.server.SmtpServer;
import org.sealpost.smtp.server.Timeouts;

/**
 * Start and stop, in the order that loses nothing: keys and rules are checked before the first connection is taken, and
 * the listener is closed before the queue's worker and the audit end.
 */
@Singleton
public final class GatewayLifecycle {

    private static final Logger LOG = Logger.getLogger(GatewayLifecycle.class);
    private static final int AFTER_AUDIT = 2_500;
    private static final int BEFORE_AUDIT = 1_000;

    private final SmtpSettings settings;
    private final KeyCheck keys;
    private final RulesInForce rules;
    private final DeliveryWorker worker;
    private final SmtpGateway gateway;
    private final MemoryBudget memory;
    private final OwnHostname hostname;
    private final Path home;
    private Optional<SmtpServer> server = Optional.empty();

    GatewayLifecycle(
            SmtpSettings settings,
            KeyCheck keys,
            RulesInForce rules,
            DeliveryWorker worker,
            SmtpGateway gateway,
            MemoryBudget memory,
            OwnHostname hostname,
            @ConfigProperty(name = "sealpost.home", defaultValue = "data") Path home) {
        this.settings = settings;
        this.keys = keys;
        this.rules = rules;
        this.worker = worker;
        this.gateway = gateway;
        this.memory = memory;
        this.hostname = hostname;
        this.home = home;
    }

    /** The port of the listener, for tests and for the demo, which take any free one. */
    public int port() {
        return server.orElseThrow().port();
    }

    void start(@Observes @Priority(AFTER_AUDIT) StartupEvent event) {
        try {
            keys.verify();
            rules.start();
            SmtpServer starting = new SmtpServer(serverSettings(), gateway, memory);
            starting.start();
            server = Optional.of(starting);
            worker.start();
            LOG.infof("Taking mail on %s:%d.", settings.host(), starting.port());
        } catch (SealException | StartRefusedException | ServerStartException refused) {
            throw refused("sealpost: " + refused.getMessage());
        } catch (IOException | SQLException failure) {
            throw refused("sealpost: The start failed (" + failure.getMessage() + "): mend that and start again.");
        }
    }

    /** Quarkus takes the exception for an order to wait quietly: the line and the end have to be asked for. */
    private static PreventFurtherStepsException refused(String sentence) {
        System.err.println(sentence);
        Quarkus.asyncExit(1);
        return new PreventFurtherStepsException(sentence, 1);
    }

    void stop(@Observes @Priority(BEFORE_AUDIT) ShutdownEvent event) {
        server.ifPresent(running -> running.stop(settings.stopTimeout()));
        worker.stop(settings.stopTimeout());
        rules.stop();
    }

    private ServerSettings serverSettings() throws ServerStartException, IOException {
        SessionLimits session = SessionLimits.defaults();
        return new ServerSettings(
                settings.host(),
                settings.port(),
                settings.tlsPort(),
                hostname.value(),
                Optional.of(certificate()),
                MessageLimits.defaults()
                        .withMaxSize(settings.maxMessageSize().asLongValue())
                        .withMaxRecipients(settings.maxRecipients()),
                new SessionLimits(
                        settings.maxConnections(),
                        settings.maxConnectionsPerClient(),
                        session.maxErrors(),
                        session.maxIdleCommands()),
                Timeouts.defaults().withIdle(settings.idleTimeout()));
    }

    private ServerTls certificate() throws ServerStartException, IOException {
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
        return ServerTls.load(certificate, key);
    }
}
