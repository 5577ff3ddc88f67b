package org.sealpost.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.sealpost.mail.Domain;

/** Writes certificates and requests for mail, by the profile of RFC 5280 and RFC 8550. */
final class CertificateWriter {

    /** RFC 5280 section 4.1.2.2: positive and at most 20 octets; random, so that none is met twice. */
    private static final int SERIAL_BITS = 126;

    /** Clocks of those who read it may be behind. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateWriter() {}

    /** A subject of a common name only: what stands in it is escaped and adds no other attribute. */
    static X500Name subject(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    /**
     * The certificate of an authority that signs end entities only.
     *
     * @param permitted the domains whose addresses it may certify; all when empty
     */
    static X509Certificate authority(
            PublicKey key, X500Name name, ContentSigner signer, Duration lifetime, Collection<Domain> permitted)
            throws GeneralSecurityException, IOException {
        X509v3CertificateBuilder builder = builder(key, name, name, lifetime, Optional.empty());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        if (!permitted.isEmpty()) {
            // RFC 5280 section 4.2.1.10: a host stands for all mailboxes at it.
            GeneralSubtree[] domains = permitted.stream()
                    .map(domain -> new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, domain.toAscii())))
                    .toArray(GeneralSubtree[]::new);
            builder.addExtension(Extension.nameConstraints, true, new NameConstraints(domains, null));
        }
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /**
     * The certificate of a key for mail.
     *
     * @param issuer absent: the key signs its own
     * @param revocationList where the issuer publishes what it revoked
     */
    static X509Certificate forMail(
            PublicKey key,
            X500Name subject,
            CertifiedNames whose,
            Optional<X509Certificate> issuer,
            ContentSigner signer,
            Duration lifetime,
            Optional<URI> revocationList)
            throws GeneralSecurityException, IOException {
        X500Name issuedBy = issuer.map(one ->
                        X500Name.getInstance(one.getSubjectX500Principal().getEncoded()))
                .orElse(subject);
        X509v3CertificateBuilder builder = builder(key, subject, issuedBy, lifetime, issuer);
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, usage(key));
        builder.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(
                        issuer.map(X509Certificate::getPublicKey).orElse(key)));
        Optional<GeneralNames> names = whose.extension();
        if (names.isPresent()) {
            builder.addExtension(Extension.subjectAlternativeName, false, names.get());
        }
        if (revocationList.isPresent()) {
            GeneralName place = new GeneralName(
                    GeneralName.uniformResourceIdentifier, revocationList.get().toASCIIString());
            builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                new DistributionPoint(new DistributionPointName(new GeneralNames(place)), null, null)
            }));
        }
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /** A request (PKCS#10, RFC 2986) that asks for what {@link #forMail} would give. */
    static byte[] request(PublicKey key, X500Name subject, CertifiedNames whose, ContentSigner signer)
            throws IOException {
        ExtensionsGenerator wanted = new ExtensionsGenerator();
        wanted.addExtension(Extension.keyUsage, true, usage(key));
        wanted.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
        Optional<GeneralNames> names = whose.extension();
        if (names.isPresent()) {
            wanted.addExtension(Extension.subjectAlternativeName, false, names.get());
        }
        return new JcaPKCS10CertificationRequestBuilder(subject, key)
                .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate())
                .build(signer)
                .getEncoded();
    }

    private static X509v3CertificateBuilder builder(
            PublicKey key, X500Name subject, X500Name issuer, Duration lifetime, Optional<X509Certificate> within) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(lifetime);
        // What an authority signs does not outlive it.
        Instant last = within.map(one -> one.getNotAfter().toInstant())
                .filter(end::isAfter)
                .orElse(end);
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(last),
                subject,
                key);
    }

    private static KeyUsage usage(PublicKey key) {
        return new KeyUsage(
                switch (KeyAlgorithm.family(key)) {
                    case RSA -> KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
                    case ELLIPTIC -> KeyUsage.digitalSignature | KeyUsage.keyAgreement;
                    case SIGNATURE -> KeyUsage.digitalSignature;
                    case AGREEMENT -> KeyUsage.keyAgreement;
                    // RFC 9935 section 5.
                    case ENCAPSULATION -> KeyUsage.keyEncipherment;
                });
    }
}
