package org.sealpost.certificate;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Who may answer for an authority (RFC 6960 section 4.2.2.2): it itself, and whoever it issued a certificate for OCSP
 * signing to. A delegate's own revocation is not asked: authorities give them short lives, or say that nobody need ask
 * (section 4.2.2.2.1).
 */
final class OcspResponder {

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int MOST_CERTIFICATES = 8;

    private OcspResponder() {}

    /** @throws RevocationUnknownException unless the response is signed by one who may */
    static void check(BasicOCSPResp response, X509Certificate issuer, Instant at) throws RevocationUnknownException {
        Optional<String> weak = SignatureStrength.fault(response.getSignatureAlgorithmID());
        if (weak.isPresent()) {
            throw new RevocationUnknownException("the OCSP response is " + weak.get());
        }
        if (isSignedBy(response, issuer.getPublicKey())) {
            return;
        }
        List<X509Certificate> delegates = Stream.of(response.getCerts())
                .limit(MOST_CERTIFICATES)
                .flatMap(holder -> certificate(holder).stream())
                .filter(delegate -> isSignedBy(response, delegate.getPublicKey()))
                .toList();
        if (delegates.isEmpty()) {
            throw new RevocationUnknownException("the OCSP response is not signed by the authority");
        }
        if (delegates.stream().noneMatch(delegate -> mayAnswer(delegate, issuer, at))) {
            throw new RevocationUnknownException("the OCSP responder may not answer for the authority");
        }
    }

    private static boolean mayAnswer(X509Certificate delegate, X509Certificate issuer, Instant at) {
        try {
            List<String> purposes = delegate.getExtendedKeyUsage();
            boolean @Nullable [] usage = delegate.getKeyUsage();
            if (!delegate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                    || purposes == null
                    || !purposes.contains(KeyPurposeId.id_kp_OCSPSigning.getId())
                    || (usage != null && !usage[DIGITAL_SIGNATURE])
                    || SignatureStrength.fault(delegate).isPresent()
                    || SignatureStrength.fault(delegate.getPublicKey()).isPresent()) {
                return false;
            }
            delegate.checkValidity(Date.from(at));
            delegate.verify(issuer.getPublicKey());
            return true;
        } catch (CertificateParsingException unreadable) {
            return false;
        } catch (GeneralSecurityException | RuntimeException otherIssuer) {
            return false;
        }
    }

    private static boolean isSignedBy(BasicOCSPResp response, PublicKey key) {
        try {
            return response.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
        } catch (OCSPException | OperatorCreationException | RuntimeException otherKind) {
            return false;
        }
    }

    private static Optional<X509Certificate> certificate(X509CertificateHolder holder) {
        try {
            return Optional.of(new JcaX509CertificateConverter().getCertificate(holder));
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }
}
