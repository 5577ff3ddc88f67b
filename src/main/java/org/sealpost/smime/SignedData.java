package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMEEncryptionKeyPreferenceAttribute;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Makes CMS signed-data (RFC 5652 section 5) as one identity.
 *
 * @param identity that signs
 * @param scheme of its key
 * @param encryptionCertificate of ours, to which answers may be encrypted
 * @param encryptionKey of that certificate
 * @param clock that gives the signing time
 */
record SignedData(
        SmimeIdentity identity,
        SignatureScheme scheme,
        Optional<X509Certificate> encryptionCertificate,
        Optional<RecipientKey> encryptionKey,
        Clock clock) {

    /** Octets of a signature with its attributes, without the certificates, at most (ML-DSA-87 has 4,627). */
    private static final int SIGNER_INFO = 8192;

    /** Signs what is written to the result and passes it on; closing writes signed-data without it. */
    OutputStream detached(OutputStream signedData, OutputStream content) throws SmimeException, IOException {
        return generator().open(signedData, false, content);
    }

    /** Octets that signed-data without content takes at most. */
    int overhead() throws SmimeException {
        int octets = SIGNER_INFO;
        try {
            for (X509Certificate certificate : certificates()) {
                octets += certificate.getEncoded().length;
            }
        } catch (CertificateEncodingException notEncodable) {
            throw cannotSign(notEncodable);
        }
        return octets;
    }

    static SmimeException cannotSign(Exception fault) {
        return new SmimeException("The message cannot be signed: the key does not sign.", fault);
    }

    private CMSSignedDataStreamGenerator generator() throws SmimeException {
        try {
            CMSSignedDataStreamGenerator generator = new CMSSignedDataStreamGenerator();
            // The hash over the content is the JDK's, which is the fastest.
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setContentDigest(scheme.digest())
                            .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes()))
                            .build(new KeySigner(identity, scheme), identity.certificate()));
            generator.addCertificates(new JcaCertStore(certificates()));
            return generator;
        } catch (GeneralSecurityException | OperatorCreationException | CMSException fault) {
            throw cannotSign(fault);
        }
    }

    /** Once each: the signing one, the one for answers, and what lies between these and an anchor. */
    private Set<X509Certificate> certificates() {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        certificates.add(identity.certificate());
        encryptionCertificate.ifPresent(certificates::add);
        certificates.addAll(identity.issuers());
        return certificates;
    }

    /** The signed attributes beside contentType, messageDigest and algorithm protection, which the generator adds. */
    private AttributeTable attributes() throws GeneralSecurityException {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(clock.instant())))));
        attributes.add(signingCertificate());
        attributes.add(AnnouncedCapabilities.ours(encryptionKey));
        if (encryptionCertificate.isPresent()) {
            attributes.add(new SMIMEEncryptionKeyPreferenceAttribute(
                    CertificateName.issuerAndSerialNumber(encryptionCertificate.get())));
        }
        return new AttributeTable(attributes);
    }

    /** Binds the signature to its certificate, so that no other one with the same key can be put in its place (RFC 5035). */
    private Attribute signingCertificate() throws GeneralSecurityException {
        JcaX509CertificateHolder holder = new JcaX509CertificateHolder(identity.certificate());
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(identity.certificate().getEncoded());
        return new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(
                        hash,
                        new IssuerSerial(
                                new GeneralNames(new GeneralName(holder.getIssuer())), holder.getSerialNumber())))));
    }
}
