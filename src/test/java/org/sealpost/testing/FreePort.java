package org.sealpost.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sealpost.embedded.LoopbackPort;

/** Ports for listeners of tests, TCP and UDP: each is given once, though nothing listens there yet. */
public final class FreePort {

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port of the loopback address that was free a moment ago. */
    public static int next() {
        while (true) {
            int port = LoopbackPort.free();
            if (isFreeForDatagrams(port) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    private static boolean isFreeForDatagrams(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
