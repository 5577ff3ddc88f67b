package org.sealpost.certificate;

import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** A hash with which keys are made out of passwords, by its names in PKCS#12 (RFC 7292), PKCS#5 (RFC 8018) and the JDK. */
enum PasswordHash {
    SHA_1("SHA-1", "HmacSHA1", 64, OIWObjectIdentifiers.idSHA1, PKCSObjectIdentifiers.id_hmacWithSHA1),
    SHA_224("SHA-224", "HmacSHA224", 64, NISTObjectIdentifiers.id_sha224, PKCSObjectIdentifiers.id_hmacWithSHA224),
    SHA_256("SHA-256", "HmacSHA256", 64, NISTObjectIdentifiers.id_sha256, PKCSObjectIdentifiers.id_hmacWithSHA256),
    SHA_384("SHA-384", "HmacSHA384", 128, NISTObjectIdentifiers.id_sha384, PKCSObjectIdentifiers.id_hmacWithSHA384),
    SHA_512("SHA-512", "HmacSHA512", 128, NISTObjectIdentifiers.id_sha512, PKCSObjectIdentifiers.id_hmacWithSHA512),
    SHA_512_224(
            "SHA-512/224",
            "HmacSHA512/224",
            128,
            NISTObjectIdentifiers.id_sha512_224,
            PKCSObjectIdentifiers.digestAlgorithm.branch("12")),
    SHA_512_256(
            "SHA-512/256",
            "HmacSHA512/256",
            128,
            NISTObjectIdentifiers.id_sha512_256,
            PKCSObjectIdentifiers.digestAlgorithm.branch("13"));

    private final String digest;
    private final String hmac;
    private final int block;
    private final ASN1ObjectIdentifier digestId;
    private final ASN1ObjectIdentifier hmacId;

    PasswordHash(String digest, String hmac, int block, ASN1ObjectIdentifier digestId, ASN1ObjectIdentifier hmacId) {
        this.digest = digest;
        this.hmac = hmac;
        this.block = block;
        this.digestId = digestId;
        this.hmacId = hmacId;
    }

    /** By the hash's own identifier. */
    static Optional<PasswordHash> ofDigest(ASN1ObjectIdentifier id) {
        return Stream.of(values()).filter(one -> one.digestId.equals(id)).findFirst();
    }

    /** By the identifier of the HMAC that is made of it. */
    static Optional<PasswordHash> ofHmac(ASN1ObjectIdentifier id) {
        return Stream.of(values()).filter(one -> one.hmacId.equals(id)).findFirst();
    }

    /** The hash's name in the JDK. */
    String digest() {
        return digest;
    }

    /** The HMAC's name in the JDK. */
    String hmac() {
        return hmac;
    }

    /** Octets that the hash takes in at a time. */
    int block() {
        return block;
    }
}
