package org.sealpost.launch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sealpost.certificate.CertificateRefusedException;
import org.sealpost.certificate.TrustAnchors;

/** What can be known to fail before anything has started. */
final class Preflight {

    private static final int CONNECT_SECONDS = 10;
    private static final int BROKER_MILLIS = 3_000;

    private Preflight() {}

    /**
     * Tries to listen on a port.
     *
     * @param setting whose value the port is
     * @param port 0 passes
     */
    static void port(String setting, String host, int port) throws StartFailure {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (BindException taken) {
            throw new StartFailure(
                    "Port " + port + " on " + host + " cannot be used (" + taken.getMessage() + "): stop what listens"
                            + " there, or set " + setting + " to another port.",
                    taken);
        } catch (IOException | IllegalArgumentException failure) {
            throw new StartFailure(
                    "Cannot listen on " + host + ":" + port + ": correct the address of " + setting + ".", failure);
        }
    }

    /** Reads the authorities that recipients' certificates may stand under. */
    static void authorities(Path file) throws StartFailure {
        try {
            TrustAnchors.read(file);
        } catch (CertificateRefusedException wrong) {
            throw new StartFailure(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Tries to sign in to the configured database. */
    static void database(String url, String user, String password) throws StartFailure {
        DriverManager.setLoginTimeout(CONNECT_SECONDS);
        try (Connection ignored = DriverManager.getConnection(url, user, password)) {
            return;
        } catch (SQLException failure) {
            String reason =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            throw new StartFailure(
                    "The database of quarkus.datasource.jdbc.url cannot be reached (" + reason
                            + "): start it, or correct quarkus.datasource.jdbc.url, .username and .password.",
                    failure);
        }
    }

    /** Whether one of the brokers can be connected to. */
    static boolean anyBrokerAnswers(String bootstrapServers) {
        for (String server : bootstrapServers.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            if (colon < 0) {
                continue;
            }
            try (Socket socket = new Socket()) {
                int port = Integer.parseInt(server.substring(colon + 1).strip());
                socket.connect(new InetSocketAddress(server.substring(0, colon).strip(), port), BROKER_MILLIS);
                return true;
            } catch (IOException | IllegalArgumentException away) {
                continue;
            }
        }
        return false;
    }
}
