package org.sealpost.smime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.RecipientKeyIdentifier;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSVerifierCertificateNotValidException;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Store;
import org.sealpost.mail.Mailbox;

/** Verifies a CMS signature over content that it is given. Whether the signer's certificate is trusted is not asked. */
final class SignatureCheck {

    private static final int MAX_SIGNERS = 8;
    private static final int MAX_CERTIFICATES = 50;

    /** Certificates of one signer's key: each is a verification. */
    private static final int MAX_MATCHING = 4;

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 64;

    private SignatureCheck() {}

    /** What came of it. */
    sealed interface Checked {

        /** Nobody is proven to have signed. */
        record Wrong(SignatureFault fault) implements Checked {}

        /**
         * Somebody signed exactly the content; who they speak for is to be seen.
         *
         * @param signers whose signatures are right, in the order in which they stand, at least one
         */
        record Right(List<Signer> signers) implements Checked {
            public Right {
                signers = List.copyOf(signers);
            }
        }
    }

    /**
     * Whose key signed.
     *
     * @param capabilities and the rest as in {@link SignatureVerdict.Valid}
     */
    record Signer(
            X509Certificate certificate,
            List<X509Certificate> certificates,
            Optional<Instant> signedAt,
            Optional<byte[]> capabilities,
            Optional<X509Certificate> preferred) {

        SignatureVerdict.Valid by(Mailbox from) {
            return new SignatureVerdict.Valid(
                    certificate, certificates, from, signedAt, capabilities, preferred, List.of());
        }
    }

    /**
     * Looks at each signer. Those who are right count, whatever is wrong with others, since nobody can read all algorithms
     * (RFC 5752), and the second may be the author where the first is a gateway, or has another of the author's certificates.
     *
     * @param data with its content within it, or beside it
     */
    static Checked check(CMSSignedData data) {
        try {
            Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
            if (signers.isEmpty() || signers.size() > MAX_SIGNERS) {
                return new Checked.Wrong(SignatureFault.NO_SIGNER);
            }
            Store<X509CertificateHolder> store = data.getCertificates();
            List<X509CertificateHolder> certificates = List.copyOf(store.getMatches(null));
            if (certificates.size() > MAX_CERTIFICATES) {
                return new Checked.Wrong(SignatureFault.MALFORMED);
            }
            return together(signers.stream()
                    .map(signer -> checkOne(signer, certificates))
                    .toList());
        } catch (RuntimeException damaged) {
            return new Checked.Wrong(SignatureFault.MALFORMED);
        }
    }

    /** All that are right; where none is, the first that is wrong. */
    private static Checked together(List<Checked> each) {
        List<Signer> right = each.stream()
                .filter(Checked.Right.class::isInstance)
                .flatMap(one -> ((Checked.Right) one).signers().stream())
                .toList();
        return right.isEmpty() ? each.getFirst() : new Checked.Right(right);
    }

    /** A signer of whom not even the attributes can be read is wrong, and takes no other's word away. */
    private static Checked checkOne(SignerInformation signer, List<X509CertificateHolder> certificates) {
        try {
            return check(signer, certificates);
        } catch (RuntimeException damaged) {
            return new Checked.Wrong(SignatureFault.MALFORMED);
        }
    }

    private static Checked check(SignerInformation signer, List<X509CertificateHolder> certificates) {
        AttributeTable attributes = signer.getSignedAttributes();
        if (attributes == null || attributes.size() == 0) {
            return new Checked.Wrong(SignatureFault.NO_SIGNED_ATTRIBUTES);
        }
        if (!SignerAlgorithms.areStrong(signer)) {
            return new Checked.Wrong(SignatureFault.WEAK);
        }
        // Several certificates have one subject key identifier, such as a renewed one and the former.
        List<X509CertificateHolder> matching =
                certificates.stream().filter(signer.getSID()::match).distinct().toList();
        if (matching.isEmpty()) {
            return new Checked.Wrong(SignatureFault.NO_CERTIFICATE);
        }
        List<X509CertificateHolder> allowed = matching.stream()
                .filter(one -> allows(attributes, one))
                .limit(MAX_MATCHING)
                .toList();
        return allowed.isEmpty()
                ? new Checked.Wrong(SignatureFault.OTHER_CERTIFICATE)
                : together(allowed.stream()
                        .map(one -> check(signer, attributes, one, certificates))
                        .toList());
    }

