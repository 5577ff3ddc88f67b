package org.sealpost.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for a listener that starts later. They lie below the range from which systems give ports
 * to outgoing connections, or one of those could take the port before the listener does.
 */
public final class LoopbackPort {

    private static final int LOWEST = 12_000;
    private static final int LOWEST_OF_THE_SYSTEM = 32_768;
    private static final int TRIES = 1_000;

    private LoopbackPort() {}

    /**
     * A port that was free a moment ago.
     *
     * @throws IllegalStateException when there is none
     */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_OF_THE_SYSTEM);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port is free on this machine: end what listens there.");
    }

    /** Whether nothing listens there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
