package org.sealpost.gateway;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.MessageSource;
import org.sealpost.smtp.server.KnownClients;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.SmtpServer;

/** The listener for mail to the practices, where one is set. */
@Singleton
final class InboundListener {

    private static final Logger LOG = Logger.getLogger(InboundListener.class);

    /** Strangers, who may not keep the practices' own mail from its memory, however many they are. */
    private static final MessageSource CLIENTS = MessageSource.of("inbound");

    private final InboundSettings settings;
    private final Instance<InboundNextHops> nextHops;
    private final Instance<InboundGateway> gateway;
    private final MemoryBudget memory;
    private Optional<SmtpServer> server = Optional.empty();

    /** The parts are only made when there is a listener, and a setting that is wrong is told as any other. */
    InboundListener(
            InboundSettings settings,
            Instance<InboundNextHops> nextHops,
            Instance<InboundGateway> gateway,
            MemoryBudget memory) {
        this.settings = settings;
        this.nextHops = nextHops;
        this.gateway = gateway;
        this.memory = memory;
    }

    /** The port that it has, once started and if there is one. */
    OptionalInt port() {
        return server.isPresent() ? OptionalInt.of(server.get().port()) : OptionalInt.empty();
    }

    /**
     * Starts it.
     *
     * @param common what it shares with the other listener: certificate, limits, balancers
     * @throws ServerStartException in one sentence, when it cannot
     */
    void start(ServerSettings common) throws ServerStartException {
        if (settings.port().isEmpty()) {
            return;
        }
        SmtpServer starting = new SmtpServer(inbound(common), receiver(), memory, Optional.of(CLIENTS));
        starting.start();
        server = Optional.of(starting);
        LOG.infof("Taking mail to the practices on %s:%d.", settings.host(), starting.port());
    }

    private InboundGateway receiver() throws ServerStartException {
        try {
            if (nextHops.get().isEmpty()) {
                throw new ServerStartException(
                        "sealpost.inbound.port is set and sealpost.inbound.next-hop is not: say where the practice's"
                                + " mail server is.");
            }
            return gateway.get();
        } catch (IllegalArgumentException wrong) {
            throw new ServerStartException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private ServerSettings inbound(ServerSettings common) {
        return new ServerSettings(
                settings.host(),
                settings.port().orElseThrow(),
                OptionalInt.empty(),
                common.hostname(),
                common.tls(),
                common.message(),
                common.session(),
                common.timeouts(),
                new KnownClients(common.clients().balancers(), common.clients().normalized()));
    }

    /** Stops taking mail, and lets running transactions end for that long. */
    void stop(Duration grace) {
        server.ifPresent(running -> running.stop(grace));
    }
}
