package org.sealpost.launch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealpost.audit.KafkaSettings;
import org.sealpost.audit.KafkaSettings.Broker;
import org.sealpost.certificate.CertificateLookups;
import org.sealpost.certificate.CertificateRefusedException;
import org.sealpost.certificate.CertificateSettings;
import org.sealpost.certificate.TrustAnchors;
import org.sealpost.consent.fhir.FhirServers;
import org.sealpost.consent.fhir.FhirSettings;
import org.sealpost.delivery.Connections;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.delivery.RelaySettings;
import org.sealpost.gateway.SmtpSettings;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleSetResult;
import org.sealpost.policy.RulesText;
import org.sealpost.practice.Network;
import org.sealpost.smtp.server.ServerStartException;
import org.sealpost.smtp.server.ServerTls;

/** What can be known to fail before anything has started. */
final class Preflight {

    private static final int CONNECT_SECONDS = 10;
    private static final int BROKER_MILLIS = 3_000;

    private Preflight() {}

    /** Reads the rules file, if there is one, and the lists it names: rules that somebody wrote must not be missing silently. */
    static void rules(Path file) throws StartFailure {
        if (!Files.exists(file)) {
            return;
        }
        try {
            if (RulesText.read(file).rules() instanceof RuleSetResult.Invalid(List<RuleError> errors)) {
                String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
                throw new StartFailure(
                        "The rules file is wrong: " + oneLine(errors.getFirst().toString()) + more
                                + ": correct it and see './sealpost rules check " + file + "'.");
            }
        } catch (IOException unreadable) {
            throw new StartFailure(
                    "The rules file " + file + " cannot be read: make it a readable UTF-8 file.", unreadable);
        }
    }

    /** Tries the relay's settings without connecting. */
    static void relay(RelaySettings relay, DeliverySettings delivery) throws StartFailure {
        try {
            Connections.check(relay, delivery);
        } catch (IllegalArgumentException wrong) {
            throw new StartFailure(oneLine(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** Reads where the FHIR servers are, without connecting. */
    static void fhir(FhirSettings settings) throws StartFailure {
        try {
            FhirServers.of(settings);
        } catch (IllegalArgumentException wrong) {
            throw new StartFailure(oneLine(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** Reads the settings of Kafka's clients, without connecting: they themselves would tell at the first event. */
    static void kafka(Map<String, String> settings) throws StartFailure {
        try {
            KafkaSettings.check(settings);
        } catch (IllegalArgumentException wrong) {
            throw new StartFailure(oneLine(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** Reads the networks that may relay. */
    static void networks(List<String> networks) throws StartFailure {
        for (String network : networks) {
            try {
                Network.parse(network.strip());
            } catch (IllegalArgumentException wrong) {
                throw new StartFailure("sealpost.smtp.trusted-clients: " + wrong.getMessage(), wrong);
            }
        }
    }

    /** Reads the listener's certificate and key, if they are configured. */
    static void listenerCertificate(SmtpSettings.Tls tls) throws StartFailure {
        if (tls.certificate().isPresent() != tls.key().isPresent()) {
            throw new StartFailure(
                    "sealpost.smtp.tls.certificate and sealpost.smtp.tls.key go together: set both, or neither.");
        }
        if (tls.certificate().isPresent() && tls.key().isPresent()) {
            try {
                ServerTls.load(tls.certificate().get(), tls.key().get());
            } catch (ServerStartException wrong) {
                throw new StartFailure(String.valueOf(wrong.getMessage()), wrong);
            }
        }
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }

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

    /** Reads what certificates are judged by, and where recipients' are looked for, without connecting. */
    static void certificates(CertificateSettings settings) throws StartFailure {
        try {
            TrustAnchors.check(settings);
            CertificateLookups.check(settings);
        } catch (IllegalArgumentException wrong) {
            throw new StartFailure(oneLine(String.valueOf(wrong.getMessage())), wrong);
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
            Optional<Broker> broker = KafkaSettings.broker(server);
            if (broker.filter(Preflight::answers).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean answers(Broker broker) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(broker.host(), broker.port()), BROKER_MILLIS);
            return true;
        } catch (IOException away) {
            return false;
        }
    }
}
