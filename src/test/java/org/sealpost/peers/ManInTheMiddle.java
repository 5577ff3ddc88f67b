package org.sealpost.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.sealpost.testing.InsecureTls;
import org.sealpost.testing.TestIdentity;

/**
 * Offers STARTTLS with a certificate of its own, and hands every octet on over a TLS connection of its own to the
 * server's port with implicit TLS: all that a client says in TLS is in its hands.
 */
final class ManInTheMiddle implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final SSLContext pretended;
    private final int serverTlsPort;

    ManInTheMiddle(TestIdentity pretended, int serverTlsPort) throws IOException, GeneralSecurityException {
        this.pretended = context(pretended);
        this.serverTlsPort = serverTlsPort;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), serverTlsPort)) {
            open.add(there);
            Socket clientTls = startTls(client);
            Socket server = InsecureTls.over(there);
            skipLine(server.getInputStream());
            Thread back = Thread.ofVirtual().start(() -> copy(server, clientTls));
            copy(clientTls, server);
            back.join();
        } catch (IOException away) {
            return;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says in clear what a server says, up to its side of the handshake. */
    private Socket startTls(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        say(client, "220 middle.example ESMTP\r\n");
        in.readLine();
        say(client, "250-middle.example\r\n250-STARTTLS\r\n250 HELP\r\n");
        in.readLine();
        say(client, "220 2.0.0 Ready to start TLS\r\n");
        SSLSocket tls = (SSLSocket) pretended.getSocketFactory().createSocket(client, null, client.getPort(), true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        return tls;
    }

    private static void say(Socket client, String lines) throws IOException {
        client.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
    }

    /** The greeting, which the client has had already. */
    private static void skipLine(InputStream in) throws IOException {
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            octet = in.read();
        }
    }

    /** Copies until one side ends, then ends both. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            return;
        }
    }

    private static SSLContext context(TestIdentity identity) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("pretended", identity.key(), new char[0], new Certificate[] {identity.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