    private static boolean allows(AttributeTable attributes, X509CertificateHolder holder) {
        try {
            return SigningCertificateAttribute.allows(attributes, certificate(holder));
        } catch (CertificateException | IOException unreadable) {
            return false;
        }
    }

    private static Checked check(
            SignerInformation signer,
            AttributeTable attributes,
            X509CertificateHolder holder,
            List<X509CertificateHolder> certificates) {
        try {
            X509Certificate certificate = certificate(holder);
            if (certificate.getPublicKey() instanceof RSAPublicKey rsa
                    && (rsa.getModulus().bitLength() < MIN_RSA_BITS || isTooLarge(rsa))) {
                return new Checked.Wrong(SignatureFault.WEAK);
            }
            if (!signer.verify(verifier(holder))) {
                return new Checked.Wrong(SignatureFault.CONTENT_CHANGED);
            }
            return new Checked.Right(List.of(new Signer(
                    certificate,
                    all(certificates),
                    time(attributes),
                    single(attributes, PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities)
                            .map(SignatureCheck::der),
                    single(attributes, PKCSObjectIdentifiers.id_aa_encrypKeyPref)
                            .flatMap(preference -> preferred(preference, certificates)))));
        } catch (CMSVerifierCertificateNotValidException notValid) {
            return new Checked.Wrong(SignatureFault.NOT_VALID_THEN);
        } catch (CMSException wrong) {
            return new Checked.Wrong(SignatureFault.CONTENT_CHANGED);
        } catch (OperatorCreationException | CertificateException | IOException unreadable) {
            return new Checked.Wrong(SignatureFault.MALFORMED);
        }
    }

    /** Whoever may choose the key would choose how long it takes. */
    private static boolean isTooLarge(RSAPublicKey key) {
        return key.getModulus().bitLength() > MAX_RSA_BITS
                || key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS;
    }

    /** The JDK hashes the content, with the processor's own instructions. */
    private static SignerInformationVerifier verifier(X509CertificateHolder holder)
            throws OperatorCreationException, CertificateException {
        return new SignerInformationVerifier(
                new DefaultCMSSignatureAlgorithmNameGenerator(),
                new DefaultSignatureAlgorithmIdentifierFinder(),
                new JcaContentVerifierProviderBuilder()
                        .setProvider(CmsProvider.get())
                        .build(holder),
                new JcaDigestCalculatorProviderBuilder().build());
    }

    private static List<X509Certificate> all(List<X509CertificateHolder> holders) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : holders) {
            try {
                certificates.add(certificate(holder));
            } catch (CertificateException | IOException unreadable) {
                // One that nobody can read proves nothing and harms nothing.
                continue;
            }
        }
        return certificates;
    }

    private static X509Certificate certificate(X509CertificateHolder holder) throws CertificateException, IOException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    }

    private static Optional<ASN1Encodable> single(AttributeTable attributes, ASN1ObjectIdentifier type) {
        Attribute attribute = attributes.get(type);
        return attribute == null || attribute.getAttrValues().size() != 1
                ? Optional.empty()
                : Optional.of(attribute.getAttrValues().getObjectAt(0));
    }

    private static Optional<Instant> time(AttributeTable attributes) {
        return single(attributes, CMSAttributes.signingTime)
                .map(value -> Time.getInstance(value).getDate().toInstant());
    }

    private static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** RFC 8551 section 2.5.3: issuer and serial number, a recipient's key id, or a subject's. */
    private static Optional<X509Certificate> preferred(ASN1Encodable value, List<X509CertificateHolder> certificates) {
        ASN1TaggedObject choice = ASN1TaggedObject.getInstance(value);
        Optional<SignerId> wanted = Optional.ofNullable(
                switch (choice.getTagNo()) {
                    case 0 -> {
                        IssuerAndSerialNumber named =
                                IssuerAndSerialNumber.getInstance(ASN1Sequence.getInstance(choice, false));
                        yield new SignerId(
                                named.getName(), named.getSerialNumber().getValue());
                    }
                    case 1 ->
                        new SignerId(RecipientKeyIdentifier.getInstance(choice, false)
                                .getSubjectKeyIdentifier()
                                .getOctets());
                    case 2 ->
                        new SignerId(ASN1OctetString.getInstance(choice, false).getOctets());
                    default -> null;
                });
        return wanted.flatMap(id -> certificates.stream().filter(id::match).findFirst())
                .flatMap(holder -> all(List.of(holder)).stream().findFirst());
    }

    static boolean isSignedData(ASN1ObjectIdentifier type) {
        return type.equals(CMSObjectIdentifiers.signedData);
    }
}
