package org.sealpost.smime;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;

/** How a message's content is encrypted, the stronger first. */
public enum ContentEncryption {

    /** Authenticated encryption, authEnveloped-data (RFC 5083, RFC 5084; RFC 8551 section 2.7 demands it). */
    AES_256_GCM(
            "aes-256-gcm",
            CMSAlgorithm.AES256_GCM,
            "AES/GCM/NoPadding",
            CMSObjectIdentifiers.authEnvelopedData,
            "authEnveloped-data") {
        @Override
        long ciphertextSize(long content) {
            return content;
        }

        @Override
        int tagSize() {
            return 16;
        }
    },

    /**
     * Encryption that detects no change, enveloped-data (RFC 3565): for readers that know nothing newer. It is written
     * with a signature inside only, because of EFAIL (CVE-2017-17689).
     */
    AES_256_CBC(
            "aes-256-cbc",
            CMSAlgorithm.AES256_CBC,
            "AES/CBC/PKCS5Padding",
            CMSObjectIdentifiers.envelopedData,
            "enveloped-data") {
        @Override
        long ciphertextSize(long content) {
            return (content / BLOCK + 1) * BLOCK;
        }

        @Override
        int tagSize() {
            return 0;
        }
    };

    private static final int BLOCK = 16;

    private final String token;
    private final ASN1ObjectIdentifier algorithm;
    private final String transformation;
    private final ASN1ObjectIdentifier envelopeType;
    private final String smimeType;

    ContentEncryption(
            String token,
            ASN1ObjectIdentifier algorithm,
            String transformation,
            ASN1ObjectIdentifier envelopeType,
            String smimeType) {
        this.token = token;
        this.algorithm = algorithm;
        this.transformation = transformation;
        this.envelopeType = envelopeType;
        this.smimeType = smimeType;
    }

    /** Octets that so many become, without the tag. */
    abstract long ciphertextSize(long content);

    /** Octets of the tag that authenticates the content; 0 where nothing does. */
    abstract int tagSize();

    /** Its word in settings and records. */
    String token() {
        return token;
    }

    ASN1ObjectIdentifier algorithm() {
        return algorithm;
    }

    /** Its name in the JDK. */
    String transformation() {
        return transformation;
    }

    /** The CMS content type around it. */
    ASN1ObjectIdentifier envelopeType() {
        return envelopeType;
    }

    /** The parameter of that name (RFC 8551 section 3.2.2). */
    String smimeType() {
        return smimeType;
    }
}
