package org.sealpost.smtp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** One port, on which connections are taken until it is closed. */
final class Listener {

    private static final Logger LOG = Logger.getLogger(Listener.class);

    /** How many connections the system holds until they are taken. */
    private static final int BACKLOG = 256;

    /** Pause after a failed accept, which usually means that files have run out. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocket server;

    private Listener(ServerSocket server) {
        this.server = server;
    }

    /**
     * Opens a port.
     *
     * @throws ServerStartException when it cannot be had, in one sentence
     */
    static Listener open(String host, int port) throws ServerStartException {
        try {
            return new Listener(new ServerSocket(port, BACKLOG, InetAddress.getByName(host)));
        } catch (UnknownHostException unknown) {
            throw new ServerStartException(
                    "The SMTP server cannot listen on " + host + ", which is no address of this machine:"
                            + " correct sealpost.smtp.host.",
                    unknown);
        } catch (IOException taken) {
            throw new ServerStartException(
                    "The SMTP server cannot listen on " + host + " port " + port + " (" + taken.getMessage()
                            + "): stop the program that uses the port or set another one.",
                    taken);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Starts taking connections, in a thread of its own. */
    void start(Consumer<Socket> taker) {
        Thread.ofPlatform().daemon().name("smtp-listener-" + port()).start(() -> take(taker));
    }

    void close() {
        try {
            server.close();
        } catch (IOException closed) {
            LOG.debug("A listener was closed already");
        }
    }

    private void take(Consumer<Socket> taker) {
        while (!server.isClosed()) {
            try {
                hand(server.accept(), taker);
            } catch (IOException failed) {
                if (!server.isClosed()) {
                    LOG.errorf("The SMTP listener could not take a connection: %s", failed.getMessage());
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (RuntimeException | Error fault) {
                failed(fault);
            }
        }
    }

    private static void hand(Socket socket, Consumer<Socket> taker) throws IOException {
        boolean taken = false;
        try {
            taker.accept(socket);
            taken = true;
        } finally {
            if (!taken) {
                socket.close();
            }
        }
    }

    /** One connection more or less, a full heap too: the listener goes on. */
    private static void failed(Throwable fault) {
        LockSupport.parkNanos(PAUSE.toNanos());
        try {
            LOG.errorf(
                    "The SMTP listener could not serve a connection: %s",
                    fault.getClass().getName());
        } catch (OutOfMemoryError full) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
