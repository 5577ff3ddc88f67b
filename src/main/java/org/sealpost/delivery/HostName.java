package org.sealpost.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine calls itself. */
final class HostName {

    private HostName() {}

    static String own() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
