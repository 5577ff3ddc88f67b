package org.sealpost.smime;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/** How CMS names a certificate (RFC 5652 section 10.2.4). */
final class CertificateName {

    private CertificateName() {}

    static IssuerAndSerialNumber issuerAndSerialNumber(X509Certificate certificate)
            throws CertificateEncodingException {
        return new IssuerAndSerialNumber(new JcaX509CertificateHolder(certificate).toASN1Structure());
    }
}
