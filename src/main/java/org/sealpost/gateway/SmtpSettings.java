package org.sealpost.gateway;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
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

    /** Silence after which a client is sent away (421). */
    @WithDefault("5m")
    Duration idleTimeout();

    /** Connections at a time, in all. */
    @WithDefault("1000")
    int maxConnections();

    /** Connections at a time from one address. */
    @WithDefault("200")
    int maxConnectionsPerClient();

    /** Heap that messages in flight share; a quarter of the heap when missing. */
    Optional<MemorySize> memory();

    /** The name in the greeting and in Received; the host's name when missing. */
    Optional<String> hostname();

    /** How long running transactions may take at an orderly stop. */
    @WithDefault("30s")
    Duration stopTimeout();

    /** The listener's certificate. */
    Tls tls();

    /** The listener's certificate: both files, or none for one that is made at first start. */
    interface Tls {

        /** PEM file of the certificate and its chain. */
        Optional<Path> certificate();

        /** PEM file of the private key. */
        Optional<Path> key();
    }
}
