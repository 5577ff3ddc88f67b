package org.sealpost.certificate;

import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultSignatureNameFinder;
import org.jspecify.annotations.Nullable;

/** Whether an authority's signature proves anything today: nobody finds a second text for it, or the key itself. */
final class SignatureStrength {

    /** The beginnings of names of signature algorithms, and what a reason calls their digest. */
    private static final Map<String, String> BROKEN = Map.of("MD2", "MD2", "MD4", "MD4", "MD5", "MD5", "SHA1", "SHA-1");

    private SignatureStrength() {}

    /** Why what a certificate is signed with is too weak. */
    static Optional<String> fault(X509Certificate certificate) {
        return fault(certificate.getSigAlgOID(), certificate.getSigAlgParams());
    }

    /** Why what a CRL is signed with is too weak. */
    static Optional<String> fault(X509CRL list) {
        return fault(list.getSigAlgOID(), list.getSigAlgParams());
    }

    /** Why such a signature is too weak. */
    static Optional<String> fault(AlgorithmIdentifier algorithm) {
        String name =
                new DefaultSignatureNameFinder().getAlgorithmName(algorithm).toUpperCase(Locale.ROOT);
        return BROKEN.entrySet().stream()
                .filter(digest -> name.startsWith(digest.getKey()))
                .findFirst()
                .map(digest -> "signed with " + digest.getValue());
    }

    /** Why a key is too weak for an authority. */
    static Optional<String> fault(@Nullable PublicKey key) {
        return switch (key) {
            case null -> Optional.of("key is of a kind that cannot be used here");
            case RSAPublicKey rsa -> CertificateUse.rsa(rsa);
            case DSAPublicKey ignored -> Optional.of("DSA key is used no more");
            case PublicKey ignored -> Optional.empty();
        };
    }

    private static Optional<String> fault(String oid, byte @Nullable [] parameters) {
        ASN1ObjectIdentifier algorithm = new ASN1ObjectIdentifier(oid);
        try {
            return fault(
                    parameters == null
                            ? new AlgorithmIdentifier(algorithm)
                            : new AlgorithmIdentifier(algorithm, ASN1Primitive.fromByteArray(parameters)));
        } catch (IOException malformed) {
            return Optional.of("signed with an algorithm that cannot be read");
        }
    }
}
