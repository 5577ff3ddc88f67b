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
     * It is encrypted, and the peer proved who it is.
     *
     * @param version such as {@code TLSv1.3}
     * @param cipher the cipher suite
     * @param fingerprint SHA-256 of the peer's certificate, hex
     * @param name the host that was proven
     * @param method by what
     */
    record Verified(String version, String cipher, String fingerprint, String name, ProofMethod method)
            implements TlsProof {}

    /** Whether it is encrypted at all. */
    default boolean isEncrypted() {
        return !(this instanceof Clear);
    }

    /** Whether the peer proved its name. */
    default boolean isVerified() {
        return this instanceof Verified;
    }
}
