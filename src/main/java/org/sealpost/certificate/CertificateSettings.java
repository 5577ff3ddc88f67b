package org.sealpost.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whose word makes a certificate usable, and how revocation is learnt. */
@ConfigMapping(prefix = "sealpost.certificates")
public interface CertificateSettings {

    /**
     * A PEM file of the authorities whose certificates for e-mail are trusted, read at start. Without it only pinned
     * certificates are usable: the authorities that a JDK trusts vouch for web servers, not for mailboxes.
     */
    Optional<Path> trust();

    /** What follows when it cannot be learnt whether a certificate was revoked; an anchor may have its own word on it. */
    @WithDefault("required")
    RevocationPolicy revocation();

    /** How long one decision waits for what others say of revocation. */
    @WithDefault("2s")
    Duration revocationBudget();

    /** Policies, as object identifiers with commas between, one of which certificates must be issued under. */
    Optional<String> policies();

    /** Ports that may be connected to where a certificate's URLs name them, with commas between. */
    @WithDefault("80,443")
    Set<Integer> fetchPorts();

    /** Networks, as CIDR with commas between, that a certificate's URLs may lead to though they are not public. */
    Optional<String> internalNetworks();
}
