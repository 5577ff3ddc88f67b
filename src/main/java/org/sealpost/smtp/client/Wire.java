package org.sealpost.smtp.client;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.sealpost.mail.Alarm;
import org.sealpost.mail.Characters;
import org.sealpost.smtp.BlockInput;
import org.sealpost.smtp.Reply;

/** One socket with its buffers: commands out, replies in. Replaced by another when TLS begins. */
final class Wire implements AutoCloseable {

    private static final int BUFFER = 32 * 1024;
    private static final Duration LONG = Duration.ofSeconds(5);

    /** Of one write to the socket: as much as the JDK hands to the system at once. */
    private static final int BLOCK = 128 * 1024;

    private final Socket socket;
    /** The TCP connection below TLS, or the socket itself. */
    private final Socket transport;

    private final BlockInput in;
    private final ReplyReader replies;
    private final OutputStream out;
    /** When the peer's system has last taken a block, by {@link System#nanoTime}. */
    private volatile long taken = System.nanoTime();

    Wire(Socket socket, Socket transport) throws IOException {
        this.socket = socket;
        this.transport = transport;
        this.in = new BlockInput(socket.getInputStream());
        this.replies = new ReplyReader(in);
        this.out = new BufferedOutputStream(new Blocks(socket.getOutputStream()), BUFFER);
    }

    InetAddress address() {
        return transport.getInetAddress();
    }

    Socket socket() {
        return socket;
    }

    OutputStream out() {
        return out;
    }

    /** Puts a command into the buffer. */
    void command(String line) throws IOException {
        if (Characters.haveControl(line)) {
            throw new IllegalArgumentException("a command has no control characters");
        }
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Sends what is in the buffer within the time. */
    void flush(Duration limit) throws IOException {
        try (Alarm guard = guard(limit)) {
            flush();
        }
    }

    /** Waits for a whole reply within the time. */
    Reply reply(Duration limit) throws IOException {
        // A long wait is ended by its guard alone: a timed read would start and end a timer of its own.
        socket.setSoTimeout(limit.compareTo(LONG) < 0 ? Math.toIntExact(Math.max(1, limit.toMillis())) : 0);
        try (Alarm guard = guard(limit)) {
            return replies.read(true);
        }
    }

    /** One command and its reply. */
    Reply ask(String line, Duration limit) throws IOException {
        command(line);
        flush(limit);
        return reply(limit);
    }

    /** Whether octets were read that belong to no reply that was asked for. */
    boolean hasUnreadOctets() {
        return in.buffered() > 0;
    }

    /**
     * Whether the peer has said something that was not asked for, be it read or not. Nothing is waited for, but under
     * TLS a millisecond where octets have arrived: they may be records of TLS itself, which a server sends when it
     * likes (session tickets, KeyUpdate) and which are no word of the peer's. A peer that has closed has said nothing.
     */
    boolean hasSpoken() throws IOException {
        if (in.buffered() > 0 || socket.getInputStream().available() > 0) {
            return true;
        }
        if (socket == transport || transport.getInputStream().available() == 0) {
            return false;
        }
        socket.setSoTimeout(1);
        try {
            return in.await();
        } catch (SocketTimeoutException onlyOfTls) {
            return false;
        }
    }

    /** Whether the peer still keeps an idle connection open and silent. */
    boolean isQuiet() {
        try {
            socket.setSoTimeout(1);
            in.await();
            return false;
        } catch (SocketTimeoutException silence) {
            return true;
        } catch (IOException lost) {
            return false;
        }
    }

    /**
     * Whether nothing has arrived that was not asked for, not even under TLS, where it may be the peer's goodbye. A peer
     * that has closed without one is silent too.
     */
    boolean isSilent() {
        try {
            return in.buffered() == 0 && transport.getInputStream().available() == 0;
        } catch (IOException lost) {
            return false;
        }
    }

    /**
     * Cuts the connection unless the guard is closed in time: of a peer that stopped reading, or sends so slowly that no read
     * ever times out.
     */
    Alarm guard(Duration limit) {
        return Alarm.in(limit, this::drop);
    }

    /**
     * Cuts the connection when the peer takes nothing for that long, until it is closed: whoever reads steadily may
     * take all the time that a large message needs.
     */
    Progress progress(Duration limit) {
        taken = System.nanoTime();
        return new Progress(limit.toNanos());
    }

    /** Looks again and again whether something was taken, instead of setting an alarm anew for each block. */
    final class Progress implements AutoCloseable {

        private final long limit;
        private boolean closed;
        private Alarm alarm;

        private Progress(long limit) {
            this.limit = limit;
            this.alarm = Alarm.in(Duration.ofNanos(limit), this::look);
        }

        private synchronized void look() {
            long left = limit - (System.nanoTime() - taken);
            if (closed) {
                return;
            }
            if (left <= 0) {
                drop();
            } else {
                alarm = Alarm.in(Duration.ofNanos(left), this::look);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            alarm.close();
        }
    }

    /** Writes in blocks, and notes each that was taken. */
    private final class Blocks extends FilterOutputStream {

        private Blocks(OutputStream socket) {
            super(socket);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int block = Math.min(BLOCK, length - done);
                out.write(octets, offset + done, block);
                done += block;
                taken = System.nanoTime();
            }
        }
    }

    /** Cuts the connection below TLS, whose orderly close would wait for a peer that does not read. */
    void drop() {
        close(transport);
    }

    /** Closes in order; only under a {@link #guard}. */
    @Override
    public void close() {
        close(socket);
        drop();
    }

    private static void close(Socket one) {
        try {
            one.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
