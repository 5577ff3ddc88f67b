package org.sealpost.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Plays a next hop from scripts, one for each connection in the order in which they come, that read as the dialogue on the wire:
 *
 * <pre>
 * S: 220 ready                a line with CRLF
 * S> 220 go\r\n250 x\r\n      octets as they stand, in one write, with the escapes of {@link SmtpDialogue}
 * C: EHLO *                   the client's next line; * stands for anything
 * C. hello\r\n.\r\n           the client's next octets up to CRLF.CRLF, exactly
 * C~                          the client's next octets up to CRLF.CRLF, whatever they are
 * C% 12                       so many of the client's next mebibytes, four a second
 * C! closed                   the client has closed, and said nothing more
 * S! tls                      a TLS handshake; also: close, silence (until the client closes), stops reading,
 *                             pause (half a second), key update (RFC 8446 section 4.6.3)
 * </pre>
 */
public final class ScriptedServer implements AutoCloseable {

    private static final int TIMEOUT = (int) Duration.ofSeconds(20).toMillis();

    private final ServerSocket listener;
    private final Thread thread;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final List<String> played = Collections.synchronizedList(new ArrayList<>());

    private ScriptedServer(InetAddress address, int port, TestIdentity identity, List<String> scripts)
            throws IOException {
        this.listener = new ServerSocket(port, 50, address);
        SSLContext context = context(identity);
        this.thread = Thread.ofVirtual().start(() -> accept(scripts, context));
    }

    /** A server without a certificate. */
    public static ScriptedServer of(String... scripts) throws IOException {
        return with(TestCertificate.of("CN=unused", "localhost").issue(), scripts);
    }

    /** A server that shows that certificate at {@code S! tls}. */
    public static ScriptedServer with(TestIdentity identity, String... scripts) throws IOException {
        return new ScriptedServer(InetAddress.getLoopbackAddress(), 0, identity, List.of(scripts));
    }

    /** The same at one of this machine's loopback addresses. */
    public static ScriptedServer at(InetAddress address, int port, TestIdentity identity, String... scripts)
            throws IOException {
        return new ScriptedServer(address, port, identity, List.of(scripts));
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Waits for the end of the last script; fails when a dialogue went another way. */
    public void assertPlayed() throws InterruptedException {
        thread.join(TIMEOUT);
        if (thread.isAlive() || !faults.isEmpty()) {
            throw new AssertionError(
                    "the dialogue went another way: " + faults + " after\n" + String.join("\n", played));
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept(List<String> scripts, SSLContext context) {
        List<Thread> connections = new ArrayList<>();
        try {
            for (String script : scripts) {
                Socket accepted = listener.accept();
                connections.add(Thread.ofVirtual().start(() -> serve(accepted, script, context)));
            }
            for (Thread connection : connections) {
                connection.join();
            }
        } catch (IOException | InterruptedException fault) {
            faults.add(String.valueOf(fault.getMessage()));
        }
    }

    private void serve(Socket accepted, String script, SSLContext context) {
        try (accepted) {
            accepted.setSoTimeout(TIMEOUT);
            accepted.setTcpNoDelay(true);
            Socket socket = accepted;
            for (String line : script.lines().filter(one -> !one.isBlank()).toList()) {
                played.add(line);
                if (line.equals("S! tls")) {
                    Optional<Socket> tls = handshake(accepted, context);
                    if (tls.isEmpty()) {
                        return;
                    }
                    socket = tls.get();
                } else if (line.equals("S! close")) {
                    return;
                } else {
                    step(socket, line);
                }
            }
        } catch (IOException | AssertionError fault) {
            faults.add(String.valueOf(fault.getMessage()));
        }
    }

    private void step(Socket socket, String line) throws IOException {
        String text = line.length() > 3 ? line.substring(3) : "";
        switch (line.substring(0, 2)) {
            case "S:" -> send(socket, (text + "\r\n").getBytes(StandardCharsets.UTF_8));
            case "S>" -> send(socket, SmtpDialogue.unescaped(text));
            case "C:" -> expect(text, line(socket));
            case "C." -> {
                String data = data(socket);
                String expected = new String(SmtpDialogue.unescaped(text), StandardCharsets.ISO_8859_1);
                if (!data.equals(expected)) {
                    throw new AssertionError("the client sent other data");
                }
            }
            case "C~" -> data(socket);
            case "C%" -> readSteadily(socket, Integer.parseInt(text));
            case "C!" -> expectClosed(socket);
            case "S!" -> {
                switch (text) {
                    case "stops reading" -> pause(Duration.ofSeconds(5));
                    case "pause" -> pause(Duration.ofMillis(500));
                    // What a second handshake is in TLS 1.3.
                    case "key update" -> ((SSLSocket) socket).startHandshake();
                    default -> waitForClose(socket);
                }
            }
            default -> throw new AssertionError("not a line of a dialogue: " + line);
        }
    }

    private static void send(Socket socket, byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    private static void expect(String expected, String line) {
        if (!line.matches("\\Q" + expected.replace("*", "\\E.*\\Q") + "\\E")) {
            throw new AssertionError("the client should say " + expected + ", and said " + line);
        }
    }

    private static void expectClosed(Socket socket) throws IOException {
        String line = line(socket);
        if (!line.equals("(closed)")) {
            throw new AssertionError("the client should have closed, and said " + line);
        }
    }

    private static void waitForClose(Socket socket) throws IOException {
        String line;
        do {
            line = line(socket);
        } while (!line.endsWith("(closed)"));
    }

    /** The connection under TLS, or nothing when the client would not have it; it has then closed. */
    private static Optional<Socket> handshake(Socket socket, SSLContext context) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, false);
        tls.setUseClientMode(false);
        try {
            tls.startHandshake();
            // TLS 1.3 ends on this side before the client has looked at the certificate: its verdict comes when
            // reading.
            return Optional.of(tls);
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    private static String line(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                    return line.substring(0, line.length() - 1);
                }
                line.append((char) octet);
            }
        } catch (SocketException | SSLException reset) {
            return line + "(closed)";
        }
        return line + "(closed)";
    }

    private static String data(Socket socket) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        String end = "\r\n.\r\n";
        int matched = 2;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            octets.write(octet);
            matched = octet == end.charAt(matched) ? matched + 1 : octet == '\r' ? 1 : 0;
            if (matched == end.length()) {
                return octets.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new AssertionError("the data had no end");
    }

    private static void readSteadily(Socket socket, int mebibytes) throws IOException {
        for (int i = 0; i < mebibytes; i++) {
            socket.getInputStream().readNBytes(1024 * 1024);
            pause(Duration.ofMillis(250));
        }
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private static SSLContext context(TestIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", identity.key(), new char[0], new Certificate[] {identity.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
