package org.sealpost.smtp.client;

/** What a connection must at least be; ordered from weak to strong. */
public enum TlsLevel {
    /** In clear. */
    NONE,
    /** Encrypted where the next hop offers it and the handshake succeeds, else in clear. */
    OPPORTUNISTIC,
    /** Encrypted; the certificate need not prove anything. */
    REQUIRED,
    /** Encrypted, and the peer proved its {@link Identity}. */
    VERIFIED
}
