package relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Ports of the loopback address. */
final class Ports {

    private static final int POLL_MILLIS = 100;
    private static final int LOWEST = 12_000;
    private static final int LOWEST_OF_THE_SYSTEM = 32_768;
    private static final int TRIES = 1_000;

    private Ports() {}

    /**
     * A port for a listener that starts later: below the range from which the system gives ports to outgoing
     * connections, of which a benchmark opens many.
     */
    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_OF_THE_SYSTEM);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another, then.
            }
        }
        throw new BenchmarkFailure("No port is free: end what listens on this machine.");
    }

    /**
     * Waits until something listens.
     *
     * @param alive whether it is worth waiting
     * @param failure what to say when it does not come
     */
    static void await(int port, int seconds, BooleanSupplier alive, String failure) {
        long limit = System.nanoTime() + seconds * 1_000_000_000L;
        while (!answers(port)) {
            if (!alive.getAsBoolean() || System.nanoTime() > limit) {
                throw new BenchmarkFailure(failure);
            }
            pause(POLL_MILLIS);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("The benchmark was interrupted: start it again.");
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
