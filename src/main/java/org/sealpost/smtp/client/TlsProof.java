package org.sealpost.smtp.client;

/** What a connection proved about its protection. */
public sealed interface TlsProof {

    /**
     * Nothing: the connection is in clear.
     *
     * @param why such as "the next hop offers no STARTTLS"
     */
    record Clear(String why) implements TlsProof {}

    /**
     * It is encrypted, to a peer that did not prove who it is.
     *
     * @param version such as {@code TLSv1.3}
     * @param cipher the cipher suite
     * @param fingerprint SHA-256 of the peer's certificate, hex
     * @param why the certificate proves nothing
     */
    record Unverified(String version, String cipher, String fingerprint, String why) implements TlsProof {}

    /**
     * It is encrypted, and a path to a trust anchor proved the name.
     *
     * @param version such as {@code TLSv1.3}
     * @param cipher the cipher suite
     * @param fingerprint SHA-256 of the peer's certificate, hex
     * @param name the host that the certificate names
     */
    record Verified(String version, String cipher, String fingerprint, String name) implements TlsProof {}

    /** Whether it is encrypted at all. */
    default boolean isEncrypted() {
        return !(this instanceof Clear);
    }

    /** Whether the peer proved its name. */
    default boolean isVerified() {
        return this instanceof Verified;
    }
}
