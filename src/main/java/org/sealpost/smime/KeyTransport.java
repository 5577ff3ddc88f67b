package org.sealpost.smime;

/** How the content key is encrypted to an RSA key, the stronger first. Says nothing about other kinds of keys. */
public enum KeyTransport {

    /** RSAES-OAEP with SHA-256, also in its mask generation (RFC 4055, RFC 8551 section 2.3). */
    RSA_OAEP("rsa-oaep"),

    /** RSAES-PKCS1-v1_5 (RFC 3370): for readers that know nothing newer. */
    RSA_PKCS1("rsa-pkcs1");

    private final String token;

    KeyTransport(String token) {
        this.token = token;
    }

    /** Its word in settings and records. */
    String token() {
        return token;
    }
}
