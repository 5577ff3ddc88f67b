package org.sealpost.certificate;

import java.util.Locale;

/** Where recipients' certificates are looked for. */
public enum CertificateSource {
    /** Those on record. */
    DIRECTORY,
    /** The operator's LDAP servers. */
    LDAP,
    /** The recipient's domain, in signed DNS (RFC 8162). */
    SMIMEA,
    /** The recipient's domain, in DNS as Direct Project does (RFC 4398). */
    CERT,
    /** The LDAP server that the recipient's domain names in DNS, as Direct Project does. */
    DIRECT_LDAP;

    /**
     * The one that settings and rules write like that.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static CertificateSource of(CharSequence key) {
        return valueOf(key.toString().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** As settings write it, such as {@code direct-ldap}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
