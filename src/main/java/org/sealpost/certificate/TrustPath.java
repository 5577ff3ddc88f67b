package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Whether a certificate stands under an authority whose word counts. */
sealed interface TrustPath {

    /**
     * A certificate of the path, with what is asked again for each message.
     *
     * @param issuer who signed it
     * @param issuerId the SHA-256 of that certificate
     * @param places where it says that its revocation can be learnt
     */
    record Link(X509Certificate certificate, X509Certificate issuer, Fingerprint issuerId, RevocationPlaces places) {

        static Link of(X509Certificate certificate, X509Certificate issuer) {
            return new Link(certificate, issuer, Fingerprint.of(issuer), RevocationPlaces.of(certificate));
        }
    }

    /**
     * A valid path ends at the anchor.
     *
     * @param links from the certificate up to the one that the anchor issued
     * @param anchor where it ends
     * @param from when every certificate of it had become valid
     * @param until when the first of them expires
     */
    record Found(List<Link> links, TrustedAuthority anchor, Instant from, Instant until) implements TrustPath {

        public Found {
            links = List.copyOf(links);
        }
    }

    /**
     * There is none.
     *
     * @param reason what stands against the path that came nearest, such as {@code not trusted: path too long}
     */
    record Missing(String reason) implements TrustPath {}
}
