package relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Clients that all send at once, as fast as the relay answers; no pipelining. A transaction is timed from connecting (from
 * MAIL in a kept session) to the reply to the dot. Whoever is told to try again later does, and its time runs on.
 *
 * <p>Each client is a thread of the system's: one that waits for a reply costs less than a virtual thread, which
 * asks the socket twice and is woken by another, and the driver's time is taken from the relays'.
 */
final class Load {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int ATTEMPTS = 200;
    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PAUSE_MILLIS = 50;

    /**
     * What is sent.
     *
     * @param clients at a time
     * @param kept messages in one session
     * @param tls whether the clients ask for STARTTLS
     */
    record Plan(int messages, int clients, int kept, Optional<TlsIdentity> tls) {}

    private final Plan plan;
    private final int port;
    private final List<Letter> letters;
    private final Tally tally;
    private final long[] nanos;
    private final boolean[] accepted;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger deferred = new AtomicInteger();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private long began;
    private volatile long ended;

    Load(Plan plan, int port, List<Letter> letters, Tally tally) {
        this.plan = plan;
        this.port = port;
        this.letters = letters;
        this.tally = tally;
        nanos = new long[plan.messages()];
        accepted = new boolean[plan.messages()];
    }

    /** Sends everything; returns when every message is answered. */
    void run() {
        began = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(plan.clients())) {
            for (int client = 0; client < plan.clients(); client++) {
                clients.submit(this::client);
            }
        }
        ended = System.nanoTime();
    }

    int messages() {
        return plan.messages();
    }

    long began() {
        return began;
    }

    long ended() {
        return ended;
    }

    /** Whether the relay answered 250. */
    boolean accepted(int message) {
        return accepted[message];
    }

    /** Transactions of accepted messages, in nanoseconds, sorted. */
    long[] transactions() {
        return IntStream.range(0, nanos.length)
                .filter(message -> accepted[message])
                .mapToLong(message -> nanos[message])
                .sorted()
                .toArray();
    }

    /** How often a client was told to come back later. */
    int deferred() {
        return deferred.get();
    }

    /** What went wrong for good, and how often. */
    Map<String, Integer> failures() {
        return Map.copyOf(failures);
    }

    private void client() {
        Session session = new Session();
        for (int message = next.getAndIncrement(); message < plan.messages(); message = next.getAndIncrement()) {
            long start = System.nanoTime();
            int attempt = 0;
            while (!send(session, message, start) && ++attempt < ATTEMPTS) {
                deferred.incrementAndGet();
                pause();
            }
            if (attempt == ATTEMPTS) {
                failures.merge("given up", 1, Integer::sum);
            }
        }
        session.end();
    }

    /** Sends a message; false when it should be tried again. */
    private boolean send(Session session, int message, long start) {
        boolean dotted = false;
        try {
            session.begin();
            Letter letter = letters.get(message % letters.size());
            int code = session.command("MAIL FROM:<" + Letters.SENDER + ">", 250);
            code = code == 250 ? session.command("RCPT TO:<" + letter.recipient() + ">", 250) : code;
            code = code == 250 ? session.command("DATA", 354) : code;
            if (code == 354) {
                dotted = true;
                code = session.data(letter, new Tally.Token(tally.run(), message));
            }
            nanos[message] = System.nanoTime() - start;
            if (code / 100 == 4) {
                session.end();
                return false;
            }
            accepted[message] = code == 250;
            if (code != 250) {
                failures.merge("reply " + code, 1, Integer::sum);
                session.end();
            }
            session.next();
            return true;
        } catch (IOException lost) {
            session.drop();
            if (dotted) {
                // Nobody knows whether it was taken: sending it again could only hide a duplicate or a loss.
                failures.merge("connection lost behind the dot", 1, Integer::sum);
            }
            return dotted;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One client's session, opened when it is needed. */
    private final class Session {

        private Wire wire;
        private int sent;

        void begin() throws IOException {
            if (wire != null) {
                return;
            }
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            wire = new Wire(socket);
            sent = 0;
            if (wire.reply() != 220 || command("EHLO server.practice.example", 250) != 250) {
                throw new IOException("not welcome");
            }
            if (plan.tls().isPresent()) {
                command("STARTTLS", 220);
                var encrypted = plan.tls().get().client(socket);
                encrypted.startHandshake();
                wire = new Wire(encrypted);
                command("EHLO server.practice.example", 250);
            }
        }

        int command(String line, int expected) throws IOException {
            wire.write(line + "\r\n");
            int code = wire.reply();
            if (code != expected && code / 100 != 4 && code / 100 != 5) {
                throw new IOException("reply " + code);
            }
            return code;
        }

        int data(Letter letter, Tally.Token token) throws IOException {
            byte[] own = ("Message-ID: <" + token + "@server.practice.example>\r\nX-Bench-Token: " + token + " "
                            + Long.toHexString(letter.sum()) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            ByteBuffer octets = ByteBuffer.allocate(letter.head().length + own.length + letter.body().length + END.length);
            wire.write(octets.put(letter.head()).put(own).put(letter.body()).put(END).array());
            return wire.reply();
        }

        void next() {
            if (++sent >= plan.kept()) {
                end();
            }
        }

        void end() {
            if (wire == null) {
                return;
            }
            try {
                command("QUIT", 221);
            } catch (IOException gone) {
                // The session is over either way.
            }
            drop();
        }

        void drop() {
            if (wire == null) {
                return;
            }
            try {
                wire.close();
            } catch (IOException gone) {
                // Closed is closed.
            }
            wire = null;
        }
    }
}
