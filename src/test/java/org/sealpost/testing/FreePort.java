package org.sealpost.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for a listener that starts later. They lie below the range from which systems give
 * ports to outgoing connections and to listeners on port 0, so that nobody takes one in the meantime.
 */
public final class FreePort {

    private static final int LOWEST = 12_000;
    private static final int LOWEST_OF_THE_SYSTEM = 32_768;
    private static final int TRIES = 1_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /**
     * A port on which nothing listens, and which this JVM is told of once.
     *
     * @throws IllegalStateException when there is none
     */
    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_OF_THE_SYSTEM);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    /** On every address: a program may listen on all of them. */
    private static boolean isFree(int port) {
        try (ServerSocket stream = new ServerSocket(port);
                DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(port))) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
