package org.sealpost.gateway;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The receiving listener; who may relay through it stands in {@code practice.TrustedClientSettings}. */
@Unremovable // TrustedClientSettings has the same prefix, and then every name under it must be known
@ConfigMapping(prefix = "sealpost.smtp")
public interface SmtpSettings {

    /** Address to listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** Port with STARTTLS; 0 for any free one. */
    @WithDefault("2525")
    int port();

    /** One more port with implicit TLS (RFC 8314). */
    OptionalInt tlsPort();

    /** Largest message, announced by SIZE and enforced. */
    @WithDefault("50M")
    MemorySize maxMessageSize();

    /** Recipients of one message. */
    @WithDefault("1000")
    int maxRecipients();

    /** Header section of one message. */
    @WithDefault("256K")
    MemorySize maxHeaderSize();

    /** Received fields of one message; more are a loop (554). */
    @WithDefault("100")
    int maxReceived();

    /** Silence after which a client is sent away (421). */
    @WithDefault("5m")
    Duration idleTimeout();

    /** Time for one command, from its first octet to its last. */
    @WithDefault("1m")
    Duration commandTimeout();

    /** Silence within a message after which it is given up. */
    @WithDefault("3m")
    Duration dataTimeout();

    /** Octets a second that a message must reach on average after its first minute (over 1 MiB after ten seconds); 0 for no such limit. */
    @WithDefault("1K")
    MemorySize minDataRate();

    /** Time for a TLS handshake, and for a balancer to say for whom it speaks. */
    @WithDefault("30s")
    Duration handshakeTimeout();

    /** Errors of the protocol since the last message in a connection, after which it is closed. */
    @WithDefault("20")
    int maxErrors();

    /** Commands without a message between them, recipients apart, after which a connection is closed. */
    @WithDefault("100")
    int maxCommands();

    /** Connections at a time, in all. */
    @WithDefault("1000")
    int maxConnections();

    /**
     * Connections at a time from one address (of IPv6 one /64) that may not relay without AUTH; who may has no limit
     * but that in all.
     */
    @WithDefault("200")
    int maxConnectionsPerClient();

    /** Heap that messages in flight share; a quarter of the heap when missing. */
    Optional<MemorySize> memory();

    /** The name in the greeting and in Received, a domain or an address literal; the host's name when missing. */
    Optional<String> hostname();

    /** Load balancers, as CIDR: they must begin with the PROXY protocol (1 or 2), and nobody else may. */
    Optional<List<String>> proxyClients();

    /** Old devices, as CIDR, whose bare CR and LF become CRLF; other messages that hold one are refused. */
    Optional<List<String>> normalizeClients();

    /** How long readiness is down before the listener closes, so that a load balancer sees it in time. */
    @WithDefault("0s")
    Duration drainDelay();

    /** How long running transactions may take at an orderly stop. */
    @WithDefault("30s")
    Duration stopTimeout();

    /** The listener's certificate. */
    Tls tls();

    /** How often a password may be wrong. */
    Auth auth();

    /** Limits of guessing. */
    interface Auth {

        /** Wrong passwords from one network, and for one login, until further ones are not looked at. */
        @WithDefault("10")
        int maxFailures();

        /** How long a wrong password counts after the last one. */
        @WithDefault("15m")
        Duration failureMemory();

        /** How long the reply to the first wrong password waits; doubled with each, up to eight times as long. */
        @WithDefault("1s")
        Duration firstDelay();
    }

    /** The listener's certificate: both files, or none for one that is made at first start. */
    interface Tls {

        /** PEM file of the certificate and its chain. */
        Optional<Path> certificate();

        /** PEM file of the private key. */
        Optional<Path> key();

        /** PEM file of the authorities whose client certificates count; without it clients are not asked for one. */
        Optional<Path> clientTrust();
    }
}
