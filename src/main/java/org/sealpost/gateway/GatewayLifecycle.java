package org.sealpost.gateway;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.sealpost.delivery.DeliveryWorker;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.seal.KeyCheck;
import org.sealpost.seal.SealException;
import org.sealpost.smtp.server.MessageLimits;
import org.sealpost.smtp.server.ServerSettings;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.SmtpServer;

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
    private final NamesInForce names;
    private final KeptDecisions kept;
    private final Inspections inspections;
    private final MalwareScan malware;
    private final DeliveryWorker worker;
    private final UnderWay underWay;
    private final SmtpGateway gateway;
    private final MemoryBudget memory;
    private final ListenerSettings listener;
    private final InboundListener inbound;
    private Optional<SmtpServer> server = Optional.empty();
    private volatile boolean taking;

    GatewayLifecycle(
            SmtpSettings settings,
            KeyCheck keys,
            RulesInForce rules,
            NamesInForce names,
            KeptDecisions kept,
            Inspections inspections,
            MalwareScan malware,
            DeliveryWorker worker,
            UnderWay underWay,
            SmtpGateway gateway,
            MemoryBudget memory,
            ListenerSettings listener,
            InboundListener inbound) {
        this.settings = settings;
        this.keys = keys;
        this.rules = rules;
        this.names = names;
        this.kept = kept;
        this.inspections = inspections;
        this.malware = malware;
        this.worker = worker;
        this.underWay = underWay;
        this.gateway = gateway;
        this.memory = memory;
        this.listener = listener;
        this.inbound = inbound;
    }

    /** The port of the listener, for tests and for the demo, which take any free one. */
    public int port() {
        return server.orElseThrow().port();
    }

    /** The port of the listener for mail to the practices, if there is one. */
    public OptionalInt inboundPort() {
        return inbound.port();
    }

    /** Whether mail is taken now. */
    boolean isTakingMail() {
        return taking;
    }

    void start(@Observes @Priority(AFTER_AUDIT) StartupEvent event) {
        try {
            keys.verify();
            rules.start();
            names.start();
            kept.start();
            malware.start();
            inspections.start();
            ServerSettings read = fitting(listener.read());
            SmtpServer starting = new SmtpServer(read, gateway, memory);
            starting.start();
            server = Optional.of(starting);
            inbound.start(read);
            worker.start();
            taking = true;
            LOG.infof("Taking mail on %s:%d.", settings.host(), starting.port());
        } catch (SealException | StartRefusedException | ServerStartException refused) {
            throw refused("sealpost: " + refused.getMessage());
        } catch (IOException | SQLException failure) {
            throw refused("sealpost: The start failed (" + failure.getMessage() + "): mend that and start again.");
        }
    }

    private ServerSettings fitting(ServerSettings read) throws ServerStartException {
        try {
            MessageLimits limits = read.message().within(memory);
            if (limits.maxSize() < read.message().maxSize()) {
                LOG.warnf(
                        "Messages over %d octets are refused, though sealpost.smtp.max-message-size is %d: the memory for"
                                + " messages holds no larger ones. Give the program more heap, or set"
                                + " sealpost.smtp.memory.",
                        limits.maxSize(), read.message().maxSize());
            }
            return read.withMessage(limits);
        } catch (IllegalArgumentException noRoom) {
            throw new ServerStartException(
                    "The memory for messages is too small for any: set sealpost.smtp.memory higher.", noRoom);
        }
    }

    /** Quarkus takes the exception for an order to wait quietly: the line and the end have to be asked for. */
    private static PreventFurtherStepsException refused(String sentence) {
        System.err.println(sentence);
        Quarkus.asyncExit(1);
        return new PreventFurtherStepsException(sentence, 1);
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration until(Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** What clients were answered for from the queue, and ends of the worker's attempts. */
    private void awaitUnderWay(Duration left) {
        try {
            underWay.stop(left);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes @Priority(BEFORE_AUDIT) ShutdownEvent event) {
        taking = false;
        // One time for all of it, as whoever sent the signal has one: the queue's attempts end while clients do.
        Instant end = Instant.now().plus(settings.stopTimeout());
        worker.takeNoMore();
        Thread closing = Thread.ofVirtual().start(() -> inbound.stop(settings.stopTimeout()));
        server.ifPresent(running -> running.stop(settings.stopTimeout()));
        awaitEnd(closing);
        worker.stop(until(end));
        awaitUnderWay(until(end));
        rules.stop();
        names.stop();
        kept.stop();
    }
}
