package org.sealpost.smime;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.sealpost.cryptography.Cryptography;

/** How the content key is given to one recipient. What is weaker than RFC 8551 asks is refused. */
sealed interface RecipientKey permits RsaRecipient, EllipticCurveRecipient, X25519Recipient, MlKemRecipient {

    /** The RecipientInfo of this recipient; each call makes a fresh one. */
    RecipientInfoGenerator recipientInfo() throws SmimeException;

    /** The algorithm that gives the key, as it is announced to others (RFC 8551 section 2.5.2). */
    AlgorithmIdentifier algorithm();

    /** Takes the key of a certificate, with RSAES-OAEP where that is RSA. */
    static RecipientKey of(X509Certificate certificate) throws SmimeException {
        return of(certificate, KeyTransport.RSA_OAEP);
    }

    /**
     * Takes the key of a certificate.
     *
     * @param keyTransport for a certificate with an RSA key
     * @throws SmimeException when the key is too weak or of a kind that is not supported
     */
    static RecipientKey of(X509Certificate certificate, KeyTransport keyTransport) throws SmimeException {
        PublicKey key = certificate.getPublicKey();
        if (Cryptography.isFips()) {
            checkApproved(key, keyTransport);
        }
        return switch (key) {
            case RSAPublicKey rsa -> RsaRecipient.of(certificate, rsa, keyTransport);
            case ECPublicKey ec -> EllipticCurveRecipient.of(certificate, ec);
            case XECPublicKey montgomery -> X25519Recipient.of(certificate, montgomery);
            case PublicKey other when MlKemRecipient.supports(other) -> MlKemRecipient.of(certificate, other);
            case PublicKey other ->
                throw new SmimeException("A recipient's certificate has a key of the kind " + other.getAlgorithm()
                        + ", use one with an RSA, P-256, P-384, X25519, ML-KEM-768 or ML-KEM-1024 key.");
        };
    }

    /** Before anything is tried: the validated library answers what it does not approve with an Error. */
    private static void checkApproved(PublicKey key, KeyTransport keyTransport) throws SmimeException {
        if (!(key instanceof RSAPublicKey) && !(key instanceof ECPublicKey)) {
            throw new SmimeException("A recipient's certificate has a key of a kind that is not approved here (FIPS"
                    + " 140-3), use one with an RSA, P-256 or P-384 key.");
        }
        if (key instanceof RSAPublicKey && keyTransport == KeyTransport.RSA_PKCS1) {
            throw new SmimeException("A recipient's mail program needs PKCS #1 v1.5, which is not approved here"
                    + " (FIPS 140-3): let it be one that reads RSAES-OAEP.");
        }
    }

    /** The algorithm of a public key. */
    static AlgorithmIdentifier algorithm(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
    }
}
