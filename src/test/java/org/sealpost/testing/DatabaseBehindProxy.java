package org.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The tests' PostgreSQL behind a proxy that can lose the answer to one COMMIT: the transaction is in the database, and the
 * program never hears of it. Stands beside {@link TestServices}.
 */
public final class DatabaseBehindProxy implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "quarkus.datasource.jdbc.url";

    /** What was armed, and no connection was cut by yet. */
    private static final AtomicReference<@Nullable Mark> ARMED = new AtomicReference<>();

    private static final AtomicInteger LOST = new AtomicInteger();
    private static final Queue<Socket> OPEN = new ConcurrentLinkedQueue<>();
    private static volatile boolean away;

    private Optional<ServerSocket> listener = Optional.empty();

    /**
     * What cuts a connection.
     *
     * @param text that was sent to the database on it
     * @param tag of the CommandComplete that never arrives; it is sent with the end of the transaction
     */
    private record Mark(String text, String tag) {}

    /** Loses the answer to the next COMMIT of a transaction in which that text was sent to the database. */
    public static void loseTheAnswerToTheCommitOf(String text) {
        ARMED.set(new Mark(text, "COMMIT\0"));
    }

    /** Loses the answer to the next INSERT of that text that is a transaction by itself. */
    public static void loseTheAnswerToTheInsertionOf(String text) {
        ARMED.set(new Mark(text, "INSERT 0 "));
    }

    /** How many answers were lost since the tests began. */
    public static int lost() {
        return LOST.get();
    }

    /** Ends every connection and takes none, until it {@linkplain #comeBack comes back}. */
    public static void goAway() {
        away = true;
        OPEN.forEach(DatabaseBehindProxy::close);
        OPEN.clear();
    }

    /** As ever from now on. */
    public static void comeBack() {
        ARMED.set(null);
        away = false;
    }

    /** Behind {@link TestServices}, whose address it stands in for. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        try {
            String url = TestServices.settings().get(URL);
            int port = URI.create(url.substring("jdbc:".length())).getPort();
            ServerSocket taking = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            listener = Optional.of(taking);
            Thread.ofVirtual().start(() -> accept(taking, port));
            return Map.of(URL, url.replace(":" + port + "/", ":" + taking.getLocalPort() + "/"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        listener.ifPresent(DatabaseBehindProxy::close);
    }

    private static void accept(ServerSocket taking, int port) {
        while (!taking.isClosed()) {
            try {
                Socket client = taking.accept();
                Thread.ofVirtual().start(() -> lead(client, port));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void lead(Socket client, int port) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            if (away) {
                return;
            }
            OPEN.add(client);
            AtomicReference<@Nullable Mark> marked = new AtomicReference<>();
            Thread back = Thread.ofVirtual().start(() -> copyAnswers(server, client, marked));
            copyQuestions(client, server, marked);
            back.join();
        } catch (IOException gone) {
            return;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copyQuestions(Socket client, Socket server, AtomicReference<@Nullable Mark> marked) {
        copy(client, server, (block, length) -> {
            Mark armed = ARMED.get();
            if (armed != null && holds(block, length, armed.text())) {
                marked.set(armed);
            }
            return true;
        });
    }

    private static void copyAnswers(Socket server, Socket client, AtomicReference<@Nullable Mark> marked) {
        copy(server, client, (block, length) -> {
            Mark mark = marked.get();
            boolean cut = mark != null && holds(block, length, mark.tag()) && ARMED.compareAndSet(mark, null);
            if (cut) {
                LOST.incrementAndGet();
            }
            return !cut;
        });
    }

    /** Whether a block goes on; the connection ends with one that does not. */
    private interface Look {
        boolean goesOn(byte[] block, int length);
    }

    private static void copy(Socket from, Socket to, Look look) {
        byte[] block = new byte[64 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(block); length >= 0 && look.goesOn(block, length); length = in.read(block)) {
                out.write(block, 0, length);
            }
        } catch (IOException ended) {
            return;
        }
    }

    private static boolean holds(byte[] block, int length, String sought) {
        return new String(block, 0, length, StandardCharsets.ISO_8859_1).contains(sought);
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception closedAllTheSame) {
            return;
        }
    }
}
