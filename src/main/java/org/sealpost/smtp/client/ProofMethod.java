package org.sealpost.smtp.client;

/** By what a next hop proved who it is. */
public enum ProofMethod {
    /** A path to a trust anchor and the name of the next hop that the operator configured. */
    PKIX_NAME("pkix-name"),
    /** A path to a trust anchor and a name that the operator configured for the recipient's domain. */
    OPERATOR_NAME("operator-name"),
    /** A path to a trust anchor and the name of a server that the domain's MTA-STS policy lists (RFC 8461). */
    MTA_STS("mta-sts"),
    /** The certificate or its key stands in signed DNS (RFC 7672 section 3.1.1). */
    DANE_EE("dane-ee"),
    /** The certificate's issuer stands in signed DNS, and the certificate names the server (section 3.1.2). */
    DANE_TA("dane-ta");

    private final String key;

    ProofMethod(String key) {
        this.key = key;
    }

    /** The name in events and in the API. */
    public String key() {
        return key;
    }
}
