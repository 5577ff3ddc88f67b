package org.sealpost.certificate;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.sealpost.testing.TestIdentity;

/** CRLs and OCSP responses, good and bad. */
final class SampleRevocation {

    private SampleRevocation() {}

    /** An extension of a CRL. */
    record Marked(ASN1ObjectIdentifier which, boolean critical, ASN1Encodable value) {}

    static byte[] list(
            TestIdentity issuer, KeyPair signer, Instant from, Instant until, Instant revokedAt, long... serials) {
        return list(issuer, signer, SampleCertificate.signatureOf(signer), from, until, List.of(), revokedAt, serials);
    }

    static byte[] list(
            TestIdentity issuer,
            KeyPair signer,
            String algorithm,
            Instant from,
            Instant until,
            List<Marked> extensions,
            Instant revokedAt,
            long... serials) {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(issuer.certificate(), Date.from(from));
            builder.setNextUpdate(Date.from(until));
            for (Marked extension : extensions) {
                builder.addExtension(extension.which(), extension.critical(), extension.value());
            }
            for (long serial : serials) {
                builder.addCRLEntry(BigInteger.valueOf(serial), Date.from(revokedAt), CRLReason.keyCompromise);
            }
            return builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                    .getEncoded();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param by who signs
     * @param shown the certificate of who signs, sent along; not for the authority itself
     * @param nonce repeated
     */
    static byte[] answer(
            X509Certificate certificate,
            TestIdentity issuer,
            TestIdentity by,
            Optional<TestIdentity> shown,
            CertificateStatus status,
            Instant from,
            Instant until,
            Optional<byte[]> nonce) {
        try {
            BasicOCSPRespBuilder builder =
                    new BasicOCSPRespBuilder(new RespID(new JcaX509CertificateHolder(by.certificate()).getSubject()));
            CertificateID id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(issuer.certificate()),
                    certificate.getSerialNumber());
            builder.addResponse(id, status, Date.from(from), Date.from(until), null);
            if (nonce.isPresent()) {
                builder.setResponseExtensions(new Extensions(new Extension(
                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                        false,
                        new DEROctetString(nonce.get()).getEncoded())));
            }
            X509CertificateHolder[] chain = shown.isPresent()
                    ? new X509CertificateHolder[] {
                        new JcaX509CertificateHolder(shown.get().certificate())
                    }
                    : new X509CertificateHolder[0];
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder(SampleCertificate.signatureOf(by.keys()))
                                            .build(by.key()),
                                    chain,
                                    Date.from(from)))
                    .getEncoded();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
