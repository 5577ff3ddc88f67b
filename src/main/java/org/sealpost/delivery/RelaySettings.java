package org.sealpost.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The next hop for everything that no rule routes elsewhere. */
@ConfigMapping(prefix = "sealpost.relay")
public interface RelaySettings {

    /** Its name; without one, delivery is to the recipient domain's MX. */
    Optional<String> host();

    /** Its port; at 465 TLS comes first (RFC 8314), at others by STARTTLS. */
    @WithDefault("25")
    int port();

    /** What the TLS of every connection must be: none, opportunistic, required, verified, dane or mta-sts. */
    @WithDefault("verified")
    String tls();

    /** For AUTH, only under TLS. */
    Optional<String> username();

    /** For AUTH, only under TLS. */
    Optional<String> password();

    /**
     * PEM file of the CAs that prove the relay's certificate, and those of others beside the JDK's;
     * only the JDK's when missing.
     */
    Optional<Path> trust();

    /** The operator's word that the relay itself sends on only over verified TLS. */
    @WithDefault("false")
    boolean protectsOnward();
}
