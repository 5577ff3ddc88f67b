package org.sealpost.testing;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A next hop that behaves up to one stage of the dialogue, and there does its worst, on every connection. */
public final class HostileNextHop implements AutoCloseable {

    /** Where it stops behaving: what would have been its reply there. */
    public enum Stage {
        GREETING,
        EHLO,
        STARTTLS,
        HANDSHAKE,
        MAIL,
        RCPT,
        DATA,
        /** After some of its lines. */
        BODY,
        DOT
    }

    /** What it does there. */
    public enum Conduct {
        /** Says nothing, and reads nothing. */
        STALLS,
        /** Hangs up. */
        DROPS,
        REFUSES_FOR_NOW,
        REFUSES,
        /** Says what is no reply. */
        TALKS_GARBAGE,
        /** Says a megabyte without a line end, then another. */
        SENDS_AN_ENDLESS_LINE,
        /** Says a reply of a hundred thousand lines. */
        SENDS_AN_ENDLESS_REPLY
    }

    private static final int LINES = 1_000;
    private static final int RECEIVE_BUFFER = 4 * 1024;

    private final ServerSocket listener;
    private final Stage stage;
    private final Conduct conduct;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    private HostileNextHop(ServerSocket listener, Stage stage, Conduct conduct) {
        this.listener = listener;
        this.stage = stage;
        this.conduct = conduct;
    }

    /** Listens on that port of the loopback address, as soon as who listened there before has let go of it. */
    public static HostileNextHop on(int port, Stage stage, Conduct conduct) {
        ServerSocket listener = await().atMost(Duration.ofSeconds(20))
                .ignoreException(BindException.class)
                .until(() -> listening(port), ServerSocket::isBound);
        HostileNextHop hop = new HostileNextHop(listener, stage, conduct);
        Thread.ofVirtual().start(hop::accept);
        return hop;
    }

    private static ServerSocket listening(int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            // What a client writes is stuck when it is not read here, instead of going into the system's buffers.
            listener.setReceiveBufferSize(RECEIVE_BUFFER);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return listener;
        } catch (IOException taken) {
            listener.close();
            throw taken;
        }
    }

    /** Hangs up on everyone. */
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
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = socket.getOutputStream();
            boolean behaves = answer(socket, out, Stage.GREETING, "220 hostile.example");
            boolean data = false;
            int lines = 0;
            for (String line = in.readLine(); behaves && line != null; line = in.readLine()) {
                if (data && ++lines == LINES && stage == Stage.BODY) {
                    behaves = answer(socket, out, Stage.BODY, "");
                } else if (data) {
                    data = !line.equals(".");
                    behaves = data || answer(socket, out, Stage.DOT, "250 2.0.0 Ok");
                } else if (line.startsWith("EHLO") || line.startsWith("HELO")) {
                    behaves = answer(socket, out, Stage.EHLO, hello());
                } else if (line.equals("STARTTLS")) {
                    behaves = answer(socket, out, Stage.STARTTLS, "220 Go on")
                            && (stage == Stage.STARTTLS || answer(socket, out, Stage.HANDSHAKE, ""));
                } else if (line.startsWith("MAIL")) {
                    behaves = answer(socket, out, Stage.MAIL, "250 2.1.0 Ok");
                } else if (line.startsWith("RCPT")) {
                    behaves = answer(socket, out, Stage.RCPT, "250 2.1.5 Ok");
                } else if (line.equals("DATA")) {
                    behaves = answer(socket, out, Stage.DATA, "354 Go on");
                    data = stage != Stage.DATA;
                } else {
                    out.write("250 2.0.0 Ok\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    private String hello() {
        boolean tls = stage == Stage.STARTTLS || stage == Stage.HANDSHAKE;
        return tls ? "250-hostile.example\r\n250 STARTTLS" : "250 hostile.example";
    }

    /** Whether it goes on with this client. */
    private boolean answer(Socket socket, OutputStream out, Stage at, String reply) throws IOException {
        if (at != stage) {
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return true;
        }
        switch (conduct) {
            case STALLS -> waitForEnd();
            case DROPS -> socket.close();
            case REFUSES_FOR_NOW -> out.write("451 4.3.2 Not now\r\n".getBytes(StandardCharsets.US_ASCII));
            case REFUSES -> out.write("554 5.7.1 Go away\r\n".getBytes(StandardCharsets.US_ASCII));
            case TALKS_GARBAGE ->
                out.write("\u0000\u00ff<html>\r\n-1 ok\r\n2500 2.0.0\r\n".getBytes(StandardCharsets.ISO_8859_1));
            case SENDS_AN_ENDLESS_LINE -> flood(out, "2".repeat(1_000_000), 2);
            case SENDS_AN_ENDLESS_REPLY -> flood(out, "250-more\r\n", 100_000);
        }
        return conduct == Conduct.REFUSES || conduct == Conduct.REFUSES_FOR_NOW;
    }

    private void waitForEnd() {
        synchronized (this) {
            while (!listener.isClosed()) {
                try {
                    wait(100);
                } catch (InterruptedException ending) {
                    return;
                }
            }
        }
    }

    private static void flood(OutputStream out, String piece, int times) throws IOException {
        byte[] octets = piece.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < times; i++) {
            out.write(octets);
        }
    }
}
