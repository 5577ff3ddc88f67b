package org.sealpost.certificate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Sockets that are closed at a deadline, whatever is read or written then: a server that sends an octet now and then keeps
 * every time-out of a single read from ending.
 */
final class LimitedSockets extends SocketFactory implements AutoCloseable {

    private final SocketFactory sockets;
    private final Thread watch;
    private final List<Socket> open = new ArrayList<>();
    private boolean over;

    /** @param sockets that make them */
    LimitedSockets(SocketFactory sockets, Deadline deadline) {
        this.sockets = sockets;
        this.watch = Thread.ofVirtual().name("deadline").start(() -> {
            try {
                Thread.sleep(deadline.left());
                end();
            } catch (InterruptedException doneBefore) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether the deadline has passed while they were used. */
    synchronized boolean isOver() {
        return over;
    }

    @Override
    public Socket createSocket() throws IOException {
        return kept(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return kept(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return kept(sockets.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return kept(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return kept(sockets.createSocket(address, port, localAddress, localPort));
    }

    /** Ends the watch; whoever made the sockets closes them. */
    @Override
    public void close() {
        watch.interrupt();
    }

    private synchronized Socket kept(Socket socket) throws IOException {
        if (over) {
            socket.close();
            throw new IOException("the time for this exchange is over");
        }
        open.add(socket);
        return socket;
    }

    private synchronized void end() {
        over = true;
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException closedAllTheSame) {
                // Nothing is read from it any more.
                continue;
            }
        }
    }
}
