package relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/** The next hop: takes every message, counts it, keeps nothing. */
final class Sink implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket();
    private final Optional<TlsIdentity> tls;
    private final AtomicInteger unknown = new AtomicInteger();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService serving =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("sink-", 0).factory());
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

    /**
     * Starts it on the loopback address.
     *
     * @param port 0 for any
     * @param tls with which it offers STARTTLS, if it does
     */
    Sink(int port, Optional<TlsIdentity> tls) throws IOException {
        this.tls = tls;
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
        Thread.ofPlatform().daemon().name("sink").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Counts what arrives of a run, from now to the end. */
    void count(Tally tally) {
        tallies.put(tally.run(), tally);
    }

    /** Arrivals that were of no run that is counted. */
    int unknown() {
        return unknown.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                serving.execute(() -> serve(socket));
            } catch (IOException closed) {
                // Either the listener closed, which ends the loop, or one connection did not come about.
            }
        }
    }

    private void serve(Socket socket) {
        try (Wire wire = new Wire(socket)) {
            wire.write("220 sink.example ESMTP\r\n");
            talk(wire);
        } catch (IOException gone) {
            // The relay's side shows whether anything is missing.
        } finally {
            connections.remove(socket);
        }
    }

    private void talk(Wire plain) throws IOException {
        Wire wire = plain;
        while (true) {
            String line = wire.line();
            int space = line.indexOf(' ');
            switch ((space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT)) {
                case "EHLO" -> wire.write(extensions(wire == plain));
                case "DATA" -> {
                    wire.write("354 go ahead\r\n");
                    Wire.Arrived arrived = wire.message();
                    note(arrived);
                    wire.write("250 2.0.0 taken\r\n");
                }
                case "STARTTLS" -> {
                    wire.write("220 2.0.0 ready\r\n");
                    SSLSocket encrypted = tls.orElseThrow().server(wire.socket());
                    encrypted.startHandshake();
                    wire = new Wire(encrypted);
                }
                case "QUIT" -> {
                    wire.write("221 2.0.0 bye\r\n");
                    return;
                }
                default -> wire.write("250 2.0.0 ok\r\n");
            }
        }
    }

    private void note(Wire.Arrived arrived) {
        Optional<Tally.Token> token = Tally.Token.parse(arrived.token());
        Tally tally = token.isPresent() ? tallies.get(token.get().run()) : null;
        if (tally == null) {
            unknown.incrementAndGet();
        } else {
            if (arrived.encrypted().isPresent()) {
                tally.arrived(token.get().message(), arrived.encrypted().get());
            } else {
                tally.arrived(token.get().message(), arrived.whole());
            }
        }
    }

    private String extensions(boolean clear) {
        return "250-sink.example\r\n250-PIPELINING\r\n250-SIZE 104857600\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
                + (clear && tls.isPresent() ? "250-STARTTLS\r\n" : "")
                + "250 ENHANCEDSTATUSCODES\r\n";
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
        serving.shutdown();
    }
}
