package org.sealpost.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;

/**
 * Certificates in PKCS#7 (RFC 2315, RFC 5652 section 5): signed data, mostly without a signature, as {@code .p7b} and
 * {@code .p7c} files and the LDAP attribute userSMIMECertificate hold them. A signature is not looked at: it would say
 * nothing about the certificates.
 */
final class SignedDataFile {

    private SignedDataFile() {}

    /** Those in it, in their order. */
    static List<X509Certificate> read(byte[] octets) throws CertificateRefusedException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : encoded(octets)) {
            certificates.add(CertificateFile.one(der));
        }
        return certificates;
    }

    private static List<byte[]> encoded(byte[] octets) throws CertificateRefusedException {
        try {
            ContentInfo content = ContentInfo.getInstance(ASN1Primitive.fromByteArray(octets));
            if (!CMSObjectIdentifiers.signedData.equals(content.getContentType())) {
                throw damaged();
            }
            ASN1Set all = SignedData.getInstance(content.getContent()).getCertificates();
            List<byte[]> encoded = new ArrayList<>();
            if (all != null) {
                for (ASN1Encodable one : all) {
                    // What is tagged is an attribute certificate or a format that nobody uses (RFC 5652 section
                    // 10.2.2).
                    if (one.toASN1Primitive() instanceof ASN1Sequence certificate) {
                        encoded.add(certificate.getEncoded());
                    }
                }
            }
            return encoded;
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            // Bouncy Castle answers malformed input with unchecked exceptions, and reads nested values by recursion.
            throw damaged();
        }
    }

    private static CertificateRefusedException damaged() {
        return new CertificateRefusedException(
                "The PKCS#7 file is damaged or holds something else: export the certificates again.");
    }
}
