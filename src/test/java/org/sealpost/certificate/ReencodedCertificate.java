package org.sealpost.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.sealpost.testing.TestIdentity;

/** The same certificate in other octets, as whoever has it can write it without its authority's key. */
final class ReencodedCertificate {

    private ReencodedCertificate() {}

    /**
     * Leaves the NULL out of the outer algorithm of an RSA signature, or turns the s of an ECDSA signature into n - s:
     * nothing that is signed changes, and either verifies.
     */
    static TestIdentity of(TestIdentity original, TestIdentity issuer) {
        try {
            ASN1Sequence parts = ASN1Sequence.getInstance(original.certificate().getEncoded());
            ASN1Encodable algorithm = parts.getObjectAt(1);
            ASN1Encodable signature = parts.getObjectAt(2);
            if (issuer.certificate().getPublicKey() instanceof ECPublicKey curve) {
                signature = other(signature, curve.getParams().getOrder());
            } else {
                algorithm = new DERSequence(ASN1Sequence.getInstance(algorithm).getObjectAt(0));
            }
            byte[] octets =
                    new DERSequence(new ASN1Encodable[] {parts.getObjectAt(0), algorithm, signature}).getEncoded();
            X509Certificate twin = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets));
            twin.verify(issuer.certificate().getPublicKey());
            if (Fingerprint.of(twin).equals(Fingerprint.of(original.certificate()))) {
                throw new IllegalStateException("the octets are the same");
            }
            return new TestIdentity(twin, original.keys());
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ASN1Encodable other(ASN1Encodable signature, BigInteger order) throws Exception {
        ASN1Sequence numbers = ASN1Sequence.getInstance(((ASN1BitString) signature).getOctets());
        BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
        ASN1Integer negative = new ASN1Integer(order.subtract(s));
        return new DERBitString(new DERSequence(new ASN1Encodable[] {numbers.getObjectAt(0), negative}).getEncoded());
    }
}
