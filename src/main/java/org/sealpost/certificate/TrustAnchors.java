package org.sealpost.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.operator.DefaultSignatureNameFinder;

/**
 * The authorities whose word counts, and whether a certificate stands under one of them (RFC 5280 section 6). Revocation
 * lists and OCSP are not asked: a person revokes.
 */
public final class TrustAnchors {

    private static final Set<String> BROKEN_DIGESTS = Set.of("MD2", "MD5", "SHA1");

    private final Set<TrustAnchor> anchors;

    private TrustAnchors(Set<TrustAnchor> anchors) {
        this.anchors = anchors;
    }

    /** No authority's word counts. */
    public static TrustAnchors none() {
        return new TrustAnchors(Set.of());
    }

    /** The authorities of the given certificates. */
    static TrustAnchors of(Collection<X509Certificate> authorities) {
        return new TrustAnchors(authorities.stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Reads the authorities of a PEM file.
     *
     * @throws CertificateRefusedException in one sentence, when the file cannot be read or holds anything else
     */
    public static TrustAnchors read(Path file) throws CertificateRefusedException {
        try {
            return of(CertificateFile.parse(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (IOException unreadable) {
            throw new CertificateRefusedException("The file of sealpost.certificates.trust cannot be read: correct the"
                    + " setting or the file " + file + ".");
        } catch (CertificateRefusedException wrong) {
            throw new CertificateRefusedException(
                    "The file " + file + " of sealpost.certificates.trust is refused. " + wrong.getMessage());
        }
    }

    /**
     * Looks for a path from the certificate to an anchor.
     *
     * @param authorities certificates between, of which none is trusted in itself
     * @param at when the path must be valid
     */
    TrustPath path(X509Certificate certificate, Collection<X509Certificate> authorities, Instant at) {
        if (anchors.isEmpty()) {
            return new TrustPath.Missing();
        }
        try {
            PKIXCertPathBuilderResult result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters(certificate, authorities, at));
            for (java.security.cert.Certificate link : result.getCertPath().getCertificates()) {
                if (isSignedWithBrokenDigest((X509Certificate) link)) {
                    return new TrustPath.Missing();
                }
            }
            X509Certificate anchor = result.getTrustAnchor().getTrustedCert();
            // RFC 5280 leaves an anchor's own dates to us: an authority's word ends with its certificate.
            anchor.checkValidity(Date.from(at));
            return new TrustPath.Found(anchor.getSubjectX500Principal().getName());
        } catch (CertPathBuilderException | CertificateException noPath) {
            return new TrustPath.Missing();
        } catch (GeneralSecurityException everyJdkHasPkix) {
            throw new IllegalStateException(everyJdkHasPkix);
        }
    }

    private PKIXBuilderParameters parameters(
            X509Certificate certificate, Collection<X509Certificate> authorities, Instant at)
            throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(authorities)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        return parameters;
    }

    private static boolean isSignedWithBrokenDigest(X509Certificate link) throws CertificateEncodingException {
        String algorithm = new DefaultSignatureNameFinder()
                .getAlgorithmName(new JcaX509CertificateHolder(link).getSignatureAlgorithm())
                .toUpperCase(Locale.ROOT);
        return BROKEN_DIGESTS.stream().anyMatch(algorithm::startsWith);
    }
}
