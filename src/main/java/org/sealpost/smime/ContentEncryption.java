package org.sealpost.smime;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;

/** How a message's content is encrypted, the stronger first. */
public enum ContentEncryption {

    /** Authenticated encryption, authEnveloped-data (RFC 5083, RFC 5084; RFC 8551 section 2.7 demands it). */
    AES_256_GCM("aes-256-gcm", CMSAlgorithm.AES256_GCM, "authEnveloped-data"),

    /**
     * Encryption that detects no change, enveloped-data (RFC 3565): for readers that know nothing newer. It is written
     * with a signature inside only, because of EFAIL (CVE-2017-17689).
     */
    AES_256_CBC("aes-256-cbc", CMSAlgorithm.AES256_CBC, "enveloped-data");

    private final String token;
    private final ASN1ObjectIdentifier algorithm;
    private final String smimeType;

    ContentEncryption(String token, ASN1ObjectIdentifier algorithm, String smimeType) {
        this.token = token;
        this.algorithm = algorithm;
        this.smimeType = smimeType;
    }

    /** Its word in settings and records. */
    String token() {
        return token;
    }

    ASN1ObjectIdentifier algorithm() {
        return algorithm;
    }

    /** The parameter of that name (RFC 8551 section 3.2.2). */
    String smimeType() {
        return smimeType;
    }
}
