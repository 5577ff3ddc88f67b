package org.sealpost.smtp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.mail.MessageSource;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.server.Connections.Connection;

/** An SMTP server: one listener, or two with implicit TLS, and a virtual thread for each connection. */
public final class SmtpServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SmtpServer.class);

    /** For a 421 to those who do not end in time. */
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final ServerSettings settings;
    private final MailReceiver receiver;
    private final IncomingRoom room;
    private final Connections connections;
    private final List<Listener> listeners = new ArrayList<>();
    private Optional<ScheduledExecutorService> sweeper = Optional.empty();

    /** @param memory what all messages in flight share */
    public SmtpServer(ServerSettings settings, MailReceiver receiver, MemoryBudget memory) {
        this(settings, receiver, memory, Optional.empty());
    }

    /**
     * @param memory what all messages in flight share
     * @param clients the source of which each client of this server is a part, where together they may not have all of it
     */
    public SmtpServer(
            ServerSettings settings, MailReceiver receiver, MemoryBudget memory, Optional<MessageSource> clients) {
        this.settings = settings;
        this.receiver = receiver;
        this.room = new IncomingRoom(memory, clients);
        this.connections = new Connections(settings.session(), receiver::mayRelay);
    }

    /**
     * Opens the listeners. A server starts once.
     *
     * @throws ServerStartException when a port cannot be had, in one sentence
     */
    public synchronized void start() throws ServerStartException {
        try {
            listeners.add(Listener.open(settings.host(), settings.port()));
            if (settings.tlsPort().isPresent()) {
                listeners.add(Listener.open(settings.host(), settings.tlsPort().getAsInt()));
            }
        } catch (ServerStartException failed) {
            listeners.forEach(Listener::close);
            throw failed;
        }
        for (int i = 0; i < listeners.size(); i++) {
            boolean implicitTls = i > 0;
            listeners.get(i).start(socket -> take(socket, implicitTls));
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("smtp-sweeper").factory());
        // One look a second at all connections is cheaper than a timer for each wait of each.
        thread.scheduleWithFixedDelay(this::closeOverdue, 1, 1, TimeUnit.SECONDS);
        sweeper = Optional.of(thread);
    }

    /** The port that the listener has, once started. */
    public synchronized int port() {
        return listeners.getFirst().port();
    }

    /** The port of the listener with implicit TLS, if there is one. */
    public synchronized OptionalInt tlsPort() {
        return listeners.size() > 1 ? OptionalInt.of(listeners.getLast().port()) : OptionalInt.empty();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return connections.all().size();
    }

    /**
     * Takes no more connections, sends idle clients away with 421 4.3.2, lets running transactions end for that long, then
     * says 421 4.3.2 to those that are still sending and closes what is left.
     */
    public synchronized void stop(Duration grace) {
        listeners.forEach(Listener::close);
        connections.stop();
        for (Connection connection : connections.all()) {
            // A client that does not read must not hold up the others.
            Thread.ofVirtual().start(connection.session()::dismissIfResting);
        }
        try {
            if (!connections.awaitNone(grace.toNanos())) {
                LOG.warnf("Closing %d SMTP connections that did not end in time", openConnections());
                sayLastWord(grace);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        connections.all().forEach(connection -> connection.wire().closeNow());
        sweeper.ifPresent(ScheduledExecutorService::shutdownNow);
    }

    /**
     * Who is still sending is told to come again, and who waits for a reply has a moment more, unless it ends at once.
     */
    private void sayLastWord(Duration grace) throws InterruptedException {
        if (!grace.isZero()) {
            connections.all().forEach(connection -> connection.wire().endRead());
            connections.awaitNone(LAST_WORD.toNanos());
        }
    }

    /** Stops at once. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private void take(Socket socket, boolean implicitTls) {
        try {
            // Replies are small and waited for: they must not wait for each other.
            socket.setTcpNoDelay(true);
            Wire wire = new Wire(socket, settings.timeouts());
            Session session = new Session(wire, settings, receiver, room, implicitTls, connections::stopping);
            Connection connection = new Connection(wire, session);
            Optional<Reply> refusal = connections.enter(connection);
            try {
                Thread.ofVirtual().name("smtp-" + socket.getPort()).start(() -> {
                    if (refusal.isPresent()) {
                        turnAway(wire, refusal.get(), implicitTls);
                    } else {
                        serve(connection, implicitTls);
                    }
                });
            } catch (RuntimeException | Error noThread) {
                connections.leave(connection);
                throw noThread;
            }
        } catch (IOException gone) {
            LOG.debug("A client was gone before it was served");
        }
    }

    private void serve(Connection connection, boolean implicitTls) {
        try {
            if (!isIntroduced(connection.wire())) {
                connection.wire().closeNow();
                return;
            }
            Optional<Reply> refusal = connections.admit(connection);
            if (refusal.isPresent()) {
                turnAway(connection.wire(), refusal.get(), implicitTls);
            } else {
                connection.session().run();
            }
        } finally {
            connections.leave(connection);
        }
    }

    /** Whether it is known who the client is: a balancer must say it before anything else. */
    private boolean isIntroduced(Wire wire) {
        if (!settings.clients().balancers().test(wire.address())) {
            return true;
        }
        InetAddress balancer = wire.address();
        try {
            if (wire.introduced() instanceof ProxyHeader.Invalid) {
                LOG.warnf("The balancer at %s did not say for whom it speaks (PROXY protocol): closed", balancer);
                return false;
            }
            return true;
        } catch (IOException lost) {
            LOG.debugf("A connection from the balancer at %s was lost", balancer);
            return false;
        }
    }

    /** Says why, in clear; to a client that expects a handshake nothing can be said without doing its work. */
    private static void turnAway(Wire wire, Reply reply, boolean implicitTls) {
        if (implicitTls) {
            wire.closeNow();
        } else {
            wire.dismiss(reply);
        }
    }

    /** Whatever it throws would end the sweeping for ever, without a word. */
    private void closeOverdue() {
        try {
            long now = System.nanoTime();
            connections.all().forEach(connection -> connection.wire().closeIfOverdue(now));
        } catch (RuntimeException | Error fault) {
            LOG.errorf(
                    "A look at silent connections failed: %s", fault.getClass().getName());
        }
    }
}
