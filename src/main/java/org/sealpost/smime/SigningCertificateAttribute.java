package org.sealpost.smime;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuerSerial;

/**
 * With which certificate a signer wants to be verified: the signed attributes signingCertificate (SHA-1) and
 * signingCertificateV2 (RFC 5035 section 5.4). What names the signer in SignerInfo is not signed, so without them another
 * certificate of the same key can be put in the place of the signer's.
 *
 * <p>Not promised: that there is one; RFC 8551 section 2.5 only allows it.
 */
final class SigningCertificateAttribute {

    private SigningCertificateAttribute() {}

    /** What names a certificate: the first in the list is the signer's (RFC 5035 sections 5.4.1.1 and 5.4.2). */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    private record Named(ASN1ObjectIdentifier hash, byte[] certificate, Optional<IssuerSerial> issuer) {

        private static Optional<Named> first(SigningCertificate list) {
            return Arrays.stream(list.getCerts()).findFirst().map(Named::of);
        }

        private static Optional<Named> first(SigningCertificateV2 list) {
            return Arrays.stream(list.getCerts()).findFirst().map(Named::of);
        }

        private static Named of(ESSCertID named) {
            return new Named(
                    OIWObjectIdentifiers.idSHA1,
                    named.getCertHashObject().getOctets(),
                    Optional.ofNullable(named.getIssuerSerial()));
        }

        private static Named of(ESSCertIDv2 named) {
            return new Named(
                    named.getHashAlgorithm().getAlgorithm(),
                    named.getCertHashObject().getOctets(),
                    Optional.ofNullable(named.getIssuerSerial()));
        }

        boolean is(X509Certificate one) {
            try {
                byte[] digest = MessageDigest.getInstance(hash.getId()).digest(one.getEncoded());
                return MessageDigest.isEqual(digest, certificate)
                        && issuer.map(it -> isIssuedAs(it, one)).orElse(true);
            } catch (GeneralSecurityException unknownHash) {
                return false;
            }
        }

        private static boolean isIssuedAs(IssuerSerial named, X509Certificate one) {
            GeneralName[] issuer = named.getIssuer().getNames();
            return named.getSerial().getValue().equals(one.getSerialNumber())
                    && issuer.length == 1
                    && issuer[0].getTagNo() == GeneralName.directoryName
                    && X500Name.getInstance(issuer[0].getName())
                            .equals(X500Name.getInstance(
                                    one.getIssuerX500Principal().getEncoded()));
        }
    }

    /**
     * Whether nothing that was signed says that it is another certificate's signature. An attribute that is there several
     * times, has several values, names nothing, or names it by an unknown hash, does not name this one.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    static boolean allows(AttributeTable signed, X509Certificate certificate) {
        return allows(
                        signed.getAll(PKCSObjectIdentifiers.id_aa_signingCertificate),
                        value -> Named.first(SigningCertificate.getInstance(value)),
                        certificate)
                && allows(
                        signed.getAll(PKCSObjectIdentifiers.id_aa_signingCertificateV2),
                        value -> Named.first(SigningCertificateV2.getInstance(value)),
                        certificate);
    }

    private static boolean allows(
            ASN1EncodableVector attributes,
            Function<ASN1Encodable, Optional<Named>> first,
            X509Certificate certificate) {
        if (attributes.size() == 0) {
            return true;
        }
        ASN1Set values = Attribute.getInstance(attributes.get(0)).getAttrValues();
        return attributes.size() == 1
                && values.size() == 1
                && first.apply(values.getObjectAt(0))
                        .filter(named -> named.is(certificate))
                        .isPresent();
    }
}
