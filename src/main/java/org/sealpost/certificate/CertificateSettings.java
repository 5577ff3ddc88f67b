package org.sealpost.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where recipients' certificates come from, whose word makes one usable, and how revocation is learnt. */
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

    /**
     * Whether certificates of authorities that are missing on a path are fetched from where the certificates below them say.
     * Whoever signs mail chooses that place, and learns that it was read.
     */
    @WithDefault("false")
    boolean fetchIssuers();

    /** Policies, as object identifiers with commas between, one of which certificates must be issued under. */
    Optional<String> policies();

    /** Ports that may be connected to where a certificate's URLs name them, beside LDAP's 389, with commas between. */
    @WithDefault("80,443")
    Set<Integer> fetchPorts();

    /** Networks, as CIDR with commas between, that a certificate's URLs may lead to though they are not public. */
    Optional<String> internalNetworks();

    /** Where they are looked for, in this order; those on record are the first. Others learn of whom we ask. */
    @WithDefault("directory")
    List<CertificateSource> sources();

    /** How long a decision waits for all sources outside together. */
    @WithDefault("2s")
    Duration lookupBudget();

    /** For how long answers of LDAP servers hold; those of DNS hold as long as DNS says. */
    @WithDefault("1h")
    Duration ldapCache();

    /**
     * Whether a certificate that the recipient's domain names in signed DNS with usage 3 (RFC 8162) needs no path to an
     * anchor. Whoever runs that domain's DNS, or a zone above it, could then read along.
     */
    @WithDefault("false")
    boolean smimeaVouches();

    /** The LDAP servers of the source {@code ldap}, in the order in which their certificates count. */
    List<Ldap> ldap();

    /** An LDAP server. */
    interface Ldap {

        /** {@code ldaps://host}, {@code ldap://host:port}. */
        String url();

        /** Whether a connection that begins in clear (ldap) is protected before anything is asked. */
        @WithDefault("false")
        boolean startTls();

        /** The entry below which people are, such as {@code ou=people,dc=clinic,dc=example}. */
        String baseDn();

        /** Who asks; anonymously when missing. */
        Optional<String> bindDn();

        /** Of who asks. */
        Optional<String> password();

        /** A PEM file of the authorities that prove the server; those of the JDK when missing. */
        Optional<Path> trust();

        /** Which attributes hold a person's address; one is enough. */
        @WithDefault("mail")
        List<String> mailAttributes();

        /** Which attributes hold certificates. */
        @WithDefault("userCertificate,userSMIMECertificate")
        List<String> certificateAttributes();
    }
}
