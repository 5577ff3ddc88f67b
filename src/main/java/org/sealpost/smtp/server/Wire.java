package org.sealpost.smtp.server;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.Reply;

/**
 * One client's connection, in clear or under TLS. Replies are collected and go out before the server waits for more
 * input, so that pipelined commands are answered together (RFC 2920 section 3.2).
 *
 * <p>Every wait has a limit: reads by the socket's timeout, and everything, so also an unread reply or TLS records that
 * trickle in, by {@link #closeIfOverdue}, which another thread calls from time to time.
 */
final class Wire {

    /** How much later than a socket's timeout a connection is closed from outside. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    /**
     * From how long on a read is not timed by itself, which costs a timer's start and end each time, but ended by whoever
     * calls {@link #closeIfOverdue}.
     */
    private static final Duration LONG = Duration.ofSeconds(5);

    /** How long, and for how many octets, a farewell waits for the client to take it. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** The address of a client that has none, 0.0.0.0 (RFC 1122 section 3.2.1.3): within the network of no practice. */
    private static final InetAddress NOBODY = InetAddress.ofLiteral("0.0.0.0");

    private static final int FAREWELL_OCTETS = 256 * 1024;

    private final Socket raw;
    private final Timeouts timeouts;
    private InetAddress address;
    private int port;
    private Socket socket;
    private BufferedOutputStream out;
    private BlockInput in;
    private Optional<TlsParameters> tls = Optional.empty();
    private Optional<SSLSession> tlsSession = Optional.empty();
    private Patience patience;
    private long octetsInPatience;
    private volatile long overdueAt;
    /** When a long read is given up. */
    private volatile long readUntil = Long.MAX_VALUE;

    private volatile boolean givenUp;

    Wire(Socket raw, Timeouts timeouts) throws IOException {
        this.raw = raw;
        this.timeouts = timeouts;
        this.address = raw.getInetAddress();
        this.port = raw.getPort();
        this.socket = raw;
        this.out = buffered(raw.getOutputStream());
        this.in = new BlockInput(new PatientInput(raw.getInputStream()));
        this.patience = Patience.within(timeouts.idle());
        overdueIn(timeouts.idle());
    }

    BlockInput in() {
        return in;
    }

    Optional<TlsParameters> tls() {
        return tls;
    }

    /** What the handshake made, for what is bound to it. */
    Optional<SSLSession> tlsSession() {
        return tlsSession;
    }

    /** The client's address: the peer's, unless the peer is a balancer that speaks for another. */
    InetAddress address() {
        return address;
    }

    int port() {
        return port;
    }

    /** Reads for whom a balancer speaks, which then is the client. */
    ProxyHeader introduced() throws IOException {
        await(Patience.within(timeouts.handshake()));
        ProxyHeader header = new ProxyHeaderReader(in).read();
        switch (header) {
            case ProxyHeader.Forwarded(InetAddress client, int clientPort) -> {
                address = client;
                port = clientPort;
            }
            case ProxyHeader.Unknown unknown -> {
                // Never the balancer's own address, whose network may be trusted to relay.
                address = NOBODY;
                port = 0;
            }
            case ProxyHeader.Local local -> {}
            case ProxyHeader.Invalid invalid -> {}
        }
        return header;
    }

    /** How long the next octets may take, until the next call. */
    void await(Patience next) {
        await(next, 0);
    }

    /** The same, when {@code octetsSoFar} have come within that patience already. */
    void await(Patience next, long octetsSoFar) {
        patience = next;
        octetsInPatience = octetsSoFar;
    }

    /** Adds a reply to those that go out before the next wait. */
    void write(Reply reply) throws IOException {
        overdueIn(timeouts.idle());
        // Beyond ASCII is only what a receiver says to a client that declared SMTPUTF8, see Replies.passedOn.
        out.write(reply.wire().getBytes(StandardCharsets.UTF_8));
        overdueAt = Long.MAX_VALUE;
    }

    void flush() throws IOException {
        overdueIn(timeouts.idle());
        out.flush();
        overdueAt = Long.MAX_VALUE;
    }

    /**
     * Whether the client sent anything that was not taken yet. Under TLS the next record counts before it is opened.
     *
     * @throws IOException when the connection is lost
     */
    boolean hasMore() throws IOException {
        return in.buffered() > 0
                || socket.getInputStream().available() > 0
                || raw.getInputStream().available() > 0;
    }

