package org.sealpost.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for listeners of tests, TCP and UDP: each is given once, though nothing listens there yet. Below those from which a
 * system takes the ports of connections that it makes (32768 on Linux, 49152 by RFC 6335): no client can sit on one while
 * its listener is away, and none can meet itself there.
 */
public final class FreePort {

    private static final int LOWEST = 18_000;
    private static final int END = 32_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port of the loopback address that was free a moment ago. */
    public static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket();
                DatagramSocket socket = new DatagramSocket(port, loopback)) {
            listener.bind(new InetSocketAddress(loopback, port));
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
