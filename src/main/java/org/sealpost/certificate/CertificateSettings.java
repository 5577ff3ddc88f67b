package org.sealpost.certificate;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Whose word makes a recipient's certificate usable. */
@ConfigMapping(prefix = "sealpost.certificates")
public interface CertificateSettings {

    /**
     * A PEM file of the authorities whose certificates for e-mail are trusted, read at start. Without it only pinned
     * certificates are usable: the authorities that a JDK trusts vouch for web servers, not for mailboxes.
     */
    Optional<Path> trust();
}
