package org.sealpost.smime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMEEncryptionKeyPreferenceAttribute;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/**
 * What all signatures by one certificate have alike. It holds nothing secret, and nothing of a message.
 *
 * @param scheme of the certificate's key
 * @param signer the certificate, as the signature names it
 * @param certificates that are sent along: the signer's, the one for answers, and what lies between these and an anchor
 * @param octets of these certificates together
 * @param attributes that are signed beside the time, and beside those that every signature has
 */
record SignatureParts(
        SignatureScheme scheme,
        X509CertificateHolder signer,
        List<X509CertificateHolder> certificates,
        int octets,
        List<Attribute> attributes) {

    SignatureParts {
        certificates = List.copyOf(certificates);
        attributes = List.copyOf(attributes);
    }

    /**
     * By which certificates they are told from each other.
     *
     * @param signer whose key signs
     * @param issuers between it and an anchor
     * @param answers of ours, to which answers may be encrypted
     */
    record Certificates(X509Certificate signer, List<X509Certificate> issuers, Optional<X509Certificate> answers) {

        Certificates {
            issuers = List.copyOf(issuers);
        }

        /** Once each. */
        private Set<X509Certificate> all() {
            Set<X509Certificate> all = new LinkedHashSet<>();
            all.add(signer);
            answers.ifPresent(all::add);
            all.addAll(issuers);
            return all;
        }
    }

    /** @throws SmimeException when a key is too weak or of a kind that is not supported */
    static SignatureParts of(Certificates certificates) throws SmimeException {
        SignatureScheme scheme = SignatureScheme.of(certificates.signer().getPublicKey());
        Optional<RecipientKey> answers = certificates.answers().isPresent()
                ? Optional.of(RecipientKey.of(certificates.answers().get()))
                : Optional.empty();
        try {
            int octets = 0;
            List<X509CertificateHolder> holders = new ArrayList<>();
            for (X509Certificate certificate : certificates.all()) {
                X509CertificateHolder holder = new JcaX509CertificateHolder(certificate);
                holders.add(holder);
                octets += holder.getEncoded().length;
            }
            List<Attribute> attributes = new ArrayList<>();
            attributes.add(signingCertificate(holders.getFirst()));
            attributes.add(AnnouncedCapabilities.ours(answers));
            if (certificates.answers().isPresent()) {
                attributes.add(new SMIMEEncryptionKeyPreferenceAttribute(CertificateName.issuerAndSerialNumber(
                        certificates.answers().get())));
            }
            return new SignatureParts(scheme, holders.getFirst(), holders, octets, attributes);
        } catch (GeneralSecurityException | IOException notEncodable) {
            throw SignedData.cannotSign(notEncodable);
        }
    }

    /** Binds the signature to its certificate, so that no other one with the same key can be put in its place (RFC 5035). */
    private static Attribute signingCertificate(X509CertificateHolder signer)
            throws GeneralSecurityException, IOException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(signer.getEncoded());
        IssuerSerial name =
                new IssuerSerial(new GeneralNames(new GeneralName(signer.getIssuer())), signer.getSerialNumber());
        return new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash, name))));
    }
}