    /**
     * Puts the connection under TLS 1.2 or 1.3 (RFC 8996). What is buffered already is taken for the client's
     * part of the handshake, so after STARTTLS nothing may be.
     *
     * @param askForCertificate whether the client may show a certificate
     *
     * @throws IOException when the handshake fails; the connection must then be closed
     */
    void startTls(SSLContext context, boolean askForCertificate) throws IOException {
        overdueIn(timeouts.handshake());
        raw.setSoTimeout(millis(timeouts.handshake()));
        SSLSocket layered =
                (SSLSocket) context.getSocketFactory().createSocket(raw, new ByteArrayInputStream(buffered()), true);
        layered.setUseClientMode(false);
        layered.setWantClientAuth(askForCertificate);
        layered.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        try {
            layered.startHandshake();
        } catch (SocketTimeoutException slow) {
            // Not for the caller to answer: nothing may be said in clear any more.
            throw new SSLHandshakeException("the handshake took too long", slow);
        }
        SSLSession session = layered.getSession();
        tlsSession = Optional.of(session);
        socket = layered;
        out = buffered(layered.getOutputStream());
        in = new BlockInput(new PatientInput(layered.getInputStream()));
        tls = Optional.of(new TlsParameters(session.getProtocol(), session.getCipherSuite()));
    }

    /** Ends a read, or closes the connection, when a wait has taken too long. Called by another thread, every second. */
    void closeIfOverdue(long nanoTime) {
        if (isPast(overdueAt, nanoTime)) {
            closeNow();
        } else if (isPast(readUntil, nanoTime)) {
            endRead();
        }
    }

    private static boolean isPast(long limit, long nanoTime) {
        return limit != Long.MAX_VALUE && nanoTime - limit > 0;
    }

    /** Ends a read, from another thread: the reader sees its end, and can still say why it hangs up. */
    void endRead() {
        readUntil = Long.MAX_VALUE;
        givenUp = true;
        try {
            raw.shutdownInput();
        } catch (IOException gone) {
            closeNow();
        }
    }

    /** Says a last word to a client that rests, from another thread than its own, and closes. */
    void dismiss(Reply reply) {
        try {
            write(reply);
            flush();
            socket.shutdownOutput();
        } catch (IOException gone) {
            // It left by itself, which is what was wanted.
        }
        closeNow();
    }

    /**
     * Closes so that the client can still read the last reply: closing with octets unread would reset the connection and
     * could take the reply away. What the client sends meanwhile is thrown away.
     */
    void closeAfterFarewell() {
        try {
            flush();
            overdueIn(FAREWELL);
            socket.shutdownOutput();
            await(Patience.within(FAREWELL));
            InputStream rest = new PatientInput(socket.getInputStream());
            byte[] octets = new byte[8192];
            long thrownAway = 0;
            int count = 0;
            while (count >= 0 && thrownAway < FAREWELL_OCTETS) {
                thrownAway += count;
                count = rest.read(octets, 0, octets.length);
            }
        } catch (IOException gone) {
            // Nothing is left to be said to it.
        }
        closeNow();
    }

    /** Closes at once. */
    void closeNow() {
        try {
            raw.close();
        } catch (IOException closed) {
            // As closed as it can be.
        }
    }

    /** Takes what was read too early: a balancer's header may have come together with the first octets of a handshake. */
    private byte[] buffered() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        in.offer((block, from, to) -> {
            octets.write(block, from, to - from);
            return to - from;
        });
        return octets.toByteArray();
    }

    private void overdueIn(Duration wait) {
        overdueAt = System.nanoTime() + wait.plus(SLACK).toNanos();
    }

    private static BufferedOutputStream buffered(OutputStream stream) {
        return new BufferedOutputStream(stream, 8 * 1024);
    }

    private static int millis(Duration duration) {
        return (int) Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }

    /** Reads as long as patience lasts. */
    private final class PatientInput extends InputStream {

        private final InputStream source;

        private PatientInput(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** @throws SocketTimeoutException when patience is at its end */
        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            flush();
            Duration wait = patience.forNextRead(octetsInPatience);
            if (wait.toMillis() <= 0) {
                throw new SocketTimeoutException("the client is too slow");
            }
            boolean timed = wait.compareTo(LONG) < 0;
            raw.setSoTimeout(timed ? millis(wait) : 0);
            overdueIn(wait);
            readUntil = timed ? Long.MAX_VALUE : System.nanoTime() + wait.toNanos();
            int count = readOrGiveUp(octets, offset, length);
            overdueAt = Long.MAX_VALUE;
            octetsInPatience += Math.max(count, 0);
            return count;
        }

        private int readOrGiveUp(byte[] octets, int offset, int length) throws IOException {
            int count;
            try {
                count = source.read(octets, offset, length);
            } catch (IOException lost) {
                if (givenUp) {
                    throw new SocketTimeoutException("the client is too slow");
                }
                throw lost;
            }
            readUntil = Long.MAX_VALUE;
            if (count < 0 && givenUp) {
                throw new SocketTimeoutException("the client is too slow");
            }
            return count;
        }
    }
}
