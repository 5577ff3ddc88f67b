package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this server calls itself: the setting, else the machine's name. */
@Singleton
final class OwnHostname {

    private final String value;

    OwnHostname(SmtpSettings settings) {
        this.value = settings.hostname().orElseGet(OwnHostname::ofMachine);
    }

    String value() {
        return value;
    }

    private static String ofMachine() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
